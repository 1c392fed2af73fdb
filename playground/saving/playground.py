"""Saves a playground to a JSON file and loads it again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

# The file has this module's own format; anything that does not match it raises NotPossible.
from typing import Any

from playground.chats.queries import Press
from playground.errors import NotPossible
from playground.saving.chats import fill_chats, write_chats
from playground.serving.updates import Update, UpdateQueue
from playground.wire import JsonObject
from playground.world import BotProfile, Webhook, World

_FORMAT = "playground state 2"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedState:
    """A state read from a file, to fill into a new world."""

    token: str
    answerable_s: float
    fields: dict[str, Any]

    def fill(self, world: World) -> None:
        """Fill everything into an empty world.

        Raises:
            NotPossible: The file is not in the form that `write_state` writes.
        """
        try:
            _fill(world, self.fields)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NotPossible(f"the saved state is damaged: {error!r}") from error

    def others(self) -> "list[SavedState]":
        """Return the states of the bots with other tokens, which older files don't have.

        Raises:
            NotPossible: One of them is damaged.
        """
        try:
            return [_saved(fields) for fields in self.fields.get("bots", [])]
        except (KeyError, TypeError) as error:
            raise NotPossible(f"the saved state is damaged: {error!r}") from error


def _saved(fields: dict[str, Any]) -> SavedState:
    return SavedState(token=fields["token"], answerable_s=fields["answerable_s"], fields=fields)


def write_state(world: World, token: str) -> JsonObject:
    """Return everything about one bot as JSON."""
    version, numbers, gauss = world.rng.getstate()
    return {
        "format": _FORMAT,
        "token": token,
        "answerable_s": world.presses.answerable_s,
        "random": [version, list(numbers), gauss],
        "bot": _bot_to_json(world.bot),
        "webhook": asdict(world.webhook) if world.webhook else None,
        "files": world.files.to_json(),
        **write_chats(world),
        "updates": _updates_to_json(world.updates),
        "nanostars": world.purse.nanostars,
        "presses": [asdict(press) for press in world.presses.open.values()],
    }


def read_state(path: Path | str) -> SavedState:
    """Read a file with the result of `write_state`.

    Raises:
        NotPossible: The file has other content.
    """
    try:
        fields = json.loads(Path(path).read_bytes())
    except ValueError as error:
        raise NotPossible(f"{path} is not a saved playground") from error
    if not isinstance(fields, dict) or fields.get("format") != _FORMAT:
        raise NotPossible(f"{path} is not a saved playground of this version")
    return _saved(fields)


def _fill(world: World, saved: dict[str, Any]) -> None:
    world.bot = _bot_from_json(saved["bot"])
    world.bot_user = world.bot.user_json()
    world.webhook = Webhook(**saved["webhook"]) if saved["webhook"] else None
    for stored in saved["files"]:
        world.files.restore(stored)
    fill_chats(world, saved)
    updates = saved["updates"]
    world.updates.allowed = frozenset(updates["allowed"])
    world.updates.next_id = updates["next_id"]
    world.updates.last_at = updates["last_at"]
    world.updates.pending.extend(Update(**update) for update in updates["pending"])
    world.presses.open.update({press["query_id"]: Press(**press) for press in saved["presses"]})
    world.purse.nanostars = saved.get("nanostars", 0)
    version, numbers, gauss = saved["random"]
    world.rng.setstate((version, tuple(numbers), gauss))


def _bot_to_json(bot: BotProfile) -> JsonObject:
    fields = {name: getattr(bot, name) for name in BotProfile.__dataclass_fields__}
    # JSON keys cannot be pairs.
    fields["commands"] = [[*key, commands] for key, commands in bot.commands.items()]
    fields["menu_buttons"] = list(bot.menu_buttons.items())
    return fields


def _bot_from_json(saved: dict[str, Any]) -> BotProfile:
    commands = {(scope, language): commands for scope, language, commands in saved["commands"]}
    return BotProfile(**saved | {"commands": commands, "menu_buttons": dict(saved["menu_buttons"])})


def _updates_to_json(updates: UpdateQueue) -> JsonObject:
    return {
        "allowed": sorted(updates.allowed),
        "next_id": updates.next_id,
        "last_at": updates.last_at,
        # Not asdict, which would deep-copy every message.
        "pending": [
            {name: getattr(update, name) for name in Update.__dataclass_fields__}
            for update in updates.pending
        ],
    }
