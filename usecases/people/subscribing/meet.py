"""Meets somebody who writes: stores them if they are new, and takes them back if they had left."""

from crowd.errors import NotFound
from crowd.people.contributors import Contributor, ContributorState
from crowd.people.visitors import Visitor
from storage.governing.events import EventType
from storage.people.contributors import add_contributor, find_contributor, set_locale
from storage.people.paces import touch
from storage.tx import Tx
from usecases.deciding.close_exhausted import reopen_exhausted
from usecases.governing.keep_history import keep_person
from usecases.people.subscribing.move import moved, retire_left


def meet(tx: Tx, visitor: Visitor, *, source: str | None = None, at: int) -> Contributor:
    """Return somebody who writes; store them if they are new."""
    add_contributor(tx, visitor.id, locale=visitor.locale, source=source, at=at)
    set_locale(tx, visitor.id, visitor.locale)
    touch(tx, visitor.id, at=at)
    contributor = find_contributor(tx, visitor.id)
    if contributor is None:
        raise NotFound
    return contributor


def arrive(tx: Tx, visitor: Visitor, *, source: str | None = None, at: int) -> Contributor:
    """Return somebody who writes; if they had unsubscribed, they are new again and asked for consent again."""
    contributor = come_back(tx, meet(tx, visitor, source=source, at=at), at=at)
    if contributor.state is ContributorState.LEFT:
        return moved(tx, contributor, ContributorState.NEW, at=at)
    return contributor


def come_back(tx: Tx, contributor: Contributor, *, at: int) -> Contributor:
    """Restore the state from before a block: somebody who writes has evidently unblocked the bot."""
    if contributor.state is not ContributorState.BLOCKED:
        return contributor
    before = contributor.state_before or ContributorState.NEW
    back = moved(tx, contributor, before, at=at)
    keep_person(tx, back.id, EventType.UNBLOCKED, at=at)
    retire_left(tx, back.id, at=at)
    if back.state is ContributorState.ACTIVE:
        reopen_exhausted(tx, back.id, at=at)
    return back
