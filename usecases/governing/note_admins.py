"""Notes who became an admin, and who is one no longer: that is decided in the settings, outside the chat."""

from crowd.ids import ContributorId
from storage.governing.events import NOBODY, Event, EventType, add_event, noted_admins
from storage.tx import Tx
from usecases.terms import Terms


def note_admins(tx: Tx, *, terms: Terms, at: int) -> None:
    """Store what changed since the bot was started last."""
    before, now = noted_admins(tx), {ContributorId(who) for who in terms.admin_ids}
    for changed, event_type in (
        (now - before, EventType.ADMIN_ADDED),
        (before - now, EventType.ADMIN_REMOVED),
    ):
        for who in sorted(changed):
            add_event(tx, Event(at=at, actor_id=NOBODY, about_id=who, type=event_type))
