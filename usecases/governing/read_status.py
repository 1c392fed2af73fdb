"""Reads how the bot is doing, for those who run it."""

from dataclasses import dataclass

from crowd.announcing.fares import Account
from crowd.ids import HOUR
from storage.announcing.announcements import paid_announcements
from storage.checking.queues import (
    Queue,
    answers_since,
    people_by_source,
    people_by_state,
    projects_by_state,
    read_inbox,
    read_outbox,
)
from storage.tx import Tx
from usecases.announcing.paying.account import account
from usecases.terms import Terms

_DAY = 24 * HOUR
#: The most links of the operator's own that are listed one by one.
SOURCES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the bot is doing.

    Attributes:
        people: People by state.
        linked: People who came through a link.
        invited: Those of them who came through a project's invite link.
        sources: The other links that brought the most people, each with its number.
        projects: Projects by state.
        answers_today: Answers since midnight UTC.
        inbox: Updates of the last 48 hours, and those still to be handled.
        outbox: Messages of the last 48 hours, and those still to be sent.
        stars: The month's Stars: spent, reserved and left.
        paying: Announcements being sent for Stars.
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
    """Return how the bot is doing, not counting the update that asks for it.

    It counts all people and answers, so run it on a connection of its own.
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
