"""Stops paying for one announcement, and tells its author."""

from crowd.announcing.announcements import Announcement
from crowd.announcing.fares import Fare, FareEnd
from crowd.ids import ContributorId
from storage.announcing.announcements import set_fare
from storage.announcing.recipients import change_lane
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import show_announcement
from usecases.governing.keep_history import keep_announced


def end_fare(tx: Tx, announcement: Announcement, end: FareEnd, *, by: ContributorId, at: int) -> None:
    """Stop paying for an announcement: those who do not have it yet get it free of charge."""
    set_fare(tx, announcement.id, Fare.FREE, end)
    # What is being sent right now stays paid; if it comes back unsent, it continues with the others.
    change_lane(tx, announcement.id, before=Priority.PAID, after=Priority.REPORT)
    keep_announced(tx, announcement, EventType.PAYING_ENDED, by=by, reason=end, at=at)


def tell_author(tx: Tx, announcement: Announcement, end: FareEnd, *, is_over: bool, at: int) -> None:
    """Tell the author of an announcement why it is no longer paid for; `is_over` if nobody else gets it."""
    body: dict[str, object] = {"key": "fare-ended", "args": {"end": end.lower(), "over": int(is_over)}}
    add_out(tx, OutType.TEXT, announcement.author_id, body=body, priority=Priority.REPORT, due_at=at)
    show_announcement(tx, announcement.id, announcement.author_id, at=at)
