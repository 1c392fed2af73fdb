"""Stores the time zone of a city that somebody typed."""

from crowd.people.contributors import ContributorState
from crowd.people.visitors import Visitor
from crowd.people.zones import Zone
from storage.people.contributors import find_contributor
from storage.tx import Tx
from usecases.people.pacing.set_zone import set_zone
from usecases.people.pacing.show_pace import show_pace
from usecases.people.subscribing.greeting import Greeting


def write_city(tx: Tx, visitor: Visitor, zone: Zone, *, at: int) -> Greeting:
    """Store the time zone of a city that somebody typed; people who have not subscribed also get the welcome."""
    set_zone(tx, visitor, zone.name, at=at)
    contributor = find_contributor(tx, visitor.id)
    if contributor is None or contributor.state in {ContributorState.NEW, ContributorState.LEFT}:
        return Greeting.WELCOME
    show_pace(tx, visitor, saved=True, at=at)
    return Greeting.CARD
