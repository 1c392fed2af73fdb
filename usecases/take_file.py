"""Handles a file or lines sent to start a project: starts it, asks about it, or says what is wrong."""

from collections.abc import Mapping
from dataclasses import replace

from crowd.errors import Conflict, NotFound
from crowd.files.task_file import TaskFile
from crowd.ids import SECOND, ContributorId, PendingFileId
from crowd.projects import MAX_NAME, MAX_QUESTION
from storage.expecting import Expected, expect, expect_no_more
from storage.outbox import OutKind, Priority, add_out
from storage.pending_files import (
    PendingFile,
    Received,
    add_pending,
    find_pending,
    find_received,
    list_open,
    set_pending,
    set_pending_message,
    set_pending_text,
)
from storage.projects import find_project, set_name, set_question
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.import_tasks import import_tasks
from usecases.say import send_file
from usecases.subscribe import Visitor, meet
from usecases.terms import Terms
from usecases.understand_file import QUESTIONS, FileScreen, Understood

#: Pasted lines that follow this soon belong together, if the first message is nearly as long as messages can be.
_TOGETHER = 60 * SECOND
_LONG_PART = 3000


def begin_reading(tx: Tx, received: Received, *, by: Visitor, at: int) -> None:
    """Say that reading takes a while; if that happens twice, it is said only once."""
    meet(tx, by, at=at)
    pending = find_received(tx, by.id, received.source)
    if pending is None:
        pending = add_pending(tx, by.id, received, screen=FileScreen.READING, at=at)
    elif pending.screen == FileScreen.READING:
        return
    set_pending(
        tx,
        pending.id,
        choices=pending.choices,
        screen=FileScreen.READING,
        shown={},
        asks=pending.asks,
        at=at,
    )
    _show(tx, pending, at=at)


def own_question(
    tx: Tx, pending_id: PendingFileId, asks: FileScreen, *, by: ContributorId, terms: Terms
) -> PendingFile:
    """Return the file that somebody answers a question about.

    Raises:
        NotRequester: They may not ask people, or no longer.
        NotFound: There is no such file, or it is somebody else's; a stranger cannot tell the two apart.
        Conflict: That question is not open.
    """
    check_requester(tx, by, terms=terms)
    pending = find_pending(tx, pending_id)
    if pending is None or pending.requester_id != by:
        raise NotFound
    if pending.asks != asks:
        raise Conflict
    return pending


def take_file(
    tx: Tx,
    received: Received,
    understood: Understood,
    *,
    table: str | None,
    by: Visitor,
    terms: Terms,
    at: int,
) -> None:
    """Start a project with something new, ask about it, or say what is wrong with it.

    Args:
        tx: The transaction.
        received: What was sent.
        understood: What was found out about it.
        table: Everything that is wrong, as a file to be sent; None where the message holds all of it.
        by: Who sent it.
        terms: The terms.
        at: Now.

    Raises:
        NotRequester: They may not.
        ValueRefused: There are more tasks than this bot takes.
    """
    check_requester(tx, by.id, terms=terms)
    meet(tx, by, at=at)
    pending = find_received(tx, by.id, received.source)
    if pending is None:
        pending = add_pending(tx, by.id, received, screen=understood.screen, at=at)
    elif pending.received.text != received.text and received.text is not None:
        _retire(tx, pending, at=at)
        set_pending_text(tx, pending.id, received.text)
    _replace_others(tx, pending, at=at)
    _follow(tx, pending, understood, {}, table=table, by=by, terms=terms, at=at)


def answer_question(
    tx: Tx,
    pending: PendingFile,
    answers: Mapping[str, object],
    understood: Understood,
    *,
    message_id: int,
    table: str | None,
    by: Visitor,
    terms: Terms,
    at: int,
) -> None:
    """Continue with something received after an answer to the question about it.

    Args:
        tx: The transaction.
        pending: What was received, as it was when the answer was understood.
        answers: All answers so far, including this one.
        understood: What was found out with these answers.
        message_id: The message whose button was pressed.
        table: Everything that is wrong, as a file to be sent; None where the message holds all of it.
        by: Who.
        terms: The terms.
        at: Now.

    Raises:
        NotRequester: They may not, or not any more.
        NotFound: There is no such file.
        Conflict: That question was answered meanwhile, or is not asked any more.
    """
    asked = FileScreen(str(pending.asks))
    current = own_question(tx, pending.id, asked, by=by.id, terms=terms)
    if current.choices != pending.choices:
        raise Conflict
    if current.message_id is None:
        # The press proves that the question has arrived.
        set_pending_message(tx, pending.id, message_id)
    _follow(tx, current, understood, answers, table=table, by=by, terms=terms, at=at)


def stop_file(tx: Tx, pending: PendingFile, *, message_id: int, by: ContributorId, at: int) -> None:
    """Stop working on something received, as its requester asked, and start no project with it.

    Raises:
        NotFound: There is no such file.
        Conflict: That question was answered meanwhile, or is not asked any more.
    """
    current = find_pending(tx, pending.id)
    if current is None or current.requester_id != by:
        raise NotFound
    if current.asks is None or current.asks != pending.asks:
        raise Conflict
    if current.message_id is None:
        set_pending_message(tx, pending.id, message_id)
    shown = {**current.shown, "asked": current.asks}
    _close(tx, current, FileScreen.STOPPED, shown, at=at)


def drop_pending(tx: Tx, *, by: ContributorId, at: int) -> list[str]:
    """Drop what somebody sent without starting a project with it; return the names of the files."""
    dropped = list_open(tx, by)
    for pending in dropped:
        _close(tx, pending, FileScreen.STOPPED, {}, at=at)
    return [pending.received.name for pending in dropped]


def joined_lines(tx: Tx, received: Received, *, by: ContributorId, at: int) -> Received:
    """Return pasted lines joined to those sent just before: apps split what is too long for one message."""
    for pending in list_open(tx, by):
        before = pending.received
        if pending.asks != FileScreen.LINES or before.text is None or received.text is None:
            continue
        if len(before.text) >= _LONG_PART and at - pending.changed_at <= _TOGETHER:
            text = f"{before.text}\n{received.text}"
            return replace(before, text=text, size=len(text))
    return received


def _follow(
    tx: Tx,
    pending: PendingFile,
    understood: Understood,
    answers: Mapping[str, object],
    *,
    table: str | None,
    by: Visitor,
    terms: Terms,
    at: int,
) -> None:
    """Show what was found out, and start the project if there is nothing left to ask."""
    screen, shown = understood.screen, dict(understood.shown)
    if understood.file is not None:
        shown |= _headings(pending.received)
    set_pending(
        tx,
        pending.id,
        choices=answers,
        screen=screen,
        shown=shown,
        asks=screen if screen in QUESTIONS else None,
        at=at,
    )
    if list_open(tx, by.id):
        expect(tx, by.id, Expected.FILE, at=at)
    else:
        expect_no_more(tx, by.id, Expected.FILE)
    _show(tx, pending, at=at)
    if understood.file is not None:
        _begin(tx, pending, understood.file, shown, by=by, terms=terms, at=at)
    if table is not None:
        send_file(tx, by.id, "errors.csv", table, at=at)


def _begin(
    tx: Tx,
    pending: PendingFile,
    file: TaskFile,
    shown: Mapping[str, object],
    *,
    by: Visitor,
    terms: Terms,
    at: int,
) -> None:
    project_id = import_tasks(tx, file, name=pending.received.name, by=by, terms=terms, at=at)
    if title := shown.get("title"):
        set_name(tx, project_id, str(title))
    project = find_project(tx, project_id)
    if (question := shown.get("question")) and project is not None:
        set_question(tx, project.question_id, str(question))


def _headings(received: Received) -> dict[str, object]:
    """Return what a caption is used as: a question if it ends with a question mark, a name if it is short."""
    caption = " ".join((received.caption or "").split())
    if caption.endswith(("?", "？", "؟")) and len(caption) <= MAX_QUESTION:
        return {"question": caption}
    if len(caption) <= MAX_NAME:
        return {"title": caption} if caption else {}
    return {"unused": 1}


def _replace_others(tx: Tx, pending: PendingFile, *, at: int) -> None:
    """Drop what was sent before, except files that came together with this one."""
    album = pending.received.album
    newer = {"by": pending.received.name, "pasted": int(pending.received.file_id is None)}
    for other in list_open(tx, pending.requester_id):
        if other.id != pending.id and (album is None or other.received.album != album):
            _close(tx, other, FileScreen.REPLACED, newer, at=at)


def _close(tx: Tx, pending: PendingFile, screen: FileScreen, shown: Mapping[str, object], *, at: int) -> None:
    set_pending(tx, pending.id, choices=pending.choices, screen=screen, shown=shown, asks=None, at=at)
    expect_no_more(tx, pending.requester_id, Expected.FILE)
    _show(tx, pending, at=at)


def _show(tx: Tx, pending: PendingFile, *, at: int) -> None:
    add_out(tx, OutKind.FILE, pending.requester_id, ref=pending.id, priority=Priority.REPLY, due_at=at)


def _retire(tx: Tx, pending: PendingFile, *, at: int) -> None:
    if pending.message_id is not None:
        add_out(
            tx,
            OutKind.RETIRE,
            pending.requester_id,
            ref=pending.message_id,
            priority=Priority.REPLY,
            due_at=at,
        )
