"""Claims rows of the outbox for a sender, in turns: nobody's many replies delay the first reply of somebody else."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from heapq import merge
from itertools import islice

from crowd.ids import SECOND
from storage.conversation.line import LINE, MOST_WAITING
from storage.conversation.outbox import PEERS, OutRow, Priority, out_row
from storage.tx import Row, Tx

#: Each reply that waits before another one in its chat costs that one this much of a lead over other people's replies.
#: Ten seconds for 30 messages a second mean that 300 people can flood before anybody else waits at all; and that one
#: who has several replies coming gets them, however many others come with their first.
LEAD = 10 * SECOND
#: A card goes after the replies of the same moment, but does not wait for everybody's later ones.
CARD_AFTER = SECOND // 5
#: The most rows that one statement claims: for every number of rows, the statement is compiled once and kept.
_AT_ONCE = 32
#: Priorities of which all go before any of the next: replies, what nobody waits for, what is paid for.
_CLASSES = (
    (Priority.REPLY, Priority.CARD),
    (Priority.PUSH, Priority.REPORT),
    (Priority.PAID, Priority.PAID),
)
#: For each priority the number of its class, and the best priority in it.
_CLASS_OF = {
    priority: (number, best)
    for number, (best, worst) in enumerate(_CLASSES, 1)
    for priority in range(best, worst + 1)
}


def claim_out(
    tx: Tx,
    *,
    now: int,
    limit: int,
    worst: Priority,
    best: Priority = Priority.REPLY,
    lease_id: int,
    stars_day: int | None = None,
    later: int | None = None,
    busy: AbstractSet[int] = frozenset(),
) -> list[OutRow]:
    """Claim due rows with priorities from `worst` to `best` for one sender, most urgent first.

    At most `later` of them have others before them in their chat (None for any number), and none is for a chat that is
    `busy`. With a `stars_day`, the Stars reserved for them come from that day's account and are spent or given back
    when the rows end or are put back.
    """
    firsts = _all_firsts(tx, now=now, limit=limit + 2 * len(busy), worst=worst, best=best)
    has_line = bool(firsts[0]["has_line"]) if firsts else _has_line(tx)
    if firsts is not None and not has_line:
        found = [row for row in sorted(firsts, key=_rank) if row["chat_id"] not in busy][:limit]
    else:
        found = _in_line(tx, firsts, now=now, limit=limit, worst=worst, best=best, later=later, busy=busy)
    _take(tx, found, lease_id=lease_id, stars_day=stars_day)
    return [out_row(row, attempts=row["attempts"] + 1) for row in found]


def _take(tx: Tx, rows: list[Row], *, lease_id: int, stars_day: int | None) -> None:
    """Claim rows, with one statement: that takes half the time of one for each."""
    for at in range(0, len(rows), _AT_ONCE):
        ids = {f"id{n}": row["id"] for n, row in enumerate(rows[at : at + _AT_ONCE])}
        tx.execute(
            f"""
            UPDATE outbox SET state = 'SENDING', lease_id = :lease, attempts = attempts + 1, stars_day = :day
            WHERE id IN ({", ".join(f":{name}" for name in ids)})
            """,
            {"lease": lease_id, "day": stars_day, **ids},
        )


def _in_line(
    tx: Tx,
    firsts: list[Row] | None,
    *,
    now: int,
    limit: int,
    worst: Priority,
    best: Priority,
    later: int | None,
    busy: AbstractSet[int],
) -> list[Row]:
    """Return what goes now, from everything that waits."""
    found: list[Row] = []
    for first, last in _CLASSES:
        of, room = (max(first, best), min(last, worst)), limit - len(found)
        if room > 0 and of[0] <= of[1]:
            more = _in_turns(tx, *of, now=now, limit=room, later=later, busy=busy, quick=firsts)
            found += more
            later = None if later is None else later - sum(row["turn"] > 0 for row in more)
    return found


def claim_paced(
    tx: Tx,
    *,
    now: int,
    limit: int,
    pushes: int | None,
    lease_id: int,
    later: int | None = None,
    busy: AbstractSet[int] = frozenset(),
) -> list[OutRow]:
    """Claim rows like `claim_out`, but at most `pushes` that nobody waits for; None for any number."""
    worst = Priority.REPORT if pushes is None else Priority.CARD
    rows = claim_out(tx, now=now, limit=limit, worst=worst, lease_id=lease_id, later=later, busy=busy)
    room = min(limit - len(rows), pushes or 0)
    if room > 0:
        rows += claim_out(
            tx,
            now=now,
            limit=room,
            best=Priority.PUSH,
            worst=Priority.REPORT,
            lease_id=lease_id,
            busy=busy,
        )
    return rows


def _all_firsts(tx: Tx, *, now: int, limit: int, worst: Priority, best: Priority) -> list[Row] | None:
    """Return all rows that are due and nobody's later ones; None if there are more than `limit`.

    There hardly ever are, and one statement is quicker than one for each priority.
    """
    rows = tx.execute(
        """
        SELECT *, EXISTS (SELECT 1 FROM outbox WHERE state = 'PENDING' AND turn > 0) AS has_line FROM outbox
        WHERE state = 'PENDING' AND turn = 0 AND priority BETWEEN :best AND :worst AND due_at <= :now
        ORDER BY priority, due_at, id LIMIT :limit
        """,
        {"now": now, "limit": limit + 1, "worst": int(worst), "best": int(best)},
    )
    return rows if len(rows) <= limit else None


def _has_line(tx: Tx) -> bool:
    return tx.one("SELECT 1 FROM outbox WHERE state = 'PENDING' AND turn > 0 LIMIT 1") is not None


def _in_turns(
    tx: Tx,
    best: Priority,
    worst: Priority,
    *,
    now: int,
    limit: int,
    later: int | None,
    busy: AbstractSet[int],
    quick: list[Row] | None,
) -> list[Row]:
    """Return the first of everybody's, and of those who have more only the next."""
    # A chat has at most two rows without others before them: a card, and the first in its line.
    most = limit + 2 * len(busy)
    params = {"now": now, "limit": most, "worst": int(worst), "best": int(best)}
    firsts = merge(
        *(
            _firsts(tx, priority, params)
            if quick is None
            else [row for row in quick if row["priority"] == priority]
            for priority in range(best, worst + 1)
        ),
        key=lambda row: _goes_at(row, best),
    )
    others = [] if later == 0 else _others(tx, worst, params)
    behind = sorted(
        (row for row in others if row["chat_id"] not in busy), key=lambda row: _goes_at(row, best)
    )
    free = (row for row in firsts if row["chat_id"] not in busy)
    return list(islice(merge(free, behind[:later], key=lambda row: _goes_at(row, best)), limit))


def _others(tx: Tx, worst: Priority, params: Mapping[str, object]) -> list[Row]:
    return tx.execute(
        f"""
        SELECT * FROM outbox
        WHERE state = 'PENDING' AND turn > 0 AND priority BETWEEN :best AND :worst AND due_at <= :now
            AND NOT EXISTS (
                SELECT 1 FROM outbox ahead WHERE ahead.chat_id = outbox.chat_id AND ahead.turn < outbox.turn
                AND {LINE} AND state = 'PENDING' AND priority IN ({PEERS.get(worst, "0")}) AND due_at <= :now)
        ORDER BY turn, priority, due_at, id LIMIT :limit
        """,
        params,
    )


def _firsts(tx: Tx, priority: int, params: Mapping[str, object]) -> list[Row]:
    return tx.execute(
        """
        SELECT * FROM outbox
        WHERE state = 'PENDING' AND turn = 0 AND priority = :priority AND due_at <= :now
        ORDER BY due_at, id LIMIT :limit
        """,
        {"now": params["now"], "limit": params["limit"], "priority": priority},
    )


def _rank(row: Row) -> tuple[int, int, int]:
    """Return by what to order rows of any type, if nobody has anything behind something else."""
    number, best = _CLASS_OF[row["priority"]]
    return number, *_goes_at(row, best)


def _goes_at(row: Row, best: Priority) -> tuple[int, int]:
    """Return by what to order a class: somebody waits for a card as they do for a reply, but not for a report."""
    return (int(row["priority"]) if best > Priority.CARD else 0), _waits_since(row)


def _waits_since(row: Row) -> int:
    """Return since when a row counts as waiting: one with others before it in its chat, for less long than it does.

    In a chat whose line never empties, turns rise for ever; that must not make anybody wait for ever.
    """
    after = CARD_AFTER if row["priority"] == Priority.CARD else 0
    return int(row["due_at"]) + after + min(int(row["turn"]), MOST_WAITING) * LEAD
