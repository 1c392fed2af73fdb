"""Stores a time zone that somebody chose."""

from crowd.errors import InvalidInput
from crowd.people.visitors import Visitor
from crowd.people.zones import find_zone
from storage.conversation.typed import Purpose, forget_typed
from storage.tx import Tx
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.set_zone import set_zone
from usecases.people.pacing.show_pace import show_pace


def choose_zone(tx: Tx, visitor: Visitor, name: str, *, at: int) -> None:
    """Store a time zone by its name.

    Raises:
        InvalidInput: There is no such zone.
    """
    if find_zone(name) is None:
        raise InvalidInput
    forget_typed(tx, visitor.id, Purpose.PACE, part=PaceScreen.AREAS)
    set_zone(tx, visitor, name, at=at)
    show_pace(tx, visitor, at=at)
