"""Stops sending announcements to somebody."""

from crowd.announcing.announcements import RecipientState
from crowd.errors import NotFound
from crowd.ids import AnnouncementId
from crowd.people.visitors import Visitor
from storage.announcing.announcements import touch_announcement
from storage.announcing.recipients import find_recipient, set_recipient
from storage.conversation.out_types import OutType
from storage.conversation.outbox import prove_sent
from storage.conversation.spots import pressed_spot, retire
from storage.people.paces import set_announcements
from storage.tx import Tx
from usecases.people.subscribing.meet import meet


def mute(tx: Tx, visitor: Visitor, announcement_id: AnnouncementId, *, at: int) -> None:
    """Stop sending announcements to somebody; /pace turns them back on.

    Raises:
        NotFound: This announcement was not sent to them.
    """
    meet(tx, visitor, at=at)
    state = find_recipient(tx, announcement_id, visitor.id)
    if state is None:
        raise NotFound
    if state is RecipientState.UNKNOWN:
        # The press proves that it arrived.
        prove_sent(tx, OutType.ANNOUNCEMENT, visitor.id)
        set_recipient(tx, announcement_id, visitor.id, RecipientState.SENT)
        touch_announcement(tx, announcement_id)
    set_announcements(tx, visitor.id, wanted=False)
    retire(tx, pressed_spot(tx, visitor.id), at=at)
