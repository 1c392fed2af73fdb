"""Greets somebody who pressed Start."""

from crowd.people.contributors import Role
from crowd.people.visitors import GRANT_PREFIX, REDUCED_PREFIX, Visitor, hash_start, source_of
from storage.governing.events import Event, EventType, add_event
from storage.people.contributors import add_role, has_role, use_grant_link
from storage.tx import Tx
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.meet import arrive
from usecases.people.subscribing.show_next import show_next
from usecases.terms import Terms


def start(tx: Tx, visitor: Visitor, payload: str | None, *, terms: Terms, at: int) -> Greeting:
    """Greet somebody who pressed Start, with the payload of the link that brought them."""
    arrive(tx, visitor, source=source_of(payload), at=at)
    if payload and payload.startswith((GRANT_PREFIX, REDUCED_PREFIX)):
        if visitor.id in terms.admin_ids or has_role(tx, visitor.id, Role.REQUESTER):
            # A requester who tries the link before passing it on must not use it up.
            return Greeting.REQUESTER_BEFORE
        used = use_grant_link(tx, hash_start(payload), by=visitor.id, at=at)
        if used is None:
            return Greeting.LINK_DEAD
        role, created_by = used
        add_role(tx, visitor.id, role, granted_by=created_by, at=at)
        add_event(tx, Event(at=at, actor_id=created_by, about_id=visitor.id, type=EventType.GRANTED))
        return Greeting.REQUESTER
    return show_next(tx, visitor, terms=terms, at=at)
