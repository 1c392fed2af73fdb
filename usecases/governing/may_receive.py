"""Tells, at the moment of sending, whether somebody may still see what was meant for a requester or an admin."""

from crowd.ids import ContributorId
from storage.conversation.out_types import OutType, SeenBy
from storage.tx import Tx
from usecases.check_access import is_requester
from usecases.governing.overseeing.send_audit import AUDIT_FILE
from usecases.terms import Terms

_SENTENCES_FOR_REQUESTERS = frozenset(
    {"project-complete", "project-ended-budget", "project-ended-deadline", "now-requester"}
)
_SENTENCES_FOR_ADMINS = frozenset({"grant-link", "status"})


def needs_right(out_type: OutType, body: dict[str, object]) -> bool:
    """Tell whether not everybody may see a row of the outbox."""
    return _seen_by(out_type, body) is not SeenBy.EVERYBODY


def may_receive(
    tx: Tx, who: ContributorId, out_type: OutType, body: dict[str, object], *, terms: Terms
) -> bool:
    """Tell whether somebody may see a row of the outbox now: a right may have been withdrawn since it was added."""
    match _seen_by(out_type, body):
        case SeenBy.ADMINS:
            return who in terms.admin_ids
        case SeenBy.REQUESTERS:
            return is_requester(tx, who, terms=terms)
        case _:
            return True


def _seen_by(out_type: OutType, body: dict[str, object]) -> SeenBy:
    if out_type.handling.seen_by is not SeenBy.CONTENT:
        return out_type.handling.seen_by
    if body.get("file") == AUDIT_FILE or body.get("key") in _SENTENCES_FOR_ADMINS:
        return SeenBy.ADMINS
    # Other files are a project's results, or are made of what their recipient did themselves.
    is_for_requesters = "file" in body or body.get("key") in _SENTENCES_FOR_REQUESTERS
    return SeenBy.REQUESTERS if is_for_requesters else SeenBy.EVERYBODY
