"""Messages to be sent, each with what became of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from crowd.ids import ContributorId
from storage.stars import give_back, spend
from storage.tx import Row, Tx


class OutKind(StrEnum):
    """What a row of the outbox becomes when it is sent."""

    CALLBACK = "CALLBACK"  #: the word that acknowledges a press
    TEXT = "TEXT"  #: a sentence, with buttons or without
    CARD = "CARD"  #: the contributor's card as it stands when it is sent
    PANEL = "PANEL"  #: a project's panel as it stands when it is sent
    DIALOGUE = "DIALOGUE"  #: the question that a requester's draft asks now
    PROJECTS = "PROJECTS"  #: a page of a requester's projects
    FILE = "FILE"  #: a file that somebody sent: what is asked about it, or what became of it
    PREVIEW = "PREVIEW"  #: a task as contributors will see it
    DOCUMENT = "DOCUMENT"  #: a file made when it is sent
    SUMMARY = "SUMMARY"  #: what a project's results come to, in a few lines
    AGREEMENT = "AGREEMENT"  #: how well people agree in a project, measured when it is sent
    INVITE = "INVITE"  #: a project's link: its numbers, or its picture with words to forward
    DIGEST = "DIGEST"  #: what there is to do for somebody, and what became of their answers
    HELP = "HELP"  #: a screen of the help
    PACE = "PACE"  #: what somebody wants of the bot, with its choices
    ANNOUNCEMENT = "ANNOUNCEMENT"  #: what is said to many, for one of them
    ANNOUNCEMENT_PANEL = "ANNOUNCEMENT_PANEL"  #: an announcement as its author sees it when it is sent
    RETIRE = "RETIRE"  #: an old message loses its buttons


class OutState(StrEnum):
    """What became of a row."""

    PENDING = "PENDING"
    SENDING = "SENDING"
    SENT = "SENT"
    UNKNOWN = "UNKNOWN"  #: it may have arrived; never sent again
    DEAD = "DEAD"  #: given up, with the reason


class Priority(IntEnum):
    """Who goes first when sending is slower than asking."""

    REPLY = 0
    CARD = 1
    PUSH = 2
    REPORT = 3
    PAID = 4  #: not slower than the others, but beside them: at a rate of its own, for Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class OutRow:
    """A claimed row: what to send to whom."""

    id: int
    kind: OutKind
    chat_id: ContributorId
    ref: int
    body: dict[str, object]
    priority: Priority
    attempts: int


def add_out(
    tx: Tx,
    kind: OutKind,
    chat_id: ContributorId,
    *,
    ref: int = 0,
    body: dict[str, object] | None = None,
    priority: Priority,
    due_at: int,
) -> int:
    """Let something be sent once this transaction is on disk; return its row.

    What shows a state (card, panel) that already waits to be sent is not added twice; it then goes by the more
    urgent of the two priorities, and as early as either was to go.
    """
    rows = tx.execute(
        """
        INSERT INTO outbox (kind, chat_id, ref, body, priority, state, due_at)
        VALUES (:kind, :chat, :ref, :body, :priority, 'PENDING', :due)
        ON CONFLICT (kind, chat_id, ref)
            WHERE state = 'PENDING' AND kind IN ('CARD', 'PANEL', 'ANNOUNCEMENT_PANEL')
        DO UPDATE SET priority = CASE WHEN excluded.priority < outbox.priority
            THEN excluded.priority ELSE outbox.priority END,
            due_at = CASE WHEN excluded.due_at < outbox.due_at THEN excluded.due_at ELSE outbox.due_at END
        RETURNING id
        """,
        {
            "kind": kind,
            "chat": chat_id,
            "ref": ref,
            "body": json.dumps(body or {}, ensure_ascii=False),
            "priority": int(priority),
            "due": due_at,
        },
    )
    return int(rows[0]["id"])


def claim_out(
    tx: Tx,
    *,
    now: int,
    limit: int,
    worst: Priority,
    best: Priority = Priority.REPLY,
    lease_id: int,
    stars_day: int | None = None,
) -> list[OutRow]:
    """Take rows that are due and as urgent as `worst` to `best`, most urgent first, for one sender.

    With a `stars_day`, what is on that day's account for them is spent or given back when they end or are put back.
    """
    rows = tx.execute(
        """
        UPDATE outbox SET state = 'SENDING', lease_id = :lease, attempts = attempts + 1, stars_day = :day WHERE id IN (
            SELECT id FROM outbox WHERE state = 'PENDING' AND priority BETWEEN :best AND :worst AND due_at <= :now
            ORDER BY priority, due_at, id LIMIT :limit
        ) RETURNING *
        """,
        {
            "now": now,
            "limit": limit,
            "worst": int(worst),
            "best": int(best),
            "lease": lease_id,
            "day": stars_day,
        },
    )
    claimed = [_row(row) for row in rows]
    return sorted(claimed, key=lambda row: (row.priority, row.id))


def is_claimed(tx: Tx, row_id: int, *, lease_id: int) -> bool:
    """Tell whether a sender still has a row that it claimed."""
    params = {"id": row_id, "lease": lease_id}
    claimed = "SELECT 1 FROM outbox WHERE id = :id AND state = 'SENDING' AND lease_id = :lease"
    return tx.one(claimed, params) is not None


def claim_paced(tx: Tx, *, now: int, limit: int, pushes: int | None, lease_id: int) -> list[OutRow]:
    """Take rows as `claim_out` does, but at most `pushes` that nobody waits for; None for any number."""
    if pushes is None:
        return claim_out(tx, now=now, limit=limit, worst=Priority.REPORT, lease_id=lease_id)
    rows = claim_out(tx, now=now, limit=limit, worst=Priority.CARD, lease_id=lease_id)
    room = min(limit - len(rows), pushes)
    if room > 0:
        rows += claim_out(tx, now=now, limit=room, worst=Priority.REPORT, lease_id=lease_id)
    return rows


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
    """Store what became of a claimed row; False when another sender has it by now.

    What it said is forgotten: it is personal data, and a one-use link must not lie about. What is kept for it on an
    account of Stars is spent, unless it surely was not sent (`unsent`).
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
    """Put a claimed row back, to be sent at `due_at` or later.

    A card or panel that waits anew already makes this row superfluous: it ends as sent. `paced` rows were not
    tried, so that is no attempt. What is put back surely was not sent: a Star kept for it is given back.
    """
    params = {"id": row_id, "due": due_at, "lease": lease_id, "reason": reason, "paced": int(paced)}
    rows = tx.execute(
        """
        UPDATE outbox SET state = 'PENDING', due_at = :due, reason = :reason, attempts = attempts - :paced
        WHERE id = :id AND state = 'SENDING' AND lease_id = :lease
            AND NOT (kind IN ('CARD', 'PANEL', 'ANNOUNCEMENT_PANEL') AND EXISTS (
                SELECT 1 FROM outbox o WHERE o.kind = outbox.kind AND o.chat_id = outbox.chat_id
                    AND o.ref = outbox.ref AND o.state = 'PENDING'))
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


def prove_sent(tx: Tx, kind: OutKind, chat_id: ContributorId) -> None:
    """Store that what was sent to a chat with no known end has arrived: somebody pressed a button of it."""
    tx.execute(
        """
        UPDATE outbox SET state = 'SENT', reason = 'proved by a press'
        WHERE chat_id = :chat AND kind = :kind AND state = 'UNKNOWN'
        """,
        {"chat": chat_id, "kind": kind},
    )


def rows_in_sending(tx: Tx) -> list[tuple[OutRow, int]]:
    """Return what an earlier process was sending when it ended, with its lease."""
    rows = tx.execute("SELECT * FROM outbox WHERE state = 'SENDING' ORDER BY id")
    return [(_row(row), row["lease_id"]) for row in rows]


def give_up_out(tx: Tx, kind: OutKind, *, reason: str, at: int) -> None:
    """End every row of a kind that has not ended as UNKNOWN: it may have been sent, and is not sent again."""
    tx.execute(
        """
        UPDATE outbox SET state = 'UNKNOWN', reason = :reason, ended_at = :at, body = '{}'
        WHERE state IN ('PENDING', 'SENDING') AND kind = :kind
        """,
        {"kind": kind, "reason": reason, "at": at},
    )


def waits_as(tx: Tx, kind: OutKind, chat_id: ContributorId) -> Priority | None:
    """Return how urgent the row is that shows a state in a chat and has not been sent; None if there is none."""
    row = tx.one(
        "SELECT priority FROM outbox WHERE state = 'PENDING' AND kind = :kind AND chat_id = :chat AND ref = 0 "
        "AND kind IN ('CARD', 'PANEL', 'ANNOUNCEMENT_PANEL')",
        {"kind": kind, "chat": chat_id},
    )
    return None if row is None else Priority(row["priority"])


def count_pending(tx: Tx, priority: Priority, *, limit: int) -> int:
    """Return how many rows of a priority wait to be sent, counted up to a limit."""
    rows = tx.execute(
        "SELECT 1 FROM outbox WHERE state = 'PENDING' AND priority = :priority LIMIT :limit",
        {"priority": int(priority), "limit": limit},
    )
    return len(rows)


def stop_out(tx: Tx, row_ids: Sequence[int], *, at: int) -> None:
    """Give up rows that nobody has claimed yet."""
    tx.many(
        """
        UPDATE outbox SET state = 'DEAD', reason = 'stopped', ended_at = :at, body = '{}'
        WHERE id = :id AND state = 'PENDING'
        """,
        [{"id": row_id, "at": at} for row_id in row_ids],
    )


def next_due(tx: Tx, *, pushes: bool = True, paid: bool = True) -> int | None:
    """Return when the next row is due, leaving out on demand what nobody waits for, or what is paid for."""
    if pushes and paid:
        return _first_due(tx, Priority.REPLY, Priority.PAID)
    dues = [_first_due(tx, Priority.REPLY, Priority.REPORT if pushes else Priority.CARD)]
    if paid:
        dues.append(_first_due(tx, Priority.PAID, Priority.PAID))
    return min((due for due in dues if due is not None), default=None)


def is_due(tx: Tx, priority: Priority, *, now: int) -> bool:
    """Tell whether a row of a priority is due."""
    due = _first_due(tx, priority, priority)
    return due is not None and due <= now


def _first_due(tx: Tx, best: Priority, worst: Priority) -> int | None:
    # Without a condition it is the first of its index.
    of = (
        "" if (best, worst) == (Priority.REPLY, Priority.PAID) else f"AND priority BETWEEN {best} AND {worst}"
    )
    row = tx.one(f"SELECT min(due_at) FROM outbox WHERE state = 'PENDING' {of}")
    return None if row is None else row[0]


def forget_out(tx: Tx, *, ended_before: int, limit: int) -> None:
    """Delete rows that ended long ago."""
    tx.execute(
        """
        DELETE FROM outbox WHERE id IN (SELECT id FROM outbox
            WHERE ended_at IS NOT NULL AND ended_at < :before ORDER BY ended_at LIMIT :limit)
        """,
        {"before": ended_before, "limit": limit},
    )


def _row(row: Row) -> OutRow:
    return OutRow(
        id=row["id"],
        kind=OutKind(row["kind"]),
        chat_id=ContributorId(row["chat_id"]),
        ref=row["ref"],
        body=json.loads(row["body"]),
        priority=Priority(row["priority"]),
        attempts=row["attempts"],
    )
