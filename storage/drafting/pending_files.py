"""Files and pasted lines that somebody sent to start a project, until their content is understood."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from crowd.ids import ContributorId, PendingFileId
from storage.conversation.spots import pressed_spot, spot_at
from storage.conversation.typed import Origin
from storage.free_ids import free_id, keep_used
from storage.tx import Row, Spot, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file or pasted lines that somebody sent.

    Attributes:
        origin: Where it came from.
        name: The file's name.
        file_id: By what Telegram gives the file; None for lines that were pasted.
        text: The pasted lines; None for a file.
        caption: The file's caption.
        album: The album it came in.
        size: Size in bytes, if known before it is fetched.
    """

    origin: Origin
    name: str
    file_id: str | None = None
    text: str | None = None
    caption: str | None = None
    album: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingFile:
    """Something received, with the answers about it and what its message shows.

    Attributes:
        choices: The answers so far, by question name.
        screen: The screen that its message shows.
        shown: The figures and names on that screen.
        asks: The open question; None if there is nothing left to ask.
    """

    id: PendingFileId
    requester_id: ContributorId
    received: Received
    choices: Mapping[str, object]
    screen: str
    shown: Mapping[str, object]
    asks: str | None
    message_id: int | None
    changed_at: int

    @property
    def spot(self) -> Spot | None:
        """Where it is asked about; None if nowhere yet, or if that is not known."""
        return spot_at(self.requester_id, self.message_id)


def add_pending(
    tx: Tx, requester_id: ContributorId, received: Received, *, screen: str, at: int
) -> PendingFile:
    """Store something received."""
    rows = tx.execute(
        """
        INSERT INTO pending_file (id, requester_id, source_message, name, file_id, content, caption, album, size,
            choices, screen, shown, changed_at)
        VALUES (:id, :requester, :source, :name, :file, :content, :caption, :album, :size, '{}', :screen, '{}', :at)
        RETURNING *
        """,
        {
            "id": free_id(tx, "pending_file"),
            "requester": requester_id,
            "source": received.origin.message_id,
            "name": received.name,
            "file": received.file_id,
            "content": received.text,
            "caption": received.caption,
            "album": received.album,
            "size": received.size,
            "screen": screen,
            "at": at,
        },
    )
    return _pending(rows[0])


def find_pending(tx: Tx, pending_id: PendingFileId) -> PendingFile | None:
    """Return something received from anybody; the caller checks who sent it."""
    row = tx.one("SELECT * FROM pending_file WHERE id = :id", {"id": pending_id})
    return None if row is None else _pending(row)


def find_received(tx: Tx, requester_id: ContributorId, origin: Origin) -> PendingFile | None:
    """Return what was received in a message of somebody's."""
    row = tx.one(
        "SELECT * FROM pending_file WHERE requester_id = :id AND source_message = :source",
        {"id": requester_id, "source": origin.message_id},
    )
    return None if row is None else _pending(row)


def list_open(tx: Tx, requester_id: ContributorId) -> list[PendingFile]:
    """Return what somebody is still being asked about, oldest first."""
    rows = tx.execute(
        "SELECT * FROM pending_file WHERE requester_id = :id AND asks IS NOT NULL ORDER BY id",
        {"id": requester_id},
    )
    return [_pending(row) for row in rows]


def set_pending(
    tx: Tx,
    pending_id: PendingFileId,
    *,
    choices: Mapping[str, object],
    screen: str,
    shown: Mapping[str, object],
    asks: str | None,
    at: int,
) -> None:
    """Store what the message about something received shows now; delete pasted lines once nothing is asked."""
    tx.execute(
        """
        UPDATE pending_file SET choices = :choices, screen = :screen, shown = :shown, asks = :asks, changed_at = :at,
            content = CASE WHEN :asks IS NULL THEN NULL ELSE content END
        WHERE id = :id
        """,
        {
            "id": pending_id,
            "choices": json.dumps(dict(choices)),
            "screen": screen,
            "shown": json.dumps(dict(shown), ensure_ascii=False),
            "asks": asks,
            "at": at,
        },
    )


def set_pending_text(tx: Tx, pending_id: PendingFileId, text: str) -> None:
    """Store pasted lines with more lines added, to ask about them in a new message."""
    tx.execute(
        "UPDATE pending_file SET content = :text, message_id = NULL WHERE id = :id",
        {"id": pending_id, "text": text},
    )


def set_pending_message(tx: Tx, pending_id: PendingFileId, message_id: int | None) -> None:
    """Store which message asks about something received; None if it must be sent again."""
    tx.execute(
        "UPDATE pending_file SET message_id = :message WHERE id = :id",
        {"id": pending_id, "message": message_id},
    )


def adopt_pending(tx: Tx, pending: PendingFile) -> None:
    """Store that the pressed message asks about something received, if it is not known which message does.

    The press proves that the question has arrived.
    """
    pressed = pressed_spot(tx, pending.requester_id)
    if pending.message_id is None and pressed is not None:
        set_pending_message(tx, pending.id, pressed.message_id)


def forget_pending(tx: Tx, *, changed_before: int, limit: int) -> int:
    """Delete files and pasted lines that nothing has happened to for long; their ids aren't given out again.

    Returns how many there were.
    """
    old = {"before": changed_before, "limit": limit}
    rows = tx.execute(
        """
        DELETE FROM pending_file WHERE id IN (
            SELECT id FROM pending_file WHERE changed_at < :before ORDER BY changed_at LIMIT :limit)
        RETURNING id
        """,
        old,
    )
    if rows:
        keep_used(tx, "pending_file", max(row["id"] for row in rows))
    return len(rows)


def _pending(row: Row) -> PendingFile:
    return PendingFile(
        id=PendingFileId(row["id"]),
        requester_id=ContributorId(row["requester_id"]),
        received=Received(
            origin=Origin(message_id=row["source_message"]),
            name=row["name"],
            file_id=row["file_id"],
            text=row["content"],
            caption=row["caption"],
            album=row["album"],
            size=row["size"],
        ),
        choices=json.loads(row["choices"]),
        screen=row["screen"],
        shown=json.loads(row["shown"]),
        asks=row["asks"],
        message_id=row["message_id"],
        changed_at=row["changed_at"],
    )
