"""What it costs to send an announcement fast, and the Stars available for this in a month.

Telegram lets a bot pay for messages beyond the free rate: a tenth of a Star each. All amounts here are whole tenths.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from crowd.ids import DAY, SECOND

#: Tenths in a Star. A message costs one tenth.
TENTHS = 10
_FIRST_DAY = date(1970, 1, 1)


class Fare(StrEnum):
    """How an announcement is sent."""

    FREE = "FREE"  #: at the free rate
    ASKED = "ASKED"  #: its author is looking at the cost of sending fast
    PAID = "PAID"  #: fast, for Stars


class FareEnd(StrEnum):
    """Why sending went back from paid to free."""

    AUTHOR = "AUTHOR"  #: its author chose to
    ADMIN = "ADMIN"  #: another admin chose to
    BUDGET = "BUDGET"  #: the month's Stars are used up
    BALANCE = "BALANCE"  #: the bot does not have enough Stars
    FLOODS = "FLOODS"  #: Telegram still asked the bot to wait, again and again
    SETTING = "SETTING"  #: paying is no longer allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A month's Stars, in tenths.

    Attributes:
        budget: What may be spent in the month; 0 for nothing.
        spent: What was spent, or may have been: it is not always known whether a message arrived.
        reserved: What is reserved for messages on their way.
        spent_today: The part of `spent` from today, which is also the number of messages.
        is_known: Whether all spending is known. In the month of a restore it is not, and then nothing is left.
    """

    budget: int
    spent: int
    reserved: int
    spent_today: int
    is_known: bool = True

    @property
    def left(self) -> int:
        """How much may still be reserved."""
        return max(0, self.budget - self.spent - self.reserved) if self.is_known else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FareOffer:
    """What sending fast would cost.

    Attributes:
        people: How many people get the announcement.
        left: Tenths of a Star left in the month.
    """

    people: int
    left: int

    @property
    def most(self) -> int:
        """The most it can cost, in tenths: once the month's Stars run out, the rest get it at the free rate."""
        return min(self.people, self.left)


def day_of(at: int) -> int:
    """Return the UTC day of a time, as days since 1970."""
    return at // DAY


def month_of(at: int) -> range:
    """Return the days of the UTC calendar month of a time, as days since 1970."""
    first = datetime.fromtimestamp(at / SECOND, UTC).date().replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return range((first - _FIRST_DAY).days, (after - _FIRST_DAY).days)
