"""Announcements, from writing them to watching their progress."""

from dataclasses import dataclass

from crowd.announcing.announcements import Announcement, AnnouncementState
from crowd.announcing.fares import Fare, FareEnd
from crowd.ids import AnnouncementId, ContributorId, ProjectId
from storage.conversation.spots import message_at, spot_at
from storage.free_ids import free_id
from storage.tx import Row, Spot, Tx


def add_announcement(
    tx: Tx, author_id: ContributorId, project_id: ProjectId | None, *, spot: Spot | None, at: int
) -> AnnouncementId:
    """Store an announcement without text yet."""
    rows = tx.execute(
        """
        INSERT INTO announcement (id, author_id, project_id, state, message_id, created_at)
        VALUES (:id, :author, :project, 'DRAFT', :message, :at) RETURNING id
        """,
        {
            "id": free_id(tx, "announcement"),
            "author": author_id,
            "project": project_id,
            "message": message_at(spot),
            "at": at,
        },
    )
    return AnnouncementId(rows[0]["id"])


def find_announcement(tx: Tx, announcement_id: AnnouncementId) -> Announcement | None:
    """Return an announcement by anybody; the caller checks whose it is."""
    row = tx.one("SELECT * FROM announcement WHERE id = :id", {"id": announcement_id})
    return None if row is None else _announcement(row)


def find_announcement_draft(tx: Tx, author_id: ContributorId) -> Announcement | None:
    """Return the announcement that somebody is drafting."""
    row = tx.one(
        "SELECT * FROM announcement WHERE author_id = :id AND state = 'DRAFT' ORDER BY id DESC LIMIT 1",
        {"id": author_id},
    )
    return None if row is None else _announcement(row)


def set_announcement_text(tx: Tx, announcement_id: AnnouncementId, text: str | None) -> None:
    """Store the text of an announcement in Telegram's HTML; None to write it again."""
    tx.execute(
        "UPDATE announcement SET text = :text, version = version + 1 WHERE id = :id",
        {"id": announcement_id, "text": text},
    )


def announcement_spot(announcement: Announcement) -> Spot | None:
    """Return where an announcement is shown to its author; None if it is not, or not known to be."""
    return spot_at(announcement.author_id, announcement.message_id)


def move_announcement(tx: Tx, announcement_id: AnnouncementId, spot: Spot | None) -> None:
    """Store where an announcement is shown to its author; None if it is not shown or must be sent again."""
    set_announcement_message(tx, announcement_id, message_at(spot))


def set_announcement_message(tx: Tx, announcement_id: AnnouncementId, message_id: int | None) -> None:
    """Store the message that shows an announcement; None if it is not shown or must be sent again."""
    tx.execute(
        "UPDATE announcement SET message_id = :message WHERE id = :id",
        {"id": announcement_id, "message": message_id},
    )


def set_announcement_state(
    tx: Tx, announcement_id: AnnouncementId, state: AnnouncementState, *, was: AnnouncementState, at: int
) -> bool:
    """Move an announcement from state `was` to `state`; False if its state has changed in the meantime."""
    rows = tx.execute(
        """
        UPDATE announcement SET state = :state, version = version + 1,
            started_at = CASE WHEN :state = 'SENDING' THEN :at ELSE started_at END
        WHERE id = :id AND state = :was RETURNING id
        """,
        {"id": announcement_id, "state": state, "was": was, "at": at},
    )
    return bool(rows)


def settle_announcement(tx: Tx, announcement_id: AnnouncementId, *, at: int) -> None:
    """Store that the outcome of an announcement is known for every recipient."""
    tx.execute(
        "UPDATE announcement SET settled_at = :at, version = version + 1 WHERE id = :id",
        {"id": announcement_id, "at": at},
    )


def touch_announcement(tx: Tx, announcement_id: AnnouncementId) -> None:
    """Store that an announcement's panel has something new to show."""
    tx.execute("UPDATE announcement SET version = version + 1 WHERE id = :id", {"id": announcement_id})


def set_fare(tx: Tx, announcement_id: AnnouncementId, fare: Fare, end: FareEnd | None = None) -> None:
    """Store how an announcement is sent, and why that changed."""
    tx.execute(
        "UPDATE announcement SET fare = :fare, fare_end = :end, version = version + 1 WHERE id = :id",
        {"id": announcement_id, "fare": fare, "end": end},
    )


def paid_announcements(tx: Tx) -> list[Announcement]:
    """Return the announcements being sent for Stars, oldest first."""
    return [
        announcement
        for announcement in going_announcements(tx)
        if announcement.state is AnnouncementState.SENDING and announcement.fare is Fare.PAID
    ]


def going_announcements(tx: Tx) -> list[Announcement]:
    """Return the announcements that were started but are not settled, oldest first."""
    rows = tx.execute(
        "SELECT * FROM announcement WHERE started_at IS NOT NULL AND settled_at IS NULL ORDER BY id"
    )
    return [_announcement(row) for row in rows]


def announced_since(tx: Tx, author_id: ContributorId, at: int) -> int:
    """Return how many announcements somebody has started since a time."""
    row = tx.one(
        "SELECT count(*) FROM announcement WHERE author_id = :id AND started_at > :at",
        {"id": author_id, "at": at},
    )
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutdatedPanel:
    """An announcement whose panel is out of date."""

    announcement_id: AnnouncementId
    chat_id: ContributorId


def outdated_announcements(tx: Tx, *, shown_before: int) -> list[OutdatedPanel]:
    """Return the announcements whose panels are out of date and were last updated before a time."""
    rows = tx.execute(
        """
        SELECT id, author_id FROM announcement
        WHERE message_id IS NOT NULL AND version > shown_version AND shown_at < :before
            AND state IN ('SENDING', 'STOPPED', 'DONE')
        """,
        {"before": shown_before},
    )
    return [
        OutdatedPanel(announcement_id=AnnouncementId(row["id"]), chat_id=ContributorId(row["author_id"]))
        for row in rows
    ]


def announcement_shown(
    tx: Tx, announcement_id: AnnouncementId, *, message_id: int, version: int, is_new: bool, at: int
) -> None:
    """Store that a version of an announcement's panel was shown.

    A late edit does not change which message is the panel.
    """
    tx.execute(
        """
        UPDATE announcement SET message_id = CASE WHEN :is_new THEN :message ELSE message_id END, shown_at = :at,
            shown_version = CASE WHEN :version > shown_version THEN :version ELSE shown_version END
        WHERE id = :id
        """,
        {"id": announcement_id, "message": message_id, "version": version, "is_new": is_new, "at": at},
    )


def _announcement(row: Row) -> Announcement:
    return Announcement(
        id=AnnouncementId(row["id"]),
        author_id=ContributorId(row["author_id"]),
        project_id=None if row["project_id"] is None else ProjectId(row["project_id"]),
        text=row["text"],
        state=AnnouncementState(row["state"]),
        message_id=row["message_id"],
        version=row["version"],
        started_at=row["started_at"],
        fare=Fare(row["fare"]),
        fare_end=None if row["fare_end"] is None else FareEnd(row["fare_end"]),
        paid=row["paid"],
    )
