"""Stores the time zone of a location that somebody sent in the middle of something else."""

from crowd.people.visitors import Visitor
from crowd.people.zones import Zone, nearest_zone
from storage.tx import Tx
from usecases.people.pacing.set_zone import set_zone


def keep_zone(tx: Tx, visitor: Visitor, latitude: float, longitude: float, *, at: int) -> Zone:
    """Store the time zone of a location that somebody sent in the middle of something else; return it."""
    zone = nearest_zone(latitude, longitude)
    set_zone(tx, visitor, zone.name, at=at)
    return zone
