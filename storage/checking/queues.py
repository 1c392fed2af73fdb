"""The state of the bot: what is waiting to be handled and sent, who is present, what is running."""

from dataclasses import dataclass

from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The state of the inbox or the outbox.

    Attributes:
        states: Number of rows by state.
        oldest_at: When the oldest waiting row arrived or was due; None if nothing is waiting.
    """

    states: dict[str, int]
    oldest_at: int | None

    @property
    def waiting(self) -> int:
        """Number of unfinished rows."""
        return self.states.get("PENDING", 0) + self.states.get("SENDING", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The tasks that people hold.

    Attributes:
        count: Number of offers.
        overdue: How many of them have outlived their lease.
        oldest_at: When the oldest was offered; None if there are none.
    """

    count: int
    overdue: int
    oldest_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """The state of the bot at one moment, for monitoring."""

    inbox: Queue
    outbox: Queue
    offers: Offers


def read_gauges(tx: Tx, *, now: int) -> Gauges:
    """Return the state of the bot. This counts the rows of 48 hours, so run it on a separate connection."""
    row = tx.execute(
        """
        SELECT count(*) AS n, coalesce(sum(lease_until < :now), 0) AS overdue, min(offered_at) AS oldest
        FROM assignment WHERE state = 'OFFERED'
        """,
        {"now": now},
    )[0]
    offers = Offers(count=row["n"], overdue=row["overdue"], oldest_at=row["oldest"])
    return Gauges(inbox=read_inbox(tx), outbox=read_outbox(tx, now=now), offers=offers)


def read_inbox(tx: Tx, *, but: int = -1) -> Queue:
    """Return the state of the inbox, without update `but`, which is waiting for this very reply."""
    params = {"but": but}
    oldest = tx.execute(
        "SELECT min(received_at) FROM inbox WHERE state = 'PENDING' AND update_id <> :but", params
    )[0][0]
    states = _by_state(tx, "inbox")
    if tx.one("SELECT 1 FROM inbox WHERE state = 'PENDING' AND update_id = :but", params) is not None:
        states["PENDING"] -= 1
    return Queue(states=states, oldest_at=oldest)


def read_outbox(tx: Tx, *, now: int) -> Queue:
    """Return the state of the outbox; rows that are due later do not count as the oldest."""
    oldest = tx.execute(
        "SELECT min(due_at) FROM outbox WHERE state IN ('PENDING', 'SENDING') AND due_at <= :now",
        {"now": now},
    )[0][0]
    return Queue(states=_by_state(tx, "outbox"), oldest_at=oldest)


def given_up(tx: Tx, *, limit: int) -> list[tuple[str, str, int]]:
    """Return why messages were given up, as (state, reason, rows), most frequent first."""
    rows = tx.execute(
        """
        SELECT state, coalesce(reason, '') AS reason, count(*) AS n FROM outbox
        WHERE state IN ('DEAD', 'UNKNOWN') GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT :limit
        """,
        {"limit": limit},
    )
    return [(row["state"], row["reason"], row["n"]) for row in rows]


def people_by_state(tx: Tx) -> dict[str, int]:
    """Return how many people are in each state.

    Of somebody who was banned and then forgotten, nothing is left but the ban.
    """
    banned = tx.execute("SELECT count(*) FROM ban")[0][0]
    return {**_by_state(tx, "contributor"), **({"BANNED": banned} if banned else {})}


def people_by_source(tx: Tx, *, limit: int) -> tuple[int, int, list[tuple[str, int]]]:
    """Return how many people came by any link, how many by a project's link, and the other links that brought most."""
    row = tx.execute(
        """
        SELECT count(*) AS n, coalesce(sum(CASE WHEN source LIKE 'project:%' THEN 1 ELSE 0 END), 0) AS invited
        FROM contributor WHERE source IS NOT NULL
        """
    )[0]
    sources = tx.execute(
        """
        SELECT source, count(*) AS n FROM contributor WHERE source IS NOT NULL AND source NOT LIKE 'project:%'
        GROUP BY source ORDER BY n DESC, source LIMIT :limit
        """,
        {"limit": limit},
    )
    return row["n"], row["invited"], [(source["source"], source["n"]) for source in sources]


def projects_by_state(tx: Tx) -> dict[str, int]:
    """Return how many projects are in each state."""
    return _by_state(tx, "project")


def answers_since(tx: Tx, at: int) -> int:
    """Return how many answers people have given or changed since a time."""
    return int(tx.execute("SELECT count(*) FROM answer WHERE answered_at >= :at", {"at": at})[0][0])


def _by_state(tx: Tx, table: str) -> dict[str, int]:
    rows = tx.execute(f"SELECT state, count(*) AS n FROM {table} GROUP BY state ORDER BY state")
    return {row["state"]: row["n"] for row in rows}
