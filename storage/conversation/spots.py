"""Spots in chats, where something is shown: the pressed message, and messages that lose their buttons."""

from dataclasses import dataclass

from crowd.ids import ContributorId
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Spot, Tx


def spot_at(chat_id: ContributorId, message_id: int | None) -> Spot | None:
    """Return the spot of a message; None if there is none."""
    return None if message_id is None else Spot(chat_id, message_id)


def message_at(spot: Spot | None) -> int | None:
    """Return the message of a spot; None if there is none."""
    return None if spot is None else spot.message_id


def pressed_spot(tx: Tx, who: ContributorId) -> Spot | None:
    """Return where somebody pressed the button that led to this transaction; None if they did not press any."""
    pressed = tx.pressed
    return pressed if pressed is not None and pressed.chat_id == who else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presser:
    """Somebody who pressed a button.

    Attributes:
        ban: Why they are banned; None if they are not.
        is_known: Whether anything is stored about them: false for strangers and for those who were forgotten.
        has_lost_card: Whether they have a card of which it is not known where it is shown.
    """

    ban: str | None
    is_known: bool
    has_lost_card: bool


def find_presser(tx: Tx, who: ContributorId) -> Presser:
    """Return what matters about somebody who pressed a button, in one query: nearly every update is a press."""
    row = tx.execute(
        """
        SELECT (SELECT reason FROM ban WHERE contributor_id = :id) AS ban,
            EXISTS (SELECT 1 FROM contributor WHERE id = :id AND created_at > 0) AS is_known,
            EXISTS (SELECT 1 FROM card WHERE chat_id = :id AND message_id IS NULL) AS has_lost_card
        """,
        {"id": who},
    )[0]
    return Presser(ban=row["ban"], is_known=bool(row["is_known"]), has_lost_card=bool(row["has_lost_card"]))


def retire(tx: Tx, spot: Spot | None, *, priority: Priority = Priority.CARD, at: int) -> None:
    """Have the buttons removed from a message, if there is one."""
    if spot is not None:
        add_out(tx, OutType.RETIRE, spot.chat_id, ref=spot.message_id, priority=priority, due_at=at)
