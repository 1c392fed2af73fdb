"""Reads a page of what was done."""

from dataclasses import dataclass

from crowd.ids import ContributorId
from storage.governing.events import Event, count_events, list_events
from storage.tx import Tx
from usecases.governing.overseeing.pages import page_within
from usecases.governing.overseeing.veil import is_hidden, veiled

EVENTS_A_PAGE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """A page of what was done, newest first; the first page is 0. `of` is the person or project it is limited to."""

    events: list[Event]
    page: int
    pages: int
    of: int | None


def read_audit(tx: Tx, page: int, *, of: int | None, by: ContributorId) -> AuditView:
    """Return a page of what was done. A requester who is an admin does not see who reported their project."""
    page, pages = page_within(page, count_events(tx, of=of), EVENTS_A_PAGE)
    events = list_events(tx, of=of, skip=page * EVENTS_A_PAGE, limit=EVENTS_A_PAGE)
    seen = [event for event in events if not (is_hidden(event, by) and of == event.actor_id)]
    return AuditView(events=[veiled(event, by) for event in seen], page=page, pages=pages, of=of)
