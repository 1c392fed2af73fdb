"""Makes a restored database safe to go on with: the chats have moved on since the backup was made."""

from storage.cards import outdate_cards, outdate_panels
from storage.contributors import end_grant_links
from storage.free_ids import leave_gap
from storage.outbox import OutKind, Priority, add_out, give_up_out
from storage.stars import close_month
from storage.tx import Tx
from usecases.send_digests import skip_digests
from usecases.spread_announcements import end_announcements

#: What shows the same however often it is sent. All else may have been sent after the backup.
_REPEATABLE = frozenset({OutKind.RETIRE, OutKind.DIALOGUE})


def settle_restored(tx: Tx, *, at: int) -> None:
    """Settle what cannot be known of the time between a backup and its restore.

    No message is sent that may have been sent then; every card and panel on display is shown anew, as the
    database has it; ids given out then are not given out again; and one-use links that may have been used are dead.
    """
    for kind in OutKind:
        if kind not in _REPEATABLE:
            give_up_out(tx, kind, reason="restored", at=at)
    end_announcements(tx, at=at)
    close_month(tx, at=at)
    skip_digests(tx, at=at)
    for chat_id in outdate_cards(tx, at=at):
        add_out(tx, OutKind.CARD, chat_id, priority=Priority.PUSH, due_at=at)
    outdate_panels(tx)
    end_grant_links(tx, at=at)
    leave_gap(tx)
