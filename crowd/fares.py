"""What it costs to send an announcement fast, and an account of the Stars that a month has for it.

Telegram lets a bot pay for messages beyond the free rate: a tenth of a Star each. All sums here are whole tenths.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from crowd.ids import DAY, SECOND

#: Tenths of a Star in one. A message costs one of them.
TENTHS = 10
_FIRST_DAY = date(1970, 1, 1)


class Fare(StrEnum):
    """How an announcement travels."""

    FREE = "FREE"  #: at the rate that costs nothing
    ASKED = "ASKED"  #: its author looks at what going fast would cost
    PAID = "PAID"  #: fast, for Stars


class FareEnd(StrEnum):
    """Why an announcement that was paid for went on free of charge."""

    AUTHOR = "AUTHOR"  #: its author wanted so
    ADMIN = "ADMIN"  #: another admin wanted so
    BUDGET = "BUDGET"  #: the month's Stars are used up
    BALANCE = "BALANCE"  #: the bot has not the Stars
    FLOODS = "FLOODS"  #: Telegram asked to wait all the same, again and again
    SETTING = "SETTING"  #: paying is not allowed any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A month's Stars, in tenths.

    Attributes:
        budget: What may be spent in the month; 0 for nothing.
        spent: What was, or may have been: whether a message arrived is not always known.
        reserved: Kept for messages on their way.
        spent_today: Of what was spent, today's part: as many messages.
        is_known: Whether all that was spent is known. It is not in the month of a restore, and then nothing is left.
    """

    budget: int
    spent: int
    reserved: int
    spent_today: int
    is_known: bool = True

    @property
    def left(self) -> int:
        """What may still be reserved."""
        return max(0, self.budget - self.spent - self.reserved) if self.is_known else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FareOffer:
    """What going fast would cost.

    Attributes:
        people: How many get the announcement.
        left: Tenths of a Star that the month has left.
    """

    people: int
    left: int

    @property
    def most(self) -> int:
        """The most that it can cost, in tenths: whom the month's Stars do not reach gets it free of charge."""
        return min(self.people, self.left)


def day_of(at: int) -> int:
    """Return the day of a time, UTC, counted from 1970."""
    return at // DAY


def month_of(at: int) -> range:
    """Return the days of the calendar month of a time, UTC, counted from 1970."""
    first = datetime.fromtimestamp(at / SECOND, UTC).date().replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return range((first - _FIRST_DAY).days, (after - _FIRST_DAY).days)
