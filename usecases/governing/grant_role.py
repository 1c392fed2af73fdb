"""Makes a one-use link that turns whoever opens it into a requester."""

from collections.abc import Iterable

from crowd.ids import HOUR, ContributorId
from crowd.people.contributors import Role
from crowd.people.visitors import Visitor, hash_token
from storage.governing.events import NOBODY, Event, EventType, add_event
from storage.people.contributors import add_grant_link, open_grant_links
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.people.subscribing.meet import meet
from usecases.terms import Terms

#: A link that nobody has opened for this long is dead, since it may be lying around in an old chat.
LINK_LIFE = 7 * 24 * HOUR


def grant_role(tx: Tx, token: str, *, by: Visitor, terms: Terms, at: int) -> ContributorId:
    """Store the hash of a link's token.

    Raises:
        NotAdmin: Only admins may.
    """
    check_admin(by.id, terms=terms)
    meet(tx, by, at=at)
    add_grant_link(tx, hash_token(token), Role.REQUESTER, created_by=by.id, at=at, expires_at=at + LINK_LIFE)
    add_event(tx, Event(at=at, actor_id=by.id, about_id=NOBODY, type=EventType.LINK_MADE))
    return by.id


def tokens_among(tx: Tx, words: Iterable[str], *, at: int) -> list[str]:
    """Return those of these words that are tokens of links that can still be used."""
    links = open_grant_links(tx, at=at)
    return [word for word in words if hash_token(word) in links] if links else []
