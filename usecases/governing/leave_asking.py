"""Ends whatever somebody is asked as a requester, once they may not ask people any more."""

from crowd.ids import ContributorId
from storage.announcing.announcements import find_announcement_draft
from storage.conversation.expecting import Expected, expect_no_more
from storage.conversation.spots import retire
from storage.drafting.dialogues import end_dialogue, find_dialogue
from storage.tx import Tx
from usecases.announcing.writing.drop_announcement import give_up_announcement
from usecases.drafting.take_file import drop_pending

#: What only a requester is asked for.
_ASKED = (Expected.STEP, Expected.ANNOUNCEMENT, Expected.FILE)


def leave_asking(tx: Tx, who: ContributorId, *, at: int) -> None:
    """Let what somebody types be an answer to their task again: drafts are kept, unsent announcements are dropped."""
    draft = find_dialogue(tx, who)
    if draft is not None:
        end_dialogue(tx, draft.project_id)
        retire(tx, draft.spot, at=at)
    announcement = find_announcement_draft(tx, who)
    if announcement is not None:
        give_up_announcement(tx, announcement, at=at)
    drop_pending(tx, by=who, at=at)
    for what in _ASKED:
        expect_no_more(tx, who, what)
