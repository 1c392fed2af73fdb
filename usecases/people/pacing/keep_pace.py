"""Stores a pace."""

from crowd.people.pace import Pace, digest_after, wants_digest
from crowd.people.visitors import Visitor
from storage.announcing.digests import set_digest_due, set_digest_since
from storage.people.paces import set_pace
from storage.tx import Tx


def keep_pace(tx: Tx, visitor: Visitor, pace: Pace, *, before: Pace, at: int) -> None:
    """Store a pace, and when the next digest is due according to it."""
    set_pace(tx, visitor.id, pace)
    if not wants_digest(before) and wants_digest(pace):
        set_digest_since(tx, visitor.id, at)
    set_digest_due(tx, visitor.id, digest_after(pace, at))
