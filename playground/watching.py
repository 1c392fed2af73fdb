"""Who looks on: told at once of every call, update and change of a chat, on the event loop."""

from collections.abc import Callable
from typing import TypeAlias

#: Takes the kind of what happened ("call", "update", "chat") and the thing itself (Call, Update, Chat).
Watcher: TypeAlias = Callable[[str, object], None]


class Watchers:
    """Everybody who wants to be told of what happens in a playground."""

    __slots__ = ("_watchers",)

    def __init__(self) -> None:
        """Start with nobody."""
        self._watchers: tuple[Watcher, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anybody."""
        return bool(self._watchers)

    def add(self, watcher: Watcher) -> None:
        """Tell `watcher` from now on. It must neither wait nor raise."""
        self._watchers = (*self._watchers, watcher)

    def remove(self, watcher: Watcher) -> None:
        """Tell it no longer; nothing happens where it was not told."""
        self._watchers = tuple(other for other in self._watchers if other != watcher)

    def tell(self, kind: str, thing: object) -> None:
        """Tell everybody."""
        for watcher in self._watchers:
            watcher(kind, thing)
