"""When somebody sends so many messages that need no reply that they get none for a while."""

from dataclasses import dataclass
from enum import Enum

from crowd.ids import MINUTE

#: As many such messages as this can come at once, and this many a minute after that.
MOST_IDLE = 20
#: They are replied to again when their count has drained to this.
CALM = 10
_DRAINED_EVERY = MINUTE // MOST_IDLE


class Flooding(Enum):
    """How to treat a message that needs no reply."""

    NO = "no"  #: reply as ever
    BEGINS = "begins"  #: say that there will be no replies for a while
    GOES_ON = "goes on"  #: do not reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """What somebody's messages that need no reply have come to.

    Attributes:
        count: How many have come, less those that have drained away since.
        at: When the last came.
        is_hushed: Whether they get no replies.
    """

    count: float
    at: int
    is_hushed: bool = False

    def left(self, at: int) -> float:
        """Return the count at a time."""
        return max(0.0, self.count - max(0, at - self.at) / _DRAINED_EVERY)


def take_idle(before: Idle | None, *, at: int) -> tuple[Idle, Flooding]:
    """Count one more of somebody's messages that need no reply; return the new count and how to treat it."""
    left = before.left(at) if before is not None else 0.0
    was_hushed = before is not None and before.is_hushed and left > CALM
    # A flood does not count without end: two minutes after it, at the latest, replies are as ever.
    count = min(left + 1.0, float(2 * MOST_IDLE))
    is_hushed = was_hushed or count > MOST_IDLE
    now = Idle(count=count, at=at, is_hushed=is_hushed)
    if not is_hushed:
        return now, Flooding.NO
    return now, Flooding.GOES_ON if was_hushed else Flooding.BEGINS
