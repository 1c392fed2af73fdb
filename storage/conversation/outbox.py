"""Messages to send, and what happened to each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from crowd.ids import ContributorId
from storage.announcing.stars import give_back, spend
from storage.conversation.line import LINE, UNIQUE, go_last, like_of, waiting_in_line
from storage.conversation.out_types import OutType
from storage.tx import Row, Spot, Tx


class OutState(StrEnum):
    """What happened to a row."""

    PENDING = "PENDING"
    SENDING = "SENDING"
    SENT = "SENT"
    UNKNOWN = "UNKNOWN"  #: it may have arrived; never sent again
    DEAD = "DEAD"  #: given up, with the reason


class Priority(IntEnum):
    """What to send first when messages arrive faster than they can be sent."""

    REPLY = 0
    CARD = 1
    PUSH = 2
    REPORT = 3
    PAID = 4  #: sent alongside the others, not after them, at a rate of its own that costs Stars


#: For each priority with a line in every chat, the SQL for those that share it: replies, and reports.
PEERS = {Priority.REPLY: "0, 1", Priority.CARD: "0, 1", Priority.REPORT: "3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutRow:
    """A claimed row: what to send, and to whom."""

    id: int
    type: OutType
    chat_id: ContributorId
    ref: int
    body: dict[str, object]
    priority: Priority
    attempts: int


def add_out(
    tx: Tx,
    out_type: OutType,
    chat_id: ContributorId,
    *,
    ref: int = 0,
    body: dict[str, object] | None = None,
    priority: Priority,
    due_at: int,
    replaces: str | None = None,
    is_unique: bool = False,
    spot: Spot | None = None,
) -> int:
    """Queue something to send once this transaction is on disk; return its row.

    Rows that show a state (card, panel) are not added twice while one is waiting: the waiting row then gets the more
    urgent of the two priorities and the earlier of the two due times. Replies and reports that show the same as one
    that waits take its place, at the end of their chat's line. With `replaces`, so does a text whose key this is.
    What `is_unique` takes nobody's place, and nothing takes its place. With `spot`, it is shown in that message.
    """
    where = {} if spot is None else {"message_id": spot.message_id}
    whole = {**(body or {}), **where, **({UNIQUE: True} if is_unique else {})}
    written = json.dumps(whole, ensure_ascii=False) if whole else "{}"
    handling = out_type.handling
    is_said_once = handling.in_line and not handling.is_latest and not is_unique
    if is_said_once and (peers := PEERS.get(priority)):
        line = waiting_in_line(tx, chat_id, peers)
        like = like_of(line, out_type, ref, written, replaces=replaces)
        if like is not None:
            go_last(tx, like, line, ref=ref, body=written)
            return like.id
    return _insert(tx, out_type, chat_id, ref=ref, body=written, priority=priority, due_at=due_at)


def _insert(
    tx: Tx, out_type: OutType, chat_id: ContributorId, *, ref: int, body: str, priority: Priority, due_at: int
) -> int:
    rows = tx.execute(
        f"""
        INSERT INTO outbox (kind, chat_id, ref, body, priority, state, due_at, latest, in_line, turn)
        VALUES (:kind, :chat, :ref, :body, :priority, 'PENDING', :due, :latest, :in_line, {_turn(priority)})
        ON CONFLICT (kind, chat_id, ref) WHERE state = 'PENDING' AND latest = 1
        DO UPDATE SET priority = CASE WHEN excluded.priority < outbox.priority
            THEN excluded.priority ELSE outbox.priority END,
            due_at = CASE WHEN excluded.due_at < outbox.due_at THEN excluded.due_at ELSE outbox.due_at END
        RETURNING id
        """,
        {
            "kind": out_type,
            "chat": chat_id,
            "ref": ref,
            "body": body,
            "priority": int(priority),
            "due": due_at,
            "latest": int(out_type.handling.is_latest),
            "in_line": int(out_type.handling.in_line),
        },
    )
    return int(rows[0]["id"])


def _turn(priority: Priority) -> str:
    """Return the SQL for the turn of a new row."""
    peers = PEERS.get(priority)
    if peers is None:
        return "0"
    return f"""(
        SELECT coalesce(max(turn) + 1, 0) FROM outbox
        WHERE chat_id = :chat AND {LINE} AND priority IN ({peers}))"""


def is_claimed(tx: Tx, row_id: int, *, lease_id: int) -> bool:
    """Tell whether a sender still holds a row that it claimed."""
    params = {"id": row_id, "lease": lease_id}
    claimed = "SELECT 1 FROM outbox WHERE id = :id AND state = 'SENDING' AND lease_id = :lease"
    return tx.one(claimed, params) is not None


def is_text_waiting(tx: Tx, chat_id: ContributorId, *, ref: int, key: str) -> bool:
    """Tell whether a text with some key about something has not been sent yet."""
    rows = tx.execute(
        f"SELECT body FROM outbox WHERE chat_id = :chat AND {LINE} AND kind = :kind AND ref = :ref",
        {"chat": chat_id, "kind": OutType.TEXT, "ref": ref},
    )
    return any(json.loads(row["body"]).get("key") == key for row in rows)


def end_out(
    tx: Tx,
    row_id: int,
    state: OutState,
    *,
    lease_id: int,
    reason: str | None,
    unsent: bool = False,
    at: int,
) -> bool:
    """Store what happened to a claimed row; False if another sender holds it by now.

    Its content is deleted, because it is personal data and single-use links must not be kept. The Stars reserved for
    it are spent, unless it was definitely not sent (`unsent`).
    """
    rows = tx.execute(
        """
        UPDATE outbox SET state = :state, reason = :reason, ended_at = :at,
            body = '{}'
        WHERE id = :id AND state = 'SENDING' AND lease_id = :lease RETURNING ref, stars_day
        """,
        {"id": row_id, "state": state, "reason": reason, "at": at, "lease": lease_id},
    )
    if not rows:
        return False
    day = rows[0]["stars_day"]
    if day is not None and unsent:
        give_back(tx, row_id, day=day)
    elif day is not None:
        spend(tx, rows[0]["ref"], day=day)
    return True


def return_out(tx: Tx, row_id: int, *, due_at: int, lease_id: int, reason: str | None, paced: bool) -> None:
    """Put back a claimed row, to send at `due_at` or later.

    If a newer row for the same card or panel is already waiting, this row is no longer needed and ends as sent.
    `paced` rows were not tried, so that does not count as an attempt. A row that is put back was definitely not sent,
    so the Stars reserved for it are given back.
    """
    params = {"id": row_id, "due": due_at, "lease": lease_id, "reason": reason, "paced": int(paced)}
    rows = tx.execute(
        """
        UPDATE outbox SET state = 'PENDING', due_at = :due, reason = :reason, attempts = attempts - :paced
        WHERE id = :id AND state = 'SENDING' AND lease_id = :lease
            AND NOT (latest = 1 AND EXISTS (
                SELECT 1 FROM outbox o WHERE o.kind = outbox.kind AND o.chat_id = outbox.chat_id
                    AND o.ref = outbox.ref AND o.state = 'PENDING' AND o.latest = 1))
        RETURNING stars_day
        """,
        params,
    )
    if rows and rows[0]["stars_day"] is not None:
        give_back(tx, row_id, day=rows[0]["stars_day"])
    if not rows:
        tx.execute(
            """
            UPDATE outbox SET state = 'SENT', reason = 'superseded', ended_at = :due
            WHERE id = :id AND state = 'SENDING' AND lease_id = :lease
            """,
            params,
        )


def hasten_out(tx: Tx, out_type: OutType, chat_id: ContributorId, ref: int, *, at: int) -> None:
    """Let rows about something go now that wait for a later time."""
    tx.execute(
        """
        UPDATE outbox SET due_at = :at
        WHERE state = 'PENDING' AND due_at > :at AND kind = :kind AND chat_id = :chat AND ref = :ref
        """,
        {"at": at, "kind": out_type, "chat": chat_id, "ref": ref},
    )


def prove_sent(tx: Tx, out_type: OutType, chat_id: ContributorId) -> None:
    """Store that rows of unknown outcome have arrived in a chat, because somebody pressed one of their buttons."""
    tx.execute(
        """
        UPDATE outbox SET state = 'SENT', reason = 'proved by a press'
        WHERE chat_id = :chat AND kind = :kind AND state = 'UNKNOWN'
        """,
        {"chat": chat_id, "kind": out_type},
    )


def rows_in_sending(tx: Tx) -> list[tuple[OutRow, int]]:
    """Return the rows that an earlier process was sending when it ended, with their leases."""
    rows = tx.execute("SELECT * FROM outbox WHERE state = 'SENDING' ORDER BY id")
    return [(out_row(row), row["lease_id"]) for row in rows]


def give_up_out(tx: Tx, out_type: OutType, *, reason: str, at: int) -> None:
    """End every unfinished row of a type as UNKNOWN: it may have been sent, so it is not sent again."""
    tx.execute(
        """
        UPDATE outbox SET state = 'UNKNOWN', reason = :reason, ended_at = :at, body = '{}'
        WHERE state IN ('PENDING', 'SENDING') AND kind = :kind
        """,
        {"kind": out_type, "reason": reason, "at": at},
    )


def waits_as(tx: Tx, out_type: OutType, chat_id: ContributorId) -> Priority | None:
    """Return the priority of the unsent row that shows a state in a chat; None if there is none."""
    row = tx.one(
        "SELECT priority FROM outbox WHERE state = 'PENDING' AND latest = 1 AND kind = :kind AND chat_id = :chat "
        "AND ref = 0",
        {"kind": out_type, "chat": chat_id},
    )
    return None if row is None else Priority(row["priority"])


def count_pending(tx: Tx, priority: Priority, *, limit: int) -> int:
    """Return how many rows of a priority without a line are waiting, counted up to a limit."""
    rows = tx.execute(
        "SELECT 1 FROM outbox WHERE state = 'PENDING' AND turn = 0 AND priority = :priority LIMIT :limit",
        {"priority": int(priority), "limit": limit},
    )
    return len(rows)


def stop_out(tx: Tx, row_ids: Sequence[int], *, at: int) -> None:
    """Give up rows that no sender has claimed yet."""
    tx.many(
        """
        UPDATE outbox SET state = 'DEAD', reason = 'stopped', ended_at = :at, body = '{}'
        WHERE id = :id AND state = 'PENDING'
        """,
        [{"id": row_id, "at": at} for row_id in row_ids],
    )


def next_due(tx: Tx, *, after: int | None = None) -> int | None:
    """Return when the next row is due, or the next that is due later than `after`; None if there is none."""
    row = tx.one(
        "SELECT min(due_at) FROM outbox WHERE state = 'PENDING'"
        if after is None
        else "SELECT min(due_at) FROM outbox WHERE state = 'PENDING' AND due_at > :after",
        {} if after is None else {"after": after},
    )
    return None if row is None else row[0]


def is_due(tx: Tx, priority: Priority, *, now: int) -> bool:
    """Tell whether a row of a priority without a line is due."""
    due = tx.one(
        """
        SELECT 1 FROM outbox
        WHERE state = 'PENDING' AND turn = 0 AND priority = :priority AND due_at <= :now LIMIT 1
        """,
        {"priority": int(priority), "now": now},
    )
    return due is not None


def forget_out(tx: Tx, *, ended_before: int, limit: int) -> int:
    """Delete rows that ended long ago. Returns how many there were."""
    gone = tx.execute(
        """
        DELETE FROM outbox WHERE id IN (SELECT id FROM outbox
            WHERE ended_at IS NOT NULL AND ended_at < :before ORDER BY ended_at LIMIT :limit)
        RETURNING 1
        """,
        {"before": ended_before, "limit": limit},
    )
    return len(gone)


def out_row(row: Row, *, attempts: int | None = None) -> OutRow:
    """Return a row as the sender needs it, with the `attempts` that it has by now."""
    return OutRow(
        id=row["id"],
        type=OutType(row["kind"]),
        chat_id=ContributorId(row["chat_id"]),
        ref=row["ref"],
        body=json.loads(row["body"]),
        priority=Priority(row["priority"]),
        attempts=row["attempts"] if attempts is None else attempts,
    )
