"""Watchers, which are told immediately about every call, update and change in a chat, on the event loop."""

from collections.abc import Callable
from typing import TypeAlias

#: Takes the kind of what happened ("call", "update", "chat") and the thing itself (Call, Update, Chat).
Watcher: TypeAlias = Callable[[str, object], None]


class Watchers:
    """Everybody who wants to know what happens in a playground."""

    __slots__ = ("_watchers",)

    def __init__(self) -> None:
        """Start without watchers."""
        self._watchers: tuple[Watcher, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any watchers."""
        return bool(self._watchers)

    def add(self, watcher: Watcher) -> None:
        """Add a watcher. It must not wait or raise."""
        self._watchers = (*self._watchers, watcher)

    def remove(self, watcher: Watcher) -> None:
        """Remove a watcher; does nothing if it was not added."""
        self._watchers = tuple(other for other in self._watchers if other != watcher)

    def tell(self, kind: str, thing: object) -> None:
        """Tell all watchers."""
        for watcher in self._watchers:
            watcher(kind, thing)
