"""A log of everything that happens in a playground, as JSON lines, for programs that check a run afterwards.

Each line is an object with `n` (counted from 1), `at` (seconds since 1970) and `what`:

    start      format, seed                                      the first line
    call       call, method, parameters, files, ok, result | error and code, took_effect, reply ("sent" | "lost")
    message    event ("sent" | "edited" | "deleted"), chat, call, message: those of both sides
    update     update_id, kind, content: something happened that the bot should receive
    given      update_ids, by ("poll" | "webhook"): updates on their way to the bot
    confirmed  update_ids: the bot has received them
    forgotten  update_ids, why ("expired" | "dropped" | "full"): the bot will never receive them
    press      query_id, person: a button was pressed
    fault      fault, rule, target, chat: a rule was applied
    violation  method, parameter, kind, text: a call or reply broke the schema

`call` numbers the calls; a message has the number of the call that changed it, or null if a person did. A call is
written when it ends, after its effects. The journal never contains bot tokens or webhook secrets.
"""

import json
import re
from pathlib import Path
from typing import TextIO, TypeAlias

from playground.chats.chat import MessageChange
from playground.chats.queries import Press
from playground.schema.check import Violation
from playground.serving.calls import Call
from playground.serving.faults import Strike
from playground.serving.updates import Confirmed, Forgotten, Given, Update
from playground.wire import JsonObject, encode
from playground.world import World

FORMAT = "playground journal 1"
#: Where to write a journal: a file, or a list for a test to read.
Target: TypeAlias = Path | str | list[JsonObject]

_TOKEN = re.compile(r"\b\d{1,16}(?::|%3[Aa])[A-Za-z0-9_-]{30,50}")
_HIDDEN = "<hidden>"
#: Parameters that are secrets.
_SECRETS = frozenset({"secret_token", "provider_token"})


class Journal:
    """Records everything that its playground tells its watchers."""

    def __init__(self, target: Target, world: World, seed: int) -> None:
        """Start, overwriting any older file at the path."""
        self._world = world
        self._number = 0
        self._list = target if isinstance(target, list) else None
        # Line by line, so that readers see everything, even if this program is killed.
        self._file: TextIO | None = (
            None if isinstance(target, list) else Path(target).open("w", encoding="utf-8", buffering=1)  # noqa: SIM115 - closed by `close`
        )
        self._write("start", {"format": FORMAT, "seed": seed})
        world.watchers.add(self._note)

    def close(self) -> None:
        """Stop writing."""
        self._world.watchers.remove(self._note)
        if self._file is not None:
            self._file.close()

    def _note(self, kind: str, thing: object) -> None:
        fields = self._fields(thing)
        if fields is not None:
            self._write(kind, fields)

    def _write(self, kind: str, fields: JsonObject) -> None:
        self._number += 1
        entry = {"n": self._number, "at": round(self._world.clock(), 6), "what": kind, **fields}
        line = _TOKEN.sub(_HIDDEN, encode(entry).decode(errors="replace"))
        if self._list is not None:
            self._list.append(json.loads(line))
        elif self._file is not None:
            self._file.write(line + "\n")

    def _fields(self, thing: object) -> JsonObject | None:
        match thing:
            case Call():
                return _call(thing)
            case MessageChange():
                return _message(thing, self._world.call_number)
            case Update():
                return {"update_id": thing.id, "kind": thing.kind, "content": thing.content}
            case _:
                return _small(thing)


def _small(thing: object) -> JsonObject | None:
    match thing:
        case Given():
            return {"update_ids": thing.ids, "by": thing.by}
        case Confirmed():
            return {"update_ids": thing.ids}
        case Forgotten():
            return {"update_ids": thing.ids, "why": thing.why}
        case Press():
            return {"query_id": thing.query_id, "person": thing.person_id}
        case Strike():
            fault = thing.fault
            return {"fault": fault.kind, "rule": thing.rule, "target": thing.target, "chat": thing.chat_id}
        case Violation():
            names = ("method", "parameter", "kind", "text")
            return {name: getattr(thing, name) for name in names}
        case _:
            return None


def _message(change: MessageChange, call_number: int | None) -> JsonObject:
    chat = change.chat
    message = chat.message_json(change.message, nested=True)
    return {"event": change.event, "chat": chat.chat_json["id"], "call": call_number, "message": message}


def _call(call: Call) -> JsonObject:
    fields: JsonObject = {
        "call": call.number,
        "method": call.method,
        "parameters": {
            name: _HIDDEN if value and name in _SECRETS else value for name, value in call.parameters.items()
        },
        "files": call.files,
        "ok": call.error is None,
        "took_effect": call.took_effect,
        "reply": "sent" if call.replied else "lost",
    }
    if call.error is None:
        return fields | {"result": call.result}
    return fields | {"code": call.error.code, "error": call.error.description}
