"""How the bot stands, for those who run it."""

from dataclasses import dataclass

from crowd.fares import Account
from crowd.ids import HOUR
from storage.announcements import paid_announcements
from storage.queues import (
    Queue,
    answers_since,
    people_by_source,
    people_by_state,
    projects_by_state,
    read_inbox,
    read_outbox,
)
from storage.tx import Tx
from usecases.pay_for_speed import account
from usecases.terms import Terms

_DAY = 24 * HOUR
#: Links of an operator's own that are told apart.
SOURCES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the bot stands.

    Attributes:
        people: People by state.
        linked: People who came by a link.
        invited: Those of them who came by a project's invite link.
        sources: The other links that brought most people, each with how many.
        projects: Projects by state.
        answers_today: Answers since midnight UTC.
        inbox: Updates of the last 48 hours, and what waits to be handled.
        outbox: Messages of the last 48 hours, and what waits to be sent.
        stars: How the month's Stars stand.
        paying: Announcements that are on their way for Stars.
    """

    people: dict[str, int]
    linked: int
    invited: int
    sources: list[tuple[str, int]]
    projects: dict[str, int]
    answers_today: int
    inbox: Queue
    outbox: Queue
    stars: Account
    paying: int


def read_status(tx: Tx, *, update_id: int, terms: Terms, now: int) -> Status:
    """Return how the bot stands, but for the update that asks for it.

    It counts all people and answers: read it on a connection of its own.
    """
    linked, invited, sources = people_by_source(tx, limit=SOURCES_SHOWN)
    return Status(
        people=people_by_state(tx),
        linked=linked,
        invited=invited,
        sources=sources,
        projects=projects_by_state(tx),
        answers_today=answers_since(tx, now - now % _DAY),
        inbox=read_inbox(tx, but=update_id),
        outbox=read_outbox(tx, now=now),
        stars=account(tx, terms=terms, at=now),
        paying=len(paid_announcements(tx)),
    )
