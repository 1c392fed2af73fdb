"""Records that somebody unblocked the bot."""

from crowd.people.visitors import Visitor
from storage.people.forgetting import is_known
from storage.tx import Tx
from usecases.people.subscribing.meet import come_back, meet


def unblock(tx: Tx, visitor: Visitor, *, at: int) -> None:
    """Record that somebody unblocked the bot. Their next message brings their card.

    This makes nobody known: people who were forgotten while the bot was blocked begin with /start, like strangers.
    """
    if is_known(tx, visitor.id):
        come_back(tx, meet(tx, visitor, at=at), at=at)
