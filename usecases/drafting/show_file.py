"""Shows what the message about a received file says now, and closes files that lead to no project."""

from collections.abc import Mapping

from crowd.ids import ContributorId
from storage.conversation.expecting import Expected, expect, expect_no_more
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.drafting.pending_files import PendingFile, list_open, set_pending
from storage.tx import Tx
from usecases.drafting.understand_file import QUESTIONS, FileScreen


def turn_file(
    tx: Tx,
    pending: PendingFile,
    screen: FileScreen,
    shown: Mapping[str, object],
    *,
    choices: Mapping[str, object] | None = None,
    priority: Priority = Priority.REPLY,
    at: int,
) -> None:
    """Turn the message about a file to a screen; if it asks something, the next message is expected to answer."""
    set_pending(
        tx,
        pending.id,
        choices=pending.choices if choices is None else choices,
        screen=screen,
        shown=shown,
        asks=screen if screen in QUESTIONS else None,
        at=at,
    )
    if list_open(tx, pending.requester_id):
        expect(tx, pending.requester_id, Expected.FILE, at=at)
    else:
        expect_no_more(tx, pending.requester_id, Expected.FILE)
    show_file(tx, pending.requester_id, pending, priority=priority, at=at)


def close_file(
    tx: Tx, pending: PendingFile, screen: FileScreen, shown: Mapping[str, object], *, at: int
) -> None:
    """Say that no project comes of a file."""
    set_pending(tx, pending.id, choices=pending.choices, screen=screen, shown=shown, asks=None, at=at)
    expect_no_more(tx, pending.requester_id, Expected.FILE)
    show_file(tx, pending.requester_id, pending, at=at)


def replace_others(tx: Tx, pending: PendingFile, *, at: int) -> None:
    """Close the files that somebody was still asked about, except those that came together with this one."""
    album = pending.received.album
    newer = {"by": pending.received.name, "pasted": int(pending.received.file_id is None)}
    for other in list_open(tx, pending.requester_id):
        if other.id != pending.id and (album is None or other.received.album != album):
            close_file(tx, other, FileScreen.REPLACED, newer, at=at)


def show_file(
    tx: Tx, to: ContributorId, pending: PendingFile, *, priority: Priority = Priority.REPLY, at: int
) -> None:
    """Send the message about a file, or edit it."""
    add_out(tx, OutType.FILE, to, ref=pending.id, priority=priority, due_at=at)
