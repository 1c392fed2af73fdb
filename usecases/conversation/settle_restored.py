"""Makes a restored database safe to continue with: the chats have moved on since the backup was made."""

from storage.announcing.stars import close_month
from storage.answering.cards import outdate_cards
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out, give_up_out
from storage.free_ids import leave_gap
from storage.governing.events import NOBODY, Event, EventType, add_event
from storage.people.contributors import end_grant_links
from storage.projects.panels import outdate_panels
from storage.tx import Tx
from usecases.announcing.send_digests import skip_digests
from usecases.announcing.spread_announcements import end_announcements


def settle_restored(tx: Tx, *, at: int) -> None:
    """Deal with what cannot be known about the time between a backup and its restore.

    Messages that may have been sent in that time are not sent again. Every visible card and panel is shown again as
    the database has it. Ids given out in that time are not reused, and one-use links that may have been used expire.
    The history says that it has a gap.
    """
    add_event(tx, Event(at=at, actor_id=NOBODY, about_id=NOBODY, type=EventType.RESTORED))
    for out_type in OutType:
        if not out_type.handling.survives_restore:
            give_up_out(tx, out_type, reason="restored", at=at)
    end_announcements(tx, at=at)
    close_month(tx, at=at)
    skip_digests(tx, at=at)
    for chat_id in outdate_cards(tx, at=at):
        add_out(tx, OutType.CARD, chat_id, priority=Priority.PUSH, due_at=at)
    outdate_panels(tx)
    end_grant_links(tx, at=at)
    leave_gap(tx)
