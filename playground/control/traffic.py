"""The newest calls by the bot and updates to it, numbered so that watchers can continue where they left off."""

from collections import deque
from collections.abc import Callable
from itertools import count

from playground.control.views import call_view, update_view
from playground.serving.calls import Call
from playground.serving.updates import Update
from playground.wire import JsonObject

#: Enough to scroll back; each entry holds a call with its result.
_REMEMBERED = 1_000


class Traffic:
    """The traffic between the bot and the server. Add `note` to the watchers of a world."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start empty; `clock` returns seconds since 1970."""
        self._clock = clock
        self._numbers = count(1)
        self._entries: deque[tuple[int, float, Call | Update]] = deque(maxlen=_REMEMBERED)

    @property
    def newest(self) -> int:
        """The number of the newest entry; 0 if there is none."""
        return self._entries[-1][0] if self._entries else 0

    def note(self, kind: str, thing: object) -> None:
        """Record a call or an update, except for polls without updates."""
        wanted = isinstance(thing, Update) if kind == "update" else kind == "call" and not _is_idle(thing)
        if wanted and isinstance(thing, Call | Update):
            self._entries.append((next(self._numbers), self._clock(), thing))

    def since(self, number: int, limit: int) -> list[JsonObject]:
        """Return the entries after `number`, oldest first; at most the newest `limit`."""
        found: list[JsonObject] = []
        for entry_number, at, thing in reversed(self._entries):
            if entry_number <= number or len(found) == limit:
                break
            view = call_view(thing) if isinstance(thing, Call) else update_view(thing)
            found.append({"number": entry_number, "at": at, **view})
        found.reverse()
        return found


def _is_idle(thing: object) -> bool:
    return isinstance(thing, Call) and thing.method == "getUpdates" and not (thing.error or thing.result)
