"""Sends somebody everything that is stored about them, as a file."""

from enum import StrEnum

from crowd.ids import MINUTE
from crowd.people.visitors import Visitor
from storage.conversation.hints import hint_is_due
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.bans import is_banned
from storage.people.forgetting import is_known
from storage.tx import Tx

#: How long the file is not made again: it may be large.
AGAIN_AFTER = 2 * MINUTE


class Asked(StrEnum):
    """What came of asking for one's data."""

    SENT = "SENT"
    TOO_SOON = "TOO_SOON"
    NOTHING = "NOTHING"  #: nothing is stored about them


def send_my_data(tx: Tx, visitor: Visitor, *, at: int) -> Asked:
    """Queue the file, which is made when it is sent."""
    if not is_known(tx, visitor.id) and not is_banned(tx, visitor.id):
        return Asked.NOTHING
    if not hint_is_due(tx, visitor.id, "mydata", quiet_for=AGAIN_AFTER, at=at):
        return Asked.TOO_SOON
    add_out(tx, OutType.DOCUMENT, visitor.id, body={"mydata": True}, priority=Priority.REPORT, due_at=at)
    return Asked.SENT
