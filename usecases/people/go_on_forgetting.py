"""Deletes, page by page, what is left of people who were forgotten."""

from enum import StrEnum

from crowd.ids import ContributorId
from storage.drafting.forget_drafts import forget_drafts
from storage.people.forgetting import (
    Forgetting,
    awaits_discarding,
    begin_detaching,
    being_forgotten,
    detach,
    end_detaching,
    end_forgetting,
    forget_messages,
    forget_naming,
    unsent_messages,
)
from storage.tx import Tx

#: Rows deleted in one transaction, and messages looked through, so that nobody else waits for long.
ROWS_AT_ONCE = 1000
ANSWERS_AT_ONCE = 250
MESSAGES_AT_ONCE = 20_000
#: The newest messages that may belong to the farewell: the acknowledged press, what is said, buttons that go.
_FAREWELL = 200


class Pace(StrEnum):
    """What a page has come to."""

    WORKING = "WORKING"  #: there is more to do now
    ENDED = "ENDED"  #: one person is forgotten for good
    WAITING = "WAITING"  #: their last messages are still being sent, or their answers taken out of the count
    NOBODY = "NOBODY"  #: nobody is left to look at


def go_on_forgetting(tx: Tx, *, after: ContributorId | None = None) -> tuple[Pace, ContributorId | None]:
    """Do a page of work for the first person after `after`; return what it came to, and for whom."""
    forgetting = being_forgotten(tx, after=after)
    if forgetting is None:
        return Pace.NOBODY, None
    return _page(tx, forgetting), forgetting.contributor_id


def _page(tx: Tx, forgetting: Forgetting) -> Pace:
    if forget_naming(tx, forgetting, limit=ROWS_AT_ONCE) == ROWS_AT_ONCE:
        return Pace.WORKING
    if awaits_discarding(tx, forgetting):
        return Pace.WAITING
    if forgetting.project_id is not None:
        if detach(tx, forgetting, limit=ANSWERS_AT_ONCE) < ANSWERS_AT_ONCE:
            end_detaching(tx, forgetting)
        return Pace.WORKING
    if begin_detaching(tx, forgetting):
        return Pace.WORKING
    # Their projects, and whatever drafts others have deleted.
    if forget_drafts(tx, limit=ROWS_AT_ONCE):
        return Pace.WORKING
    if forget_messages(tx, forgetting, farewell=_FAREWELL, limit=MESSAGES_AT_ONCE) is not None:
        return Pace.WORKING
    if unsent_messages(tx, forgetting, farewell=_FAREWELL):
        return Pace.WAITING
    end_forgetting(tx, forgetting.contributor_id)
    return Pace.ENDED
