"""Lets an admin end a ban."""

from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState
from storage.governing.bans import end_ban, find_ban
from storage.governing.events import Event, EventType, add_event
from storage.people.contributors import find_contributor
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.governing.banning.ban_end import BanEnd
from usecases.governing.banning.tell_banned import tell_banned
from usecases.people.subscribing.let_back import let_back
from usecases.terms import Terms


def unban_person(
    tx: Tx, who: ContributorId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> BanEnd:
    """End a ban and tell the person. Their projects stay paused, and discarded answers stay out of the count.

    Raises:
        NotAdmin: The admin is none, or not any more.
    """
    check_admin(by, terms=terms)
    ban, contributor = find_ban(tx, who), find_contributor(tx, who)
    if ban is None:
        return BanEnd.NOT_BANNED if contributor is not None else BanEnd.UNKNOWN
    end_ban(tx, who)
    if contributor is not None and contributor.state is ContributorState.BANNED:
        let_back(tx, contributor, ban.state_before, at=at)
    add_event(tx, Event(at=at, actor_id=by, about_id=who, type=EventType.UNBANNED, reason=reason))
    tell_banned(tx, who, "unbanned", reason, at=at)
    return BanEnd.UNBANNED
