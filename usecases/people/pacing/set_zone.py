"""Stores somebody's time zone."""

from dataclasses import replace

from crowd.people.visitors import Visitor
from storage.people.paces import find_pace, touch
from storage.tx import Tx
from usecases.people.pacing.keep_pace import keep_pace
from usecases.people.subscribing.meet import meet


def set_zone(tx: Tx, visitor: Visitor, name: str, *, at: int) -> None:
    """Store somebody's time zone."""
    meet(tx, visitor, at=at)
    pace, _ = find_pace(tx, visitor.id)
    keep_pace(tx, visitor, replace(pace, zone=name), before=pace, at=at)
    # Look again at what was held back because the zone was unknown.
    touch(tx, visitor.id, at=at)
