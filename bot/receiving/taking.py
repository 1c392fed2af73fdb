"""Finds out which types of message may be an answer of somebody, before anything that they sent is stored."""

from bot.receiving.raw_updates import person_of
from bot.receiving.waiting import RawUpdate
from crowd.ids import ContributorId
from handlers.kinds import face_of
from storage.tx import Tx
from usecases.conversation.read_place import Waiting, read_place


def types_taken(tx: Tx, update: RawUpdate, *, at: int) -> frozenset[str]:
    """Return the types of message that the question takes which the sender of an update is being asked."""
    sender = person_of(update)
    if type(sender) is not int:
        return frozenset()
    place = read_place(tx, ContributorId(sender), at=at)
    if place.waiting not in {Waiting.CARD, Waiting.CHANGE} or place.question is None:
        return frozenset()
    return face_of(place.question).takes
