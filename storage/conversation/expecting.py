"""What each chat was last asked for, which decides what typed text is for."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId
from storage.conversation.spots import message_at, spot_at
from storage.tx import Spot, Tx


class Expected(StrEnum):
    """What was asked for."""

    STEP = "STEP"  #: a step of the dialogue about a project
    ANNOUNCEMENT = "ANNOUNCEMENT"  #: the text of an announcement
    FILE = "FILE"  #: the answer to a question about a file they sent
    PACE = "PACE"  #: how much, how often or when somebody wants to be asked
    REASON = "REASON"  #: an admin's reason for what they are about to do
    WORDS = "WORDS"  #: a few words about something they reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Expecting:
    """What a chat was last asked for.

    Attributes:
        what: What input.
        part: The screen of the pace settings, what a reason is for, or the report; empty for anything else.
        spot: Where the pace settings are shown; None while unknown.
        since: When the chat was asked.
    """

    what: Expected
    part: str
    spot: Spot | None
    since: int


def find_expecting(tx: Tx, chat_id: ContributorId) -> Expecting | None:
    """Return what a chat was last asked for."""
    row = tx.one("SELECT * FROM expecting WHERE chat_id = :chat", {"chat": chat_id})
    if row is None:
        return None
    return Expecting(
        what=Expected(row["what"]),
        part=row["part"],
        spot=spot_at(chat_id, row["message_id"]),
        since=row["since"],
    )


def expect(
    tx: Tx,
    chat_id: ContributorId,
    what: Expected,
    *,
    part: str = "",
    spot: Spot | None = None,
    at: int,
) -> None:
    """Store what a chat has just been asked for."""
    tx.execute(
        """
        INSERT INTO expecting (chat_id, what, part, message_id, since) VALUES (:chat, :what, :part, :message, :at)
        ON CONFLICT (chat_id) DO UPDATE SET what = excluded.what, part = excluded.part,
            message_id = excluded.message_id, since = excluded.since
        """,
        {"chat": chat_id, "what": what, "part": part, "message": message_at(spot), "at": at},
    )


def expect_no_more(tx: Tx, chat_id: ContributorId, what: Expected) -> None:
    """Store that a chat is no longer asked for this."""
    tx.execute(
        "DELETE FROM expecting WHERE chat_id = :chat AND what = :what", {"chat": chat_id, "what": what}
    )


def set_expecting_message(tx: Tx, chat_id: ContributorId, what: Expected, message_id: int) -> None:
    """Store which message asks for it."""
    tx.execute(
        "UPDATE expecting SET message_id = :message WHERE chat_id = :chat AND what = :what",
        {"chat": chat_id, "what": what, "message": message_id},
    )
