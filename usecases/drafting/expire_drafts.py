"""Tells requesters that drafts which nobody touches will be deleted, and deletes them a day later."""

from crowd.ids import DAY, ContributorId
from crowd.people.pace import quiet_ends
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out, is_text_waiting
from storage.drafting.dialogues import find_dialogue
from storage.drafting.old_drafts import OldDraft, drafts_to_warn, expired_drafts, set_told
from storage.governing.events import NOBODY
from storage.people.paces import find_pace
from storage.tx import Spot, Tx
from usecases.drafting.delete_draft import hide_draft
from usecases.terms import Terms

#: Drafts handled in one transaction.
DRAFTS_AT_ONCE = 50
#: How long before a draft is deleted its requester is told.
WARN_BEFORE = DAY
_WARNING = "draft-expires"


def expire_drafts(tx: Tx, *, terms: Terms, at: int) -> int:
    """Warn of drafts that expire, and delete those whose requesters were warned; return how many were handled.

    Nothing is deleted while its warning waits to be sent.

    The tasks of a deleted draft are deleted bit by bit afterwards.
    """
    if not terms.draft_days:
        return 0
    oldest = at - terms.draft_days * DAY
    expired = expired_drafts(tx, touched_before=oldest, told_before=at - WARN_BEFORE, limit=DRAFTS_AT_ONCE)
    for draft in expired:
        if is_text_waiting(tx, draft.requester_id, ref=draft.id, key=_WARNING):
            # Telegram could not be reached: their day begins when it can.
            set_told(tx, draft.id, at=at)
            continue
        hide_draft(tx, draft.id, of=draft.requester_id, by=NOBODY, shown=_dialogue(tx, draft), at=at)
        _tell(tx, draft, "draft-expired", terms=terms, due_at=quiet_until(tx, draft.requester_id, at=at))
    warned = drafts_to_warn(tx, touched_before=oldest + WARN_BEFORE, limit=DRAFTS_AT_ONCE)
    for draft in warned:
        due_at = quiet_until(tx, draft.requester_id, at=at)
        set_told(tx, draft.id, at=due_at)
        _tell(tx, draft, _WARNING, terms=terms, due_at=due_at)
    return max(len(expired), len(warned))


def quiet_until(tx: Tx, who: ContributorId, *, at: int) -> int:
    """Return when somebody's quiet hours end; now, outside of them."""
    pace, _ = find_pace(tx, who)
    return quiet_ends(pace, at)


def _dialogue(tx: Tx, draft: OldDraft) -> set[Spot | None]:
    """Return where the chat shows the dialogue about a draft."""
    current = find_dialogue(tx, draft.requester_id)
    return {current.spot} if current is not None and current.project_id == draft.id else set()


def _tell(tx: Tx, draft: OldDraft, key: str, *, terms: Terms, due_at: int) -> None:
    body: dict[str, object] = {"key": key, "args": {"project": draft.name, "days": terms.draft_days}}
    add_out(
        tx, OutType.TEXT, draft.requester_id, ref=draft.id, body=body, priority=Priority.REPORT, due_at=due_at
    )
