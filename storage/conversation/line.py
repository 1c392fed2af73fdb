"""The replies that wait in one chat: repeated ones are sent once, and nobody's line grows without end."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from crowd.ids import ContributorId
from storage.tx import Tx

#: What is in a chat's line; the words are those of the index.
LINE = "state IN ('PENDING', 'SENDING') AND in_line = 1 AND priority IN (0, 1, 3)"
#: When this many wait in a chat, another one takes the place of the oldest that says or shows a similar thing.
MOST_WAITING = 20
#: In the body of a reply that says what nothing else does.
UNIQUE = "unique"
#: In the bodies of replies that are never given up: the others have words or a content of their own.
_OWN = frozenset({UNIQUE, "text", "html"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """A reply that waits in its chat, or is being sent."""

    id: int
    type: str
    ref: int
    body: str
    turn: int
    is_being_sent: bool


def waiting_in_line(tx: Tx, chat_id: ContributorId, priorities: str) -> list[InLine]:
    """Return a chat's line, first come first; `priorities` are the SQL for those that share a line."""
    rows = tx.execute(
        f"""
        SELECT id, kind AS type, ref, body, turn, state = 'SENDING' AS is_being_sent FROM outbox
        WHERE chat_id = :chat AND {LINE} AND priority IN ({priorities}) ORDER BY turn, id
        """,
        {"chat": chat_id},
    )
    return [InLine(**{**dict(row), "is_being_sent": bool(row["is_being_sent"])}) for row in rows]


def like_of(
    line: Sequence[InLine], out_type: str, ref: int, body: str, *, replaces: str | None
) -> InLine | None:
    """Return whose place a new reply takes, if anybody's.

    That is one that shows the same, or a text with the key `replaces`; in a long line, the oldest of the same type
    with the same key. Files with content of their own never give up their place.
    """
    waiting = [one for one in line if not one.is_being_sent]
    for one in waiting:
        if (one.type, one.ref, one.body) == (out_type, ref, body):
            return one
    if replaces is None and len(waiting) < MOST_WAITING:
        return None
    given = json.loads(body)
    if _OWN & given.keys():
        return None
    return next(
        (one for one in waiting if one.type == out_type and _may_go(one.body, given.get("key"))), None
    )


def go_last(tx: Tx, like: InLine, line: Sequence[InLine], *, ref: int, body: str) -> None:
    """Let a waiting reply say something newer, at the end of its line."""
    last = max(one.turn for one in line)
    if like.turn == last and (like.ref, like.body) == (ref, body):
        return
    tx.execute(
        "UPDATE outbox SET ref = :ref, body = :body, turn = :turn WHERE id = :id AND state = 'PENDING'",
        {"id": like.id, "ref": ref, "body": body, "turn": like.turn if like.turn == last else last + 1},
    )


def _may_go(body: str, key: object) -> bool:
    """Tell whether a waiting reply says something with this key, and may be left unsaid."""
    said = json.loads(body)
    return not _OWN & said.keys() and said.get("key") == key
