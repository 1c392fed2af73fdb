"""One person's updates that wait to be handled: the first few in memory, the others only as rows of the inbox."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

RawUpdate = dict[str, Any]

#: The most updates of one person in memory: however many somebody sends, they take no more of it than others do.
MOST_LOADED = 8


class WaitingUpdates:
    """One person's updates in the order in which they came; its length counts all of them."""

    def __init__(self, first: RawUpdate) -> None:
        self._loaded = deque([first])
        self._ids: deque[int] = deque()

    def __len__(self) -> int:
        return len(self._loaded) + len(self._ids)

    def add(self, update: RawUpdate) -> None:
        """Add an update that is in the inbox."""
        if self._ids or len(self._loaded) >= MOST_LOADED:
            self._ids.append(update["update_id"])
        else:
            self._loaded.append(update)

    def to_load(self) -> list[int]:
        """Return the ids to load next, in order: none as long as there are updates in memory."""
        return [] if self._loaded else [self._ids[n] for n in range(min(len(self._ids), MOST_LOADED))]

    def put_loaded(self, updates: Iterable[RawUpdate], ids: list[int]) -> None:
        """Put what was read for `ids` in their place; what is no longer in the inbox does not wait either."""
        self._loaded.extend(updates)
        for _ in ids:
            self._ids.popleft()

    def each_loaded(self) -> Iterator[RawUpdate]:
        """Yield the updates in memory; each goes on waiting until the next is asked for."""
        while self._loaded:
            yield self._loaded[0]
            self._loaded.popleft()
