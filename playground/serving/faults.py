"""Faults by rule and seed: refused and lost calls, late and repeated updates, double taps.

With the same seed and the same calls in each chat, a rule hits the same calls again, whatever the order between
chats.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from playground.errors import ApiError, NotPossible
from playground.watching import Watchers


class FaultType(StrEnum):
    """What goes wrong."""

    #: The call is answered with 429.
    FLOOD = "flood"
    #: The call is answered with 500.
    ERROR = "error"
    #: The call is answered with 502.
    GATEWAY = "gateway"
    #: The call is never answered, and after a while the connection is closed.
    TIMEOUT = "timeout"
    #: The connection is cut.
    RESET = "reset"
    #: The reply is late.
    SLOW = "slow"
    #: An update is delivered again after it was confirmed.
    DUPLICATE = "duplicate"
    #: An update is delivered late, after newer ones.
    DELAY = "delay"
    #: The updates in one reply are shuffled; with a webhook, those of one chat.
    SHUFFLE = "shuffle"
    #: A press is sent twice, as two queries.
    DOUBLE_TAP = "double_tap"


CALL_FAULTS = frozenset(
    {
        FaultType.FLOOD,
        FaultType.ERROR,
        FaultType.GATEWAY,
        FaultType.TIMEOUT,
        FaultType.RESET,
        FaultType.SLOW,
    }
)
#: How long the slow kinds take, in seconds, unless the fault says otherwise.
_SECONDS = {FaultType.SLOW: 2.0, FaultType.TIMEOUT: 60.0, FaultType.DELAY: 5.0}
_ANYWHERE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A rule: what goes wrong, and for which calls or updates.

    Attributes:
        kind: What goes wrong.
        method: Only calls of this method; None for all.
        update: Only updates of this kind, such as "callback_query"; None for all.
        chat_id: Only calls and updates of this chat; None for all.
        share: The share of them that is hit, drawn using the seed.
        nth: Hit every nth of them. With neither `share` nor `nth`, all are hit.
        times: Hit at most this many; None for no limit.
        after: Whether the call takes effect before it goes wrong.
        seconds: How late a reply or update is, or how long a call gets no answer.
        retry_after: How long a 429 asks the bot to wait, in seconds.
    """

    kind: FaultType
    method: str | None = None
    update: str | None = None
    chat_id: int | None = None
    share: float | None = None
    nth: int | None = None
    times: int | None = None
    after: bool = False
    seconds: float | None = None
    retry_after: int = 3

    def __post_init__(self) -> None:
        """Refuse meaningless rules.

        Raises:
            NotPossible: The share is invalid, `nth` or `times` is below 1, or a method is given for a fault in updates.
        """
        if self.share is not None and not 0 <= self.share <= 1:
            raise NotPossible("the share of a fault must be between 0 and 1")
        if (self.nth is not None and self.nth < 1) or (self.times is not None and self.times < 1):
            raise NotPossible("nth and times of a fault must be at least 1")
        if self.method is not None and self.kind not in CALL_FAULTS:
            raise NotPossible(f"a fault of kind {self.kind} hits updates, not a method")
        if self.update is not None and self.kind in CALL_FAULTS:
            raise NotPossible(f"a fault of kind {self.kind} hits calls, not updates")

    @property
    def lasts_s(self) -> float:
        """How long the slow kinds take, in seconds."""
        return _SECONDS.get(self.kind, 0.0) if self.seconds is None else self.seconds

    def refusal(self) -> ApiError | None:
        """Make the bot's error; None if the call is not answered with an error."""
        if self.kind is FaultType.FLOOD:
            return too_many(self.retry_after)
        if self.kind is FaultType.ERROR:
            return ApiError(500, "Internal Server Error")
        return ApiError(502, "Bad Gateway") if self.kind is FaultType.GATEWAY else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A fault that has happened to a method or a kind of update."""

    fault: Fault
    rule: int
    target: str
    chat_id: int | None


@dataclass(slots=True)
class _Rule:
    """A fault with its counts so far."""

    fault: Fault
    number: int
    #: How many calls or updates it has matched, by chat.
    met: Counter[int] = field(default_factory=Counter)
    total: int = 0
    struck: int = 0


class Faults:
    """The rules in force, in the order they were added."""

    def __init__(self, seed: object, watchers: Watchers) -> None:
        """Start without rules; `seed` determines the random choices."""
        self._seed = seed
        self._watchers = watchers
        self._rules: list[_Rule] = []
        self._added = 0

    def __bool__(self) -> bool:
        """Whether there is any rule."""
        return bool(self._rules)

    @property
    def rules(self) -> list[Fault]:
        """The rules in force."""
        return [rule.fault for rule in self._rules]

    def add(self, fault: Fault) -> Fault:
        """Add a rule; if several match a call, only the first one applies."""
        self._added += 1
        self._rules.append(_Rule(fault, self._added))
        return fault

    def remove(self, fault: Fault) -> None:
        """Remove a rule; does nothing if it is not in force."""
        self._rules = [rule for rule in self._rules if rule.fault is not fault]

    def clear(self) -> None:
        """Remove all rules."""
        self._rules.clear()

    def of_call(self, method: str, chat_id: int | None) -> Fault | None:
        """Decide what goes wrong with a call; None for nothing."""
        for rule in self._rules:
            fault = rule.fault
            if fault.kind in CALL_FAULTS and fault.method in {None, method}:
                struck = self._strike(rule, method, chat_id)
                if struck is not None:
                    return struck
        return None

    def of_update(self, kind: FaultType, update: str, chat_id: int | None) -> Fault | None:
        """Decide whether a fault of a kind hits an update; None if not."""
        for rule in self._rules:
            if rule.fault.kind is kind and rule.fault.update in {None, update}:
                struck = self._strike(rule, update, chat_id)
                if struck is not None:
                    return struck
        return None

    def draw_order(self, size: int) -> list[int]:
        """Draw the order of a batch of updates; the original order if no rule applies."""
        order = list(range(size))
        for rule in self._rules:
            if rule.fault.kind is FaultType.SHUFFLE and size > 1 and self._strike(rule, "updates", None):
                self._draw(rule, "order").shuffle(order)
        return order

    def _strike(self, rule: _Rule, target: str, chat_id: int | None) -> Fault | None:
        fault = rule.fault
        if fault.chat_id not in {None, chat_id} or (fault.times is not None and rule.struck >= fault.times):
            return None
        rule.total += 1
        rule.met[chat_id or _ANYWHERE] += 1
        if not self._is_struck(rule, chat_id or _ANYWHERE):
            return None
        rule.struck += 1
        self._watchers.tell("fault", Strike(fault=fault, rule=rule.number, target=target, chat_id=chat_id))
        return fault

    def _is_struck(self, rule: _Rule, chat_id: int) -> bool:
        fault = rule.fault
        if fault.nth is not None and rule.total % fault.nth:
            return False
        return fault.share is None or self._draw(rule, chat_id, rule.met[chat_id]).random() < fault.share

    def _draw(self, rule: _Rule, *place: object) -> random.Random:
        return random.Random(f"{self._seed}/{rule.number}/{rule.total if place == ('order',) else place}")


def too_many(retry_after: int) -> ApiError:
    """Make a 429 that asks the bot to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
