"""When a whole project ends at the latest: after a number of answers, or at a time; and how a person writes that."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from crowd.errors import ValueRefused
from crowd.ids import DAY, SECOND
from crowd.policy import CloseReason
from crowd.typed_numbers import is_count, plain, read_count
from crowd.typed_times import read_time

#: Nobody plans further; a later date is a slip of the finger.
_LATEST_DAYS = 3650
#: More answers than any crowd gives.
MOST_BUDGET = 10**9
#: What a person writes for no limit, or no rule, at all.
NO_LIMIT = "-"
#: Words for the same.
_NO_LIMIT_WORDS = frozenset(
    {NO_LIMIT, "–", "—", "none", "no limit", "never", "ninguno", "sin límite", "nunca"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When a project ends at the latest.

    Attributes:
        budget: Most answers that count, over all tasks; None for no limit.
        deadline_at: Microseconds since 1970 UTC; None for no limit.
    """

    budget: int | None = None
    deadline_at: int | None = None

    def reached(self, *, n_answers: int, at: int) -> CloseReason | None:
        """Why a project takes no more answers now, None while it does."""
        if self.budget is not None and n_answers >= self.budget:
            return CloseReason.BUDGET
        if self.deadline_at is not None and at >= self.deadline_at:
            return CloseReason.DEADLINE
        return None


def writes_none(text: str) -> bool:
    """Tell whether somebody typed that there is to be no limit, or no such rule."""
    return plain(text) in _NO_LIMIT_WORDS


def change_limits(limits: Limits, text: str, *, n_answers: int, zone: str | None, at: int) -> Limits:
    """Read one limit that a requester typed, in place of the one of its kind.

    A number is a budget, what `read_time` reads is a deadline, and `-` takes both away.

    Args:
        limits: What holds now.
        text: What was typed.
        n_answers: Answers that count so far.
        zone: IANA name of the requester's time zone; None for UTC.
        at: Now.

    Returns:
        What holds from now on.

    Raises:
        ValueRefused: It is none of these, or it is reached already.
    """
    if writes_none(text):
        return Limits()
    if is_count(text):
        return Limits(budget=_budget(text, n_answers=n_answers), deadline_at=limits.deadline_at)
    return Limits(budget=limits.budget, deadline_at=_deadline(text, zone=zone, at=at))


def _budget(text: str, *, n_answers: int) -> int:
    budget = read_count(text)
    if not n_answers < budget <= MOST_BUDGET:
        raise ValueRefused("budget-out-of-range", {"answers": n_answers, "most": MOST_BUDGET})
    return budget


def _deadline(text: str, *, zone: str | None, at: int) -> int:
    deadline_at, found = read_time(text, zone=zone, at=at), text.strip()[:40]
    if deadline_at <= at:
        now = clock_of(at, zone).strftime("%Y-%m-%d %H:%M")
        raise ValueRefused("deadline-past", {"found": found, "now": now, "zone": zone or "UTC"})
    if deadline_at > at + _LATEST_DAYS * DAY:
        raise ValueRefused("deadline-out-of-range", {"found": found})
    return deadline_at


def clock_of(at: int, zone: str | None) -> datetime:
    """Return what the clock shows in a time zone; None for UTC."""
    return datetime.fromtimestamp(at // SECOND, UTC if zone is None else ZoneInfo(zone))
