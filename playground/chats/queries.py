"""Pressed buttons: callback queries that wait for the bot's answer."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.errors import bad_request
from playground.watching import Watchers

#: How long a press can be answered. Telegram publishes no number: this is an assumption.
ANSWERABLE_S = 60.0
MAX_ANSWER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What a person saw after a press: a short notice, a dialogue (`show_alert`), or nothing (empty text).

    With a `url`, such as a game's, the person's app opens it.
    """

    query_id: str
    text: str
    show_alert: bool
    #: The chat's counter when the answer came.
    revision: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press that the bot has not answered yet; `at` is in seconds since 1970."""

    query_id: str
    person_id: int
    at: float


class Presses:
    """The presses that can still be answered, oldest first."""

    def __init__(
        self, *, clock: Callable[[], float], answerable_s: float, watchers: Watchers | None = None
    ) -> None:
        """Start with none."""
        self._watchers = Watchers() if watchers is None else watchers
        self._clock = clock
        self.answerable_s = answerable_s
        self.open: dict[str, Press] = {}

    def add(self, query_id: str, person_id: int) -> Press:
        """Record a press."""
        self._forget_old()
        press = Press(query_id=query_id, person_id=person_id, at=self._clock())
        self.open[query_id] = press
        self._watchers.tell("press", press)
        return press

    def _forget_old(self) -> None:
        oldest = self._clock() - self.answerable_s
        while self.open and (first := next(iter(self.open.values()))).at < oldest:
            del self.open[first.query_id]

    def take(self, query_id: str) -> Press:
        """Take the press that the bot is answering; a second answer to the same press finds none.

        Raises:
            ApiError: There is no such press, or it has waited too long.
        """
        self._forget_old()
        press = self.open.pop(query_id, None)
        if press is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return press
