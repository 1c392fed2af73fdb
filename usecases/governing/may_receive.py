"""Tells, at the moment of sending, whether somebody may still see what was meant for a requester or an admin."""

from crowd.ids import ContributorId
from storage.conversation.outbox import OutKind
from storage.tx import Tx
from usecases.check_access import is_requester
from usecases.governing.oversee import AUDIT_FILE
from usecases.terms import Terms

#: What shows a requester their own projects.
_FOR_REQUESTERS = frozenset(
    {
        OutKind.PANEL,
        OutKind.DIALOGUE,
        OutKind.PROJECTS,
        OutKind.FILE,
        OutKind.PREVIEW,
        OutKind.SUMMARY,
        OutKind.AGREEMENT,
        OutKind.INVITE,
        OutKind.ANNOUNCEMENT_PANEL,
    }
)
_FOR_ADMINS = frozenset({OutKind.OVERSIGHT, OutKind.REPORTED})
_SENTENCES_FOR_REQUESTERS = frozenset(
    {"project-complete", "project-ended-budget", "project-ended-deadline", "now-requester"}
)
_SENTENCES_FOR_ADMINS = frozenset({"grant-link", "status"})


def needs_right(kind: OutKind, body: dict[str, object]) -> bool:
    """Tell whether not everybody may see a row of the outbox."""
    if kind is OutKind.TEXT:
        return body.get("key") in _SENTENCES_FOR_REQUESTERS | _SENTENCES_FOR_ADMINS
    if kind is OutKind.DOCUMENT:
        # A project's results, or the audit; other documents are made of what their recipient did themselves.
        return "file" in body
    return kind in _FOR_REQUESTERS | _FOR_ADMINS


def may_receive(tx: Tx, who: ContributorId, kind: OutKind, body: dict[str, object], *, terms: Terms) -> bool:
    """Tell whether somebody may see a row of the outbox now: a right may have been withdrawn since it was added."""
    of_admins = kind in _FOR_ADMINS or body.get("file") == AUDIT_FILE
    if of_admins or (kind is OutKind.TEXT and body.get("key") in _SENTENCES_FOR_ADMINS):
        return who in terms.admin_ids
    return not needs_right(kind, body) or is_requester(tx, who, terms=terms)
