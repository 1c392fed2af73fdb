"""Decides when a message may go out, so that Telegram has no reason to refuse it; time is an argument.

Telegram publishes rules of thumb, not a formula (core.telegram.org/bots/faq): about 30 messages a second over all
chats, 1 a second in one chat, 20 a minute in a group. Each is kept here as a sliding window: no stretch of one second
(or minute), wherever it starts, has more than the limit. Messages that leave a second apart may arrive closer together,
so pushes are spaced evenly, and the second for all messages, and for one chat, is a little longer.

Messages paid for in Stars have a rate of their own beside the others ("ignoring broadcasting limits", says the Bot
API), so they take nothing from replies and pushes. The limit of one chat and a 429 apply to them too.
"""

import math
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

_SECOND_S = 1.0
#: The length of the window for a second's messages, over all chats or in one.
_LONG_SECOND_S = 1.05
#: A push may be this many gaps late without delaying the pushes after it.
_MADE_UP_FOR = 2
_MINUTE_S = 60.0
#: One in so many messages a second is kept for people who have no other reply coming: when many have several coming,
#: whoever asks just then would find the second used up.
_KEPT_OF = 3
#: Paid messages leave in this many bursts a second, each as large as the rate requires.
_BURSTS_A_SECOND = 50
#: This many bursts may be late without delaying those after them, because claiming rows waits for the disk.
_BURSTS_MADE_UP_FOR = 4
_ROUNDING = 1e-6


class Traffic(StrEnum):
    """How a call counts under Telegram's limits, and whether somebody waits for it."""

    REPLY = "REPLY"  #: a message or edit that answers what somebody just did
    PUSH = "PUSH"  #: a message or edit nobody waits for
    PAID = "PAID"  #: a message nobody waits for, paid for in Stars
    FREE = "FREE"  #: answers to callback queries, and reads: apparently not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many messages and edits may go out; None is no limit.

    Pushes get `pushes_per_s`. Replies may use that and `replies_per_s` on top, which is reserved for them. Paid
    messages get `paid_per_s` beside both.
    """

    pushes_per_s: int | None = 25
    replies_per_s: int = 5
    per_chat_per_s: int | None = 1
    per_group_per_min: int | None = 20
    #: Telegram's limit is 1,000; messages that leave within one second may arrive closer together.
    paid_per_s: int | None = 900


_NO_LIMITS = Limits(pushes_per_s=None, per_chat_per_s=None, per_group_per_min=None, paid_per_s=None)


class Pacing:
    """Remembers what was sent lately, and derives when the next message may go.

    Time is in seconds from any start and never runs back: a monotonic clock. With `limits` of None, only `hold` has
    an effect.
    """

    def __init__(self, limits: Limits | None) -> None:
        self._limited = limits is not None
        limits = limits or _NO_LIMITS
        self._held_until = float("-inf")
        self._starts_at = float("-inf")
        pushes = limits.pushes_per_s
        self._pushes = _Window(pushes, _SECOND_S)
        self._spacing = _Spacing(pushes)
        total = None if pushes is None else pushes + limits.replies_per_s
        self._total = _Window(total, _LONG_SECOND_S)
        self._kept = (total or 0) // _KEPT_OF
        self._paid = None if limits.paid_per_s is None else _Bursts(limits.paid_per_s)
        self._private = _ChatWindows(limits.per_chat_per_s, _LONG_SECOND_S)
        self._groups = _ChatWindows(limits.per_group_per_min, _MINUTE_S)

    def ready_at(self, chat_id: int, traffic: Traffic, now: float) -> float:
        """Return from when this may be sent: `now` or later; asking changes nothing.

        Ask again before sending, because there may be a new obstacle by then.
        """
        # A flood error applies to the whole bot: even uncounted calls wait until it ends.
        ready = max(now, self._held_until)
        if traffic is Traffic.FREE:
            return ready
        ready = max(ready, self._starts_at)
        if traffic is Traffic.PUSH:
            ready = max(ready, self._pushes.free_at(), self._spacing.free_at())
        if traffic is not Traffic.PAID:
            ready = max(ready, self._total.free_at())
        elif self._paid is not None:
            ready = max(ready, self._paid.ready_at(now))
        return max(ready, self._chats(chat_id).free_at(chat_id))

    def replies_ready_at(self, now: float) -> float:
        """Return from when a reply may go to somebody who was sent nothing lately."""
        return max(now, self._held_until, self._starts_at, self._total.free_at())

    def replies_now(self, now: float) -> int | None:
        """Return how many messages may go now, to different people; None for any number."""
        if not self._limited:
            return None
        return 0 if self.replies_ready_at(now) > now else self._total.room(now)

    def later_ready_at(self, now: float) -> float:
        """Return from when a reply may go to somebody who had others coming before it."""
        return max(self.replies_ready_at(now), self._total.free_at(self._kept + 1))

    def later_now(self, now: float) -> int | None:
        """Return how many of the messages that may go now may be such replies; None for any number."""
        room = self.replies_now(now)
        return None if room is None else max(0, room - self._kept)

    def busy_chats(self, now: float) -> tuple[list[int], float]:
        """Return the chats that were sent as much as they may get for now, and when the first may get more."""
        busy = [*self._private.busy(now), *self._groups.busy(now)]
        return [chat_id for chat_id, _ in busy], min((until for _, until in busy), default=math.inf)

    def pushes_ready_at(self, now: float) -> float:
        """Return from when a push may go to somebody who was sent nothing lately."""
        ready = max(now, self._held_until, self._starts_at)
        return max(ready, self._pushes.free_at(), self._spacing.free_at(), self._total.free_at())

    def pushes_now(self, now: float) -> int | None:
        """Return how many pushes may go now, to different people; None for any number."""
        if not self._limited:
            return None
        return 0 if self.pushes_ready_at(now) > now else self._spacing.room(now)

    def paid_ready_at(self, now: float) -> float:
        """Return from when it is worth looking for paid messages."""
        ready = max(now, self._held_until, self._starts_at)
        return ready if self._paid is None else max(ready, self._paid.worth_at(now))

    def paid_now(self, now: float) -> int | None:
        """Return how many paid messages may go now, to different people; None for any number."""
        if self._paid is None:
            return None
        return 0 if self.paid_ready_at(now) > now else self._paid.room(now)

    def is_held(self, now: float) -> bool:
        """Return whether the bot is still waiting because Telegram asked it to."""
        return self._held_until > now

    def take(self, chat_id: int, traffic: Traffic, now: float) -> None:
        """Count a message or edit that is sent now.

        It counts even if it was not due yet, because Telegram counts it too.
        """
        if traffic is Traffic.FREE:
            return
        if traffic is Traffic.PUSH:
            self._pushes.add(now)
            self._spacing.add(now)
        if traffic is not Traffic.PAID:
            self._total.add(now)
        elif self._paid is not None:
            self._paid.add(now)
        self._chats(chat_id).add(chat_id, now)

    def start(self, now: float) -> None:
        """Begin as if the last second were used up: nobody knows what an earlier process sent in it."""
        if self._limited:
            self._starts_at = now + _SECOND_S

    def hold(self, until: float) -> None:
        """Send nothing before this time, as Telegram asked with a 429; the latest such time counts."""
        self._held_until = max(self._held_until, until)

    def _chats(self, chat_id: int) -> "_ChatWindows":
        return self._private if chat_id > 0 else self._groups


class _Window:
    """The last `limit` times something was sent; the oldest of them determines when there is room again."""

    __slots__ = ("_length_s", "_limit", "_times")

    def __init__(self, limit: int | None, length_s: float) -> None:
        self._limit = limit
        self._length_s = length_s
        self._times: deque[float] = deque(maxlen=limit or 0)

    def free_at(self, count: int = 1) -> float:
        """Return when there is room for so many."""
        if self._limit is None or len(self._times) + count <= self._limit:
            return float("-inf")
        # With a limit of 0 there is never room.
        too_many = len(self._times) + count - self._limit
        return self._times[too_many - 1] + self._length_s if self._times else float("inf")

    def room(self, now: float) -> int | None:
        """Return how many may go now; None for any number."""
        if self._limit is None:
            return None
        recent = sum(1 for _ in takewhile(lambda at: at + self._length_s > now, reversed(self._times)))
        return self._limit - recent

    def add(self, now: float) -> None:
        self._times.append(now)


class _Spacing:
    """Spaces things evenly. A short delay is made up for; a longer pause is not."""

    __slots__ = ("_gap_s", "_next_s")

    def __init__(self, per_s: int | None) -> None:
        # A limit of None or 0 needs no spacing.
        self._gap_s = 1.0 / per_s if per_s else 0.0
        self._next_s = float("-inf")

    def free_at(self) -> float:
        return self._next_s

    def room(self, now: float) -> int | None:
        if not self._gap_s:
            return None
        return 1 + int((now - self._next_s) / self._gap_s) if self._is_made_up_for(now) else 1

    def add(self, now: float) -> None:
        self._next_s = (self._next_s if self._is_made_up_for(now) else now) + self._gap_s

    def _is_made_up_for(self, now: float) -> bool:
        return now - self._next_s <= _MADE_UP_FOR * self._gap_s


class _Bursts:
    """Spaces small bursts evenly: at a high rate, looking for each message by itself would cost more than sending it.

    Short delays are made up for, as in `_Spacing`, but no second has more than the limit.
    """

    __slots__ = ("_burst", "_gap_s", "_late_s", "_next_s", "_per_s", "_times")

    def __init__(self, per_s: int) -> None:
        self._per_s = per_s
        self._burst = max(1, per_s // _BURSTS_A_SECOND)
        self._gap_s = 1.0 / per_s
        self._late_s = _BURSTS_MADE_UP_FOR * self._burst * self._gap_s
        #: When the next message would leave if all were spaced evenly.
        self._next_s = float("-inf")
        #: When those of the last second left.
        self._times: deque[float] = deque(maxlen=per_s)

    def ready_at(self, now: float) -> float:
        """Return when one more may go."""
        return self._at(now, self._next_s - (self._burst - 1) * self._gap_s, 1)

    def worth_at(self, now: float) -> float:
        """Return when a whole burst may go."""
        return self._at(now, self._next_s, self._burst)

    def room(self, now: float) -> int:
        """Return how many may go."""
        late = (now - self._next_s) / self._gap_s
        spaced = self._burst + math.floor(late + _ROUNDING) if self._is_made_up_for(now) else self._burst
        in_second = sum(1 for _ in takewhile(lambda at: at > now - self._second_s, reversed(self._times)))
        return min(spaced, self._per_s - in_second)

    def add(self, now: float) -> None:
        self._next_s = (self._next_s if self._is_made_up_for(now) else now) + self._gap_s
        self._times.append(now)

    @property
    def _second_s(self) -> float:
        return _SECOND_S - _ROUNDING * self._gap_s

    def _at(self, now: float, due: float, count: int) -> float:
        too_many = len(self._times) + count - self._per_s
        if too_many > 0:
            due = max(due, self._times[too_many - 1] + _SECOND_S)
        return due if due - now > _ROUNDING * self._gap_s else now

    def _is_made_up_for(self, now: float) -> bool:
        return now - self._next_s <= self._late_s


class _ChatWindows:
    """A window for each chat that was sent something lately; the others are forgotten."""

    def __init__(self, limit: int | None, length_s: float) -> None:
        self._limit = limit
        self._length_s = length_s
        #: In order of the last message, so that idle ones come first.
        self._windows: OrderedDict[int, tuple[float, _Window]] = OrderedDict()

    def free_at(self, chat_id: int) -> float:
        known = self._windows.get(chat_id)
        return float("-inf") if known is None else known[1].free_at()

    def add(self, chat_id: int, now: float) -> None:
        if self._limit is None:
            return
        known = self._windows.pop(chat_id, None)
        window = _Window(self._limit, self._length_s) if known is None else known[1]
        window.add(now)
        self._windows[chat_id] = now, window
        self._forget_idle(now)

    def busy(self, now: float) -> Iterator[tuple[int, float]]:
        """Yield the chats without room, each with when it has some."""
        for chat_id, (_, window) in self._windows.items():
            free_at = window.free_at()
            if free_at > now:
                yield chat_id, free_at

    def _forget_idle(self, now: float) -> None:
        while self._windows:
            chat_id, (last, _) = next(iter(self._windows.items()))
            if last + self._length_s > now:
                return
            del self._windows[chat_id]
