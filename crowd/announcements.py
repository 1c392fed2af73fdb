"""An announcement: one message to many people, which only those get who may be written to."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.fares import Fare, FareEnd
from crowd.ids import DAY, MINUTE, AnnouncementId, ContributorId, ProjectId
from crowd.states import Steps

#: Most characters of an announcement as Telegram counts them (UTF-16 units, markup not counted): its head needs room.
MOST_TEXT = 3500
#: After this time nobody gets it any more: it is news no longer.
STALE_AFTER = 3 * DAY
#: Who may not be written to before they do something is looked at again after this time.
LOOK_AGAIN = 15 * MINUTE


class AnnouncementState(StrEnum):
    """Where an announcement stands."""

    DRAFT = "DRAFT"  #: being written, or looked at before it is sent
    SENDING = "SENDING"
    STOPPED = "STOPPED"  #: its author stopped it
    DONE = "DONE"  #: nobody is left to get it
    DROPPED = "DROPPED"  #: never sent


ANNOUNCEMENT_STEPS: Steps[AnnouncementState] = {
    AnnouncementState.DRAFT: {AnnouncementState.SENDING, AnnouncementState.DROPPED},
    AnnouncementState.SENDING: {AnnouncementState.STOPPED, AnnouncementState.DONE},
    AnnouncementState.STOPPED: set(),
    AnnouncementState.DONE: set(),
    AnnouncementState.DROPPED: set(),
}


class RecipientState(StrEnum):
    """What became of an announcement for one person."""

    WAITING = "WAITING"  #: not their time yet
    QUEUED = "QUEUED"  #: about to be sent
    SENT = "SENT"
    UNKNOWN = "UNKNOWN"  #: it may have arrived; never sent again
    FAILED = "FAILED"  #: Telegram refused it: they blocked the bot, or are gone
    DROPPED = "DROPPED"  #: stopped before, or they wanted no more of them, or too late


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One message to many people.

    Attributes:
        id: Its id.
        author_id: Who wrote it, and follows it.
        project_id: The project whose contributors get it; None for everybody who is subscribed.
        text: What it says, in Telegram's HTML; None while it is not written.
        state: Where it stands.
        message_id: The message in its author's chat in which it is written and followed; None before there is one.
        version: Grows with each change of what that message shows.
        started_at: When it was let go, in microseconds; None before.
        fare: How it travels.
        fare_end: Why it goes on free of charge, after it was paid for; None otherwise.
        paid: Messages of it that were paid for, or may have been.
    """

    id: AnnouncementId
    author_id: ContributorId
    project_id: ProjectId | None
    text: str | None
    state: AnnouncementState
    message_id: int | None
    version: int
    started_at: int | None
    fare: Fare = Fare.FREE
    fare_end: FareEnd | None = None
    paid: int = 0
