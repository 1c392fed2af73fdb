"""Updates that wait for the bot, oldest first."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from playground.wire import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Something that happened, with the time after which it is dropped."""

    id: int
    kind: str
    content: JsonObject
    expires_at: float

    def to_json(self) -> JsonObject:
        """Return it as an Update."""
        return {"update_id": self.id, self.kind: self.content}

    @property
    def chat_id(self) -> int:
        """The chat it is about, or the person if it is about no chat; 0 for neither."""
        place = self.content.get("message", self.content)
        for owner in (place, self.content):
            if isinstance(owner, dict):
                for name in ("chat", "from", "user"):
                    if isinstance(found := owner.get(name), dict):
                        return int(found["id"])
        return 0


class Pending:
    """The waiting updates: polls take them from the front, webhooks from anywhere."""

    __slots__ = ("_by_id",)

    def __init__(self) -> None:
        """Start empty."""
        # An OrderedDict, because repeatedly removing the first item of a plain dict becomes slow.
        self._by_id: OrderedDict[int, Update] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Update]:
        return iter(self._by_id.values())

    def __getitem__(self, place: int) -> Update:
        values = self._by_id.values()
        try:
            return next(
                islice(reversed(values), -place - 1, None) if place < 0 else islice(values, place, None)
            )
        except StopIteration:
            raise IndexError(place) from None

    def has(self, update_id: int) -> bool:
        """Whether an update is waiting."""
        return update_id in self._by_id

    def get(self, update_id: int) -> Update | None:
        """Look up an update; None if it is not waiting."""
        return self._by_id.get(update_id)

    def append(self, update: Update) -> None:
        """Add an update at the end."""
        self._by_id[update.id] = update

    def extend(self, updates: Iterable[Update]) -> None:
        """Add updates at the end."""
        for update in updates:
            self.append(update)

    def put_first(self, update: Update) -> None:
        """Add an update at the front."""
        self._by_id[update.id] = update
        self._by_id.move_to_end(update.id, last=False)

    def take(self, update_id: int) -> Update | None:
        """Remove an update and return it; None if it is not waiting."""
        return self._by_id.pop(update_id, None)
