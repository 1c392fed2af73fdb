"""Stores the time zone of a location that somebody sent; the location itself is not kept."""

from crowd.people.visitors import Visitor
from crowd.people.zones import nearest_zone
from storage.tx import Tx
from usecases.people.pacing.write_city import write_city
from usecases.people.subscribing.greeting import Greeting


def share_place(tx: Tx, visitor: Visitor, latitude: float, longitude: float, *, at: int) -> Greeting:
    """Store the time zone of a location that somebody sent, as `write_city` does; the location itself is not kept."""
    return write_city(tx, visitor, nearest_zone(latitude, longitude), at=at)
