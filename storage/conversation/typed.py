"""What people's messages were for, so that an edit can correct them. Their words are not kept here."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId
from storage.tx import Tx


class Purpose(StrEnum):
    """What a message was for."""

    STEP = "STEP"  #: the answer to a step of the dialogue about a project
    ANNOUNCEMENT = "ANNOUNCEMENT"  #: the text of an announcement
    ANSWER = "ANSWER"  #: an option of a card, or text meant as one
    PACE = "PACE"  #: how much, how often or when somebody wants to be asked
    COMMAND = "COMMAND"  #: an unknown command


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something comes from that somebody sent: a message of theirs, and the update with its current content.

    Attributes:
        message_id: The message.
        update_id: The update; 0 where that is not known any more.
    """

    message_id: int
    update_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMessage:
    """A message that somebody typed.

    Attributes:
        chat_id: The person's chat.
        origin: The message.
        purpose: What it was for.
        ref: The project, announcement or assignment it was about; 0 for none.
        part: The step of the dialogue, the screen of the pace settings, or the place of the question if it is not the
            first.
    """

    chat_id: ContributorId
    origin: Origin
    purpose: Purpose
    ref: int = 0
    part: str = ""


def put_typed(tx: Tx, typed: TypedMessage, *, at: int) -> None:
    """Store what a message was for."""
    tx.execute(
        """
        INSERT INTO typed (chat_id, message_id, purpose, ref, part, update_id, typed_at)
        VALUES (:chat, :message, :purpose, :ref, :part, :update, :at)
        ON CONFLICT (chat_id, message_id) DO UPDATE SET purpose = excluded.purpose, ref = excluded.ref,
            part = excluded.part, update_id = excluded.update_id
        """,
        {
            "chat": typed.chat_id,
            "message": typed.origin.message_id,
            "purpose": typed.purpose,
            "ref": typed.ref,
            "part": typed.part,
            "update": typed.origin.update_id,
            "at": at,
        },
    )


def find_typed(tx: Tx, chat_id: ContributorId, origin: Origin) -> TypedMessage | None:
    """Return what a message was for; None if it was for nothing or this is no longer known."""
    row = tx.one(
        "SELECT * FROM typed WHERE chat_id = :chat AND message_id = :message",
        {"chat": chat_id, "message": origin.message_id},
    )
    if row is None:
        return None
    return TypedMessage(
        chat_id=chat_id,
        origin=Origin(message_id=origin.message_id, update_id=row["update_id"]),
        purpose=Purpose(row["purpose"]),
        ref=row["ref"],
        part=row["part"],
    )


def is_newest(tx: Tx, typed: TypedMessage) -> bool:
    """Tell whether no later message was for the same thing."""
    row = tx.one(
        """
        SELECT 1 FROM typed WHERE chat_id = :chat AND purpose = :purpose AND ref = :ref AND part = :part
            AND message_id > :message LIMIT 1
        """,
        {
            "chat": typed.chat_id,
            "purpose": typed.purpose,
            "ref": typed.ref,
            "part": typed.part,
            "message": typed.origin.message_id,
        },
    )
    return row is None


def forget_typed(tx: Tx, chat_id: ContributorId, purpose: Purpose, *, ref: int = 0, part: str) -> None:
    """Stop messages from correcting this, because a button has changed it since."""
    tx.execute(
        "DELETE FROM typed WHERE chat_id = :chat AND purpose = :purpose AND ref = :ref AND part = :part",
        {"chat": chat_id, "purpose": purpose, "ref": ref, "part": part},
    )


def forget_message(tx: Tx, chat_id: ContributorId, origin: Origin) -> None:
    """Stop a message from correcting anything."""
    tx.execute(
        "DELETE FROM typed WHERE chat_id = :chat AND message_id = :message",
        {"chat": chat_id, "message": origin.message_id},
    )


def forget_old_typed(tx: Tx, *, typed_before: int, limit: int) -> int:
    """Delete what is known about old messages, which Telegram lets nobody edit. Returns how many there were."""
    gone = tx.execute(
        """
        DELETE FROM typed WHERE (chat_id, message_id) IN (
            SELECT chat_id, message_id FROM typed WHERE typed_at < :before ORDER BY typed_at LIMIT :limit)
        RETURNING 1
        """,
        {"before": typed_before, "limit": limit},
    )
    return len(gone)
