"""Shows the help: what somebody can do here, how to ask people something, what they agreed to."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState, Role
from crowd.people.visitors import Visitor
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot
from storage.people.contributors import Consent, find_contributor, has_role, newest_consent
from storage.projects.projects import count_projects
from storage.tx import Tx
from usecases.terms import Terms


class HelpScreen(StrEnum):
    """The screens of the help."""

    MAIN = "m"  #: what matters for somebody's role
    ALL = "l"  #: every command
    ASK = "a"  #: how to ask people something
    CONSENT = "c"  #: what they agreed to
    PRIVACY = "p"  #: what is stored about them, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the operator has set about people's data.

    Attributes:
        contact: Whom to ask; empty if nobody is named.
        url: The operator's own policy; empty if there is none.
        retention: Microseconds after which people who left are forgotten; None if never.
    """

    contact: str
    url: str
    retention: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpView:
    """What the help depends on.

    Attributes:
        is_subscribed: Whether they are subscribed, paused or not.
        may_ask: Whether they may send a file with tasks.
        asks: Whether they have done so or were made a requester, so that asking concerns them.
        is_admin: Whether they run the bot.
        consent: What they last agreed to; None if they never did.
        policy: What the operator has set about their data.
    """

    is_subscribed: bool
    may_ask: bool
    asks: bool
    is_admin: bool
    consent: Consent | None
    policy: Policy


def show_help(tx: Tx, visitor: Visitor, screen: HelpScreen, *, in_place: bool = False, at: int) -> None:
    """Show a screen of the help, in place if one of its buttons was pressed."""
    body: dict[str, object] = {"screen": screen, "locale": visitor.locale}
    spot = pressed_spot(tx, visitor.id) if in_place else None
    add_out(tx, OutType.HELP, visitor.id, body=body, spot=spot, priority=Priority.REPLY, due_at=at)


def read_help(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> HelpView:
    """Return what the help depends on; the person may never have written before."""
    contributor = find_contributor(tx, contributor_id)
    is_admin = contributor_id in terms.admin_ids
    was_named = is_admin or has_role(tx, contributor_id, Role.REQUESTER)
    return HelpView(
        is_subscribed=contributor is not None
        and contributor.state in {ContributorState.ACTIVE, ContributorState.PAUSED},
        may_ask=was_named or terms.open_requesters,
        asks=was_named or (terms.open_requesters and count_projects(tx, contributor_id) > 0),
        is_admin=is_admin,
        consent=newest_consent(tx, contributor_id),
        policy=Policy(contact=terms.privacy_contact, url=terms.privacy_url, retention=terms.retention),
    )
