"""The latest a project can end: after a number of answers or at a time; and how people write these limits."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from crowd.deciding.policy import CloseReason
from crowd.errors import ValueRefused
from crowd.ids import DAY, SECOND
from crowd.typed.nothing import writes_none
from crowd.typed.numbers import is_count, read_count
from crowd.typed.times import read_time

#: Nobody plans further ahead; a later date is a typo.
_LATEST_DAYS = 3650
#: More answers than any crowd could give.
MOST_BUDGET = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a project.

    Attributes:
        budget: Most answers that count over all tasks; None for no limit.
        deadline_at: Microseconds since 1970 UTC; None for no limit.
    """

    budget: int | None = None
    deadline_at: int | None = None

    def reached(self, *, n_answers: int, at: int) -> CloseReason | None:
        """Why the project takes no more answers now; None while it does."""
        if self.budget is not None and n_answers >= self.budget:
            return CloseReason.BUDGET
        if self.deadline_at is not None and at >= self.deadline_at:
            return CloseReason.DEADLINE
        return None


def change_limits(limits: Limits, text: str, *, n_answers: int, zone: str | None, at: int) -> Limits:
    """Read a limit that a requester typed and replace the current one like it.

    A number is a budget, anything that `read_time` can read is a deadline, and `-` removes both.

    Args:
        limits: The current limits.
        text: The text typed.
        n_answers: Answers that count so far.
        zone: IANA name of the requester's time zone; None for UTC.
        at: The current time.

    Returns:
        The new limits.

    Raises:
        ValueRefused: The text is none of these, or the limit is already reached.
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
    """Return the local time in a time zone; None for UTC."""
    return datetime.fromtimestamp(at // SECOND, UTC if zone is None else ZoneInfo(zone))
