"""What the playground's crowd takes for right: the answers that a requester's file gives, and those of the examples."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from storage.deciding.known_answers import KnownAnswer, list_known_answers
from storage.file.read_only import opened_to_read
from storage.tx import Tx

#: The database is read again after this many seconds.
_FRESH_S = 2.0
#: Known answers of older tasks are left out.
_MOST = 2_000


class CrowdTruths(Mapping[str, str]):
    """Words of a card, to the right option. Without the known answers, a crowd would contradict a file's own gold."""

    def __init__(self, given: Mapping[str, str], database: Path, clock: Callable[[], float]) -> None:
        """Take what is known beforehand, the bot's database, and a clock in seconds."""
        self._given, self._database, self._clock = given, database, clock
        self._all: dict[str, str] = dict(given)
        self._read_at = -_FRESH_S

    def __getitem__(self, words: str) -> str:
        """Return the right option."""
        return self._now()[words]

    def __iter__(self) -> Iterator[str]:
        """Return the words of all cards."""
        return iter(self._now())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._now())

    def _now(self) -> dict[str, str]:
        if self._clock() - self._read_at >= _FRESH_S:
            self._read_at = self._clock()
            self._all = {**self._read(), **self._given}
        return self._all

    def _read(self) -> dict[str, str]:
        try:
            with opened_to_read(self._database) as connection:
                known = list_known_answers(Tx(connection), limit=_MOST)
        except sqlite3.Error:
            # The bot has not made it yet, or it is busy.
            return {}
        return {words_on_card(one): one.answer for one in known}


def words_on_card(known: KnownAnswer) -> str:
    """Return the question and the columns of a task as a card shows them, with single spaces."""
    if len(known.content) == 1:
        shown = list(known.content.values())
    else:
        shown = [word for column in known.content.items() for word in column]
    return " ".join(" ".join((known.question, *shown)).split())
