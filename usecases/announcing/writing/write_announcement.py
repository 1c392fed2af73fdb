"""Stores the text of an announcement."""

from dataclasses import dataclass

from crowd.announcing.announcements import MOST_TEXT
from crowd.announcing.fares import Fare
from crowd.errors import NotFound, ValueRefused
from crowd.ids import ContributorId
from storage.announcing.announcements import (
    announcement_spot,
    find_announcement_draft,
    move_announcement,
    set_announcement_text,
    set_fare,
)
from storage.conversation.spots import retire
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import show_announcement
from usecases.check_access import check_requester
from usecases.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody typed as an announcement.

    Attributes:
        html: The text, in Telegram's HTML.
        width: Its length as Telegram counts it: UTF-16 units without markup.
    """

    html: str
    width: int


def write_announcement(tx: Tx, written: Written, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Store what somebody typed as the text of their announcement, and show it as people will see it.

    Raises:
        NotFound: They are not writing an announcement.
        ValueRefused: It is too long.
    """
    check_requester(tx, by, terms=terms)
    draft = find_announcement_draft(tx, by)
    if draft is None or draft.text is not None:
        raise NotFound
    check_announcement(written)
    set_announcement_text(tx, draft.id, written.html)
    set_fare(tx, draft.id, Fare.FREE)
    # The preview is shown below what was typed.
    retire(tx, announcement_spot(draft), at=at)
    move_announcement(tx, draft.id, None)
    show_announcement(tx, draft.id, by, at=at)


def check_announcement(written: Written) -> None:
    """Check that a text can be sent as an announcement.

    Raises:
        ValueRefused: It is too long.
    """
    if written.width > MOST_TEXT:
        raise ValueRefused("text-too-long", {"found": written.width, "most": MOST_TEXT})
