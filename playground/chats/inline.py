"""Inline mode: what people type after the bot's name, the results it offers, and the messages sent through it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playground.chats.chat import Message
from playground.errors import bad_request
from playground.wire import JsonObject

#: How long the bot may take to answer. Telegram publishes no number: this is an assumption.
ANSWERABLE_S = 30.0
#: More than enough; a long run must not fill the memory.
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result that a person can choose."""

    id: str
    #: As the bot gave it.
    content: JsonObject
    #: What is sent when somebody chooses it; None if only Telegram could fetch it.
    message: Message | None

    @property
    def title(self) -> str:
        """What the list shows; empty for a picture without a title."""
        return str(self.content.get("title") or self.content.get("first_name") or "")


@dataclass(slots=True, kw_only=True)
class InlineQuery:
    """Something typed after the bot's name, with the bot's answer once there is one."""

    id: str
    person_id: int
    #: Where the person types.
    chat_id: int
    text: str
    offset: str
    #: When, in seconds since 1970.
    at: float
    is_answered: bool = False
    results: list[Result] = field(default_factory=list)
    next_offset: str = ""
    #: A button above the results: to a private chat with the bot, or to a web app.
    button: JsonObject | None = None


@dataclass(slots=True, kw_only=True)
class Inline:
    """Everything a playground knows about inline mode."""

    clock: Callable[[], float]
    queries: dict[str, InlineQuery] = field(default_factory=dict)
    #: Messages that the bot can edit by an id of their own: pairs of a chat id and a message id.
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, query: InlineQuery) -> None:
        """Remember a query."""
        self.queries[query.id] = query
        while len(self.queries) > _REMEMBERED:
            del self.queries[next(iter(self.queries))]

    def to_answer(self, query_id: str) -> InlineQuery:
        """Find the query that the bot is answering.

        Raises:
            ApiError: There is none, it was answered, or it has waited too long.
        """
        query = self.queries.get(query_id)
        if query is None or query.is_answered or self.clock() > query.at + ANSWERABLE_S:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def id_of(self, chat_id: int, message_id: int) -> str | None:
        """Return the id by which the bot can edit a message; None if it cannot."""
        place = (chat_id, message_id)
        return next((name for name, found in self.places.items() if found == place), None)
