"""An announcement: one message to many people. It only goes to people whom the bot may write to."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.announcing.fares import Fare, FareEnd
from crowd.ids import DAY, MINUTE, AnnouncementId, ContributorId, ProjectId
from crowd.states import Steps

#: Most characters in an announcement as Telegram counts them (UTF-16 units, without markup), with room for its head.
MOST_TEXT = 3500
#: After this time it is no longer news, and nobody else gets it.
STALE_AFTER = 3 * DAY
#: When to check again whether people whom the bot may not write to have done something.
LOOK_AGAIN = 15 * MINUTE


class AnnouncementState(StrEnum):
    """The state of an announcement."""

    DRAFT = "DRAFT"  #: being written, or reviewed before it is sent
    SENDING = "SENDING"
    STOPPED = "STOPPED"  #: its author stopped it
    DONE = "DONE"  #: nobody is left to send it to
    DROPPED = "DROPPED"  #: never sent


ANNOUNCEMENT_STEPS: Steps[AnnouncementState] = {
    AnnouncementState.DRAFT: {AnnouncementState.SENDING, AnnouncementState.DROPPED},
    AnnouncementState.SENDING: {AnnouncementState.STOPPED, AnnouncementState.DONE},
    AnnouncementState.STOPPED: set(),
    AnnouncementState.DONE: set(),
    AnnouncementState.DROPPED: set(),
}


class RecipientState(StrEnum):
    """What happened to an announcement for one person."""

    WAITING = "WAITING"  #: not their time yet
    QUEUED = "QUEUED"  #: about to be sent
    SENT = "SENT"
    UNKNOWN = "UNKNOWN"  #: it may have arrived; never sent again
    FAILED = "FAILED"  #: Telegram refused it: they blocked the bot or deleted their account
    DROPPED = "DROPPED"  #: stopped first, or they opted out, or it was too late


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One message to many people.

    Attributes:
        id: Its id.
        author_id: Who wrote it and watches its progress.
        project_id: The project whose contributors get it; None for all subscribers.
        text: Its text in Telegram's HTML; None until it is written.
        state: Its state.
        message_id: The message in the author's chat that shows the draft and then the progress; None before it exists.
        version: Increases each time that message has to show something new.
        started_at: When sending started, in microseconds; None before.
        fare: How it is sent.
        fare_end: Why sending went back from paid to free; None otherwise.
        paid: How many of its messages were paid for, or may have been.
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
