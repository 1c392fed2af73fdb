"""Lets an admin have a banned person's answers count no longer."""

from crowd.ids import ContributorId
from storage.governing.bans import begin_discarding, find_ban
from storage.governing.events import Event, EventType, add_event
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.governing.banning.ban_end import BanEnd
from usecases.terms import Terms


def discard_answers_of(tx: Tx, who: ContributorId, *, by: ContributorId, terms: Terms, at: int) -> BanEnd:
    """Have a banned person's answers count no longer; a tick does it page by page.

    Raises:
        NotAdmin: The admin is none, or not any more.
    """
    check_admin(by, terms=terms)
    ban = find_ban(tx, who)
    if ban is None:
        return BanEnd.NOT_BANNED
    if ban.discards:
        return BanEnd.BANNED_BEFORE
    begin_discarding(tx, who)
    add_event(tx, Event(at=at, actor_id=by, about_id=who, type=EventType.DISCARDED))
    return BanEnd.DISCARDING
