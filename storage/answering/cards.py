"""Contributors' cards: what they show, and in which message."""

import json
from dataclasses import dataclass

from crowd.ids import AssignmentId, ContributorId
from crowd.kinds import Value
from storage.conversation.out_types import OutType
from storage.conversation.outbox import prove_sent
from storage.conversation.spots import spot_at
from storage.tx import Row, Spot, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a contributor's card shows, and where."""

    chat_id: ContributorId
    message_id: int | None
    screen: str
    page: int
    assignment_id: AssignmentId | None
    previous_assignment_id: AssignmentId | None
    version: int
    shown_version: int
    changed_at: int = 0  #: when its content last changed
    partial: Value | None = None  #: the half-made answer to what it shows
    position: int = 0  #: which of the questions of its task it shows

    @property
    def spot(self) -> Spot | None:
        """Where it is shown; None if it is not shown, or not known to be."""
        return spot_at(self.chat_id, self.message_id)


def find_card(tx: Tx, chat_id: ContributorId) -> Card | None:
    """Return somebody's card."""
    row = tx.one("SELECT * FROM card WHERE chat_id = :id", {"id": chat_id})
    return None if row is None else _card(row)


def is_card(tx: Tx, chat_id: ContributorId, message_id: int) -> bool:
    """Tell whether a message is somebody's card."""
    card = find_card(tx, chat_id)
    return card is not None and card.message_id == message_id


def put_card(
    tx: Tx,
    chat_id: ContributorId,
    *,
    screen: str,
    page: int,
    assignment_id: AssignmentId | None,
    previous_assignment_id: AssignmentId | None,
    partial: Value | None = None,
    position: int = 0,
    at: int,
) -> None:
    """Store what a card should show, as a new version each time, so that older edits can be recognized."""
    tx.execute(
        """
        INSERT INTO card (chat_id, screen, page, assignment_id, previous_assignment_id, partial, position,
            changed_at)
        VALUES (:chat, :screen, :page, :assignment, :previous, :partial, :position, :at)
        ON CONFLICT (chat_id) DO UPDATE SET screen = excluded.screen, page = excluded.page,
            assignment_id = excluded.assignment_id, previous_assignment_id = excluded.previous_assignment_id,
            partial = excluded.partial, position = excluded.position, changed_at = excluded.changed_at,
            version = card.version + 1
        """,
        {
            "chat": chat_id,
            "screen": screen,
            "page": page,
            "assignment": assignment_id,
            "previous": previous_assignment_id,
            "partial": None if partial is None else json.dumps(partial, ensure_ascii=False),
            "position": position,
            "at": at,
        },
    )


def adopt_card(tx: Tx, spot: Spot) -> None:
    """Store that a pressed message is its chat's card, if it is not known which message that is.

    The press proves that the message arrived, even if sending it timed out.
    """
    adopted = tx.execute(
        "UPDATE card SET message_id = :message WHERE chat_id = :chat AND message_id IS NULL RETURNING 1",
        {"chat": spot.chat_id, "message": spot.message_id},
    )
    if adopted:
        prove_sent(tx, OutType.CARD, spot.chat_id)


def set_card_message(tx: Tx, chat_id: ContributorId, message_id: int | None) -> None:
    """Store the message that holds a card; None if it must be sent again."""
    tx.execute(
        "UPDATE card SET message_id = :message WHERE chat_id = :chat",
        {"chat": chat_id, "message": message_id},
    )


def leave_card(tx: Tx, chat_id: ContributorId) -> None:
    """Leave a card in a message that cannot be changed; the next card is sent as a new message."""
    tx.execute(
        """
        UPDATE card SET left_message_id = coalesce(message_id, left_message_id), message_id = NULL
        WHERE chat_id = :chat
        """,
        {"chat": chat_id},
    )


def leave_message(tx: Tx, chat_id: ContributorId, message_id: int) -> None:
    """Remember a message whose buttons could not be removed, unless the card itself was left."""
    tx.execute(
        "UPDATE card SET left_message_id = coalesce(left_message_id, :message) WHERE chat_id = :chat",
        {"chat": chat_id, "message": message_id},
    )


def take_left_card(tx: Tx, chat_id: ContributorId) -> int | None:
    """Return the message in which a card was left and forget it; None if there is none."""
    params = {"chat": chat_id}
    row = tx.one("SELECT left_message_id FROM card WHERE chat_id = :chat", params)
    if row is None or row[0] is None:
        return None
    tx.execute("UPDATE card SET left_message_id = NULL WHERE chat_id = :chat", params)
    return int(row[0])


def outdate_cards(tx: Tx, *, at: int) -> list[ContributorId]:
    """Mark the cards of everybody who has not left as outdated; return whose they are."""
    rows = tx.execute(
        """
        UPDATE card SET version = version + 1, changed_at = :at
        WHERE message_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM contributor c WHERE c.id = card.chat_id AND c.state IN ('ACTIVE', 'PAUSED'))
        RETURNING chat_id
        """,
        {"at": at},
    )
    return [ContributorId(row["chat_id"]) for row in rows]


def card_shown(tx: Tx, chat_id: ContributorId, *, message_id: int, version: int, is_new: bool) -> None:
    """Store that a version of a card was shown.

    A late edit does not change which message is the card: in the meantime, a new card may have been requested.
    """
    tx.execute(
        """
        UPDATE card SET message_id = CASE WHEN :is_new THEN :message ELSE message_id END,
            shown_version = CASE WHEN :version > shown_version THEN :version ELSE shown_version END
        WHERE chat_id = :chat
        """,
        {"chat": chat_id, "message": message_id, "version": version, "is_new": is_new},
    )


def _card(row: Row) -> Card:
    assignment, previous = row["assignment_id"], row["previous_assignment_id"]
    return Card(
        chat_id=ContributorId(row["chat_id"]),
        message_id=row["message_id"],
        screen=row["screen"],
        page=row["page"],
        assignment_id=None if assignment is None else AssignmentId(assignment),
        previous_assignment_id=None if previous is None else AssignmentId(previous),
        version=row["version"],
        shown_version=row["shown_version"],
        changed_at=row["changed_at"],
        partial=None if row["partial"] is None else json.loads(row["partial"]),
        position=row["position"],
    )
