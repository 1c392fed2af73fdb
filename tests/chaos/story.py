"""What happened in a run, from the local Telegram's journal and the nemesis's notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]


def kind_of(data: str) -> str:
    """Return the kind of a button: the first part of what it carries, or what it does with an answer."""
    prefix, *parts = data.split(":")
    if prefix != "a2":
        return prefix
    return "change" if parts[2] == "1" else "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A pressed button."""

    n: int
    update_id: int
    person: int
    query_id: str
    message_id: int
    data: str

    @property
    def kind(self) -> str:
        """The kind of the button."""
        return kind_of(self.data)

    @property
    def numbers(self) -> list[int]:
        """The other parts, as far as they are numbers."""
        return [int(part) for part in self.data.split(":")[1:] if part.isdecimal()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message of the bot that came into a chat, or changed there."""

    n: int
    at: float
    chat: int
    message_id: int
    is_new: bool
    buttons: tuple[str, ...]

    @property
    def assignment(self) -> int | None:
        """The assignment whose options it offers for the first time."""
        found = (data for data in self.buttons if kind_of(data) == "answer")
        return next((int(data.split(":")[1]) for data in found), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Something a person did that is no press: a message, or blocking and unblocking."""

    n: int
    at: float
    update_id: int
    person: int
    kind: str


@dataclass(slots=True)
class Story:
    """The journal, sorted by what its lines tell."""

    entries: Sequence[Entry]
    presses: dict[str, Press] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    confirmed: dict[int, int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)
    deeds: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Counted anew: the nemesis writes between the lines that the journal has numbered.
        for number, entry in enumerate(self.entries):
            read = _READERS.get(entry["what"])
            if read is not None:
                read(self, number, entry)

    def calls(self, *methods: str) -> Iterator[Entry]:
        """The bot's calls of some methods, in the order in which they ended."""
        return (entry for entry in self.entries if entry["what"] == "call" and entry["method"] in methods)

    def said(self) -> Iterator[tuple[Press, str]]:
        """What people saw after their presses: the press, and the words of the acknowledgement."""
        for call in self.calls("answerCallbackQuery"):
            press = self.presses.get(str(call["parameters"].get("callback_query_id")))
            if call["took_effect"] and press is not None:
                yield press, str(call["parameters"].get("text", ""))

    def notes(self, what: str) -> list[Entry]:
        """What the nemesis wrote down of one kind."""
        return [entry for entry in self.entries if entry["what"] == what]


def _read_update(story: Story, number: int, entry: Entry) -> None:
    content = entry["content"]
    person = content["from"]["id"]
    story.deeds.append((entry["at"], person))
    if entry["kind"] == "callback_query":
        story.presses[content["id"]] = Press(
            n=number,
            update_id=entry["update_id"],
            person=person,
            query_id=content["id"],
            message_id=content["message"]["message_id"],
            data=content["data"],
        )
    else:
        story.words.append(
            Word(
                n=number,
                at=entry["at"],
                update_id=entry["update_id"],
                person=person,
                kind=entry["kind"],
            )
        )


def _read_message(story: Story, number: int, entry: Entry) -> None:
    message = entry["message"]
    if entry["event"] == "deleted" or not message.get("from", {}).get("is_bot"):
        return
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    story.shown.append(
        Shown(
            n=number,
            at=entry["at"],
            chat=entry["chat"],
            message_id=message["message_id"],
            is_new=entry["event"] == "sent",
            buttons=tuple(button.get("callback_data", "") for row in rows for button in row),
        )
    )


def _read_given(story: Story, number: int, entry: Entry) -> None:
    for update_id in entry["update_ids"]:
        # What was not confirmed is given again; the bot may have had it at the first time.
        story.given.setdefault(update_id, number)


def _read_confirmed(story: Story, number: int, entry: Entry) -> None:
    for update_id in entry["update_ids"]:
        story.confirmed.setdefault(update_id, number)


_READERS = {
    "update": _read_update,
    "message": _read_message,
    "given": _read_given,
    "confirmed": _read_confirmed,
}
