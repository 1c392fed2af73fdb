"""The account of Stars by day: what is reserved for messages on their way and what was spent, in tenths of a Star.

A tenth is reserved in the transaction that claims a message, before it is sent, and spent in the one that ends it.
So whenever the process dies, the account shows at least as much as Telegram can have charged.
"""

from crowd.announcing.fares import Account, day_of, month_of
from storage.facts import get_fact, set_fact
from storage.tx import Tx

#: Name of the fact that stores the month with unknown spending, by its first day.
_UNKNOWN_MONTH = "stars_unknown_month"


def read_account(tx: Tx, *, budget: int, at: int) -> Account:
    """Return the account for the month, given a budget in tenths of a Star."""
    days = month_of(at)
    row = tx.execute(
        """
        SELECT coalesce(sum(reserved), 0) AS reserved, coalesce(sum(spent), 0) AS spent,
            coalesce(sum(CASE WHEN day = :today THEN spent END), 0) AS today
        FROM star_day WHERE day BETWEEN :first AND :last
        """,
        {"today": day_of(at), "first": days.start, "last": days.stop - 1},
    )[0]
    is_known = get_fact(tx, _UNKNOWN_MONTH) != str(days.start)
    return Account(
        budget=budget,
        spent=row["spent"],
        reserved=row["reserved"],
        spent_today=row["today"],
        is_known=is_known,
    )


def reserve(tx: Tx, messages: int, *, day: int) -> None:
    """Reserve a tenth of a Star for each message claimed in this transaction."""
    tx.execute(
        """
        INSERT INTO star_day (day, reserved, spent) VALUES (:day, :n, 0)
        ON CONFLICT (day) DO UPDATE SET reserved = star_day.reserved + excluded.reserved
        """,
        {"day": day, "n": messages},
    )


def spend(tx: Tx, announcement_id: int, *, day: int) -> None:
    """Count a message's reserved amount as spent, because it was sent or may have been."""
    tx.execute(
        "UPDATE star_day SET reserved = reserved - 1, spent = spent + 1 WHERE day = :day",
        {"day": day},
    )
    tx.execute("UPDATE announcement SET paid = paid + 1 WHERE id = :id", {"id": announcement_id})


def give_back(tx: Tx, row_id: int, *, day: int) -> None:
    """Give back the amount reserved for a message that was definitely not sent."""
    tx.execute("UPDATE star_day SET reserved = reserved - 1 WHERE day = :day", {"day": day})
    tx.execute("UPDATE outbox SET stars_day = NULL WHERE id = :id", {"id": row_id})


def close_month(tx: Tx, *, at: int) -> None:
    """Stop all spending this month: after a restore, nobody knows what was spent since the backup was made."""
    tx.execute("UPDATE star_day SET spent = spent + reserved, reserved = 0 WHERE reserved > 0")
    set_fact(tx, _UNKNOWN_MONTH, str(month_of(at).start))
