"""When a whole project ends at the latest: after a number of answers, or at a time; and how a person writes that."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from crowd.errors import ValueRefused
from crowd.ids import HOUR, MINUTE, SECOND
from crowd.policy import CloseReason

DAY = 24 * HOUR
#: Nobody plans further; a later date is a slip of the finger.
_LATEST_DAYS = 3650
#: More answers than any crowd gives.
MOST_BUDGET = 10**9
#: What a person writes for no limit, or no rule, at all.
NO_LIMIT = "-"

_UNITS = {"m": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}
_SPAN = re.compile(r"\+\s*(\d{1,6})\s*([mhdw])", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2}))?(?:\s*UTC|Z)?", re.IGNORECASE)
#: Digits may be grouped, as in 12 000 or 12,000.
_COUNT = re.compile(r"\d{1,3}(?:[ ,.]\d{3})+|\d{1,12}")


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


def change_limits(limits: Limits, text: str, *, n_answers: int, at: int) -> Limits:
    """Read one limit that a requester typed, in place of the one of its kind.

    A number is a budget; `+3d`, `+12h`, `+90m`, `+2w`, `2026-12-24` and `2026-12-24 18:00` (UTC) are a deadline; `-`
    takes both away.

    Args:
        limits: What holds now.
        text: What was typed.
        n_answers: Answers that count so far.
        at: Now.

    Returns:
        What holds from now on.

    Raises:
        ValueRefused: It is none of these, or it is reached already.
    """
    text = text.strip()
    if text == NO_LIMIT:
        return Limits()
    if _COUNT.fullmatch(text):
        return Limits(budget=_budget(text, n_answers=n_answers), deadline_at=limits.deadline_at)
    return Limits(budget=limits.budget, deadline_at=_deadline(text, at=at))


def _budget(text: str, *, n_answers: int) -> int:
    budget = int(re.sub(r"\D", "", text))
    if not n_answers < budget <= MOST_BUDGET:
        raise ValueRefused("budget-out-of-range", {"answers": n_answers, "most": MOST_BUDGET})
    return budget


def _deadline(text: str, *, at: int) -> int:
    if span := _SPAN.fullmatch(text):
        deadline_at = at + int(span[1]) * _UNITS[span[2].lower()]
        # A full minute: it is shown without seconds.
        deadline_at -= deadline_at % MINUTE
    elif date := _DATE.fullmatch(text):
        deadline_at = _instant(date, text)
    else:
        raise ValueRefused("limit-unclear", {"found": text[:40]})
    if not at < deadline_at <= at + _LATEST_DAYS * DAY:
        raise ValueRefused("deadline-out-of-range", {"found": text[:40]})
    return deadline_at


def _instant(date: re.Match[str], text: str) -> int:
    year, month, day, hour, minute = (int(part or 0) for part in date.groups())
    try:
        return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp()) * SECOND
    except ValueError as error:
        raise ValueRefused("limit-unclear", {"found": text[:40]}) from error
