"""Continues once a file or lines have been read: asks, says what is wrong, or starts the project."""

from collections.abc import Mapping
from dataclasses import replace

from crowd.files.task_file import Contents
from crowd.ids import ContributorId, ProjectId
from crowd.people.visitors import Visitor
from crowd.projects.project import MAX_NAME, MAX_QUESTION
from storage.drafting.drafts import find_draft, put_draft
from storage.drafting.imports import add_import, end_import, set_target
from storage.drafting.pending_files import PendingFile, Received
from storage.projects.projects import set_deleted
from storage.tx import Tx
from usecases.conversation.say import send_file
from usecases.drafting.import_tasks import import_tasks, make_project
from usecases.drafting.show_file import turn_file
from usecases.drafting.understand_file import FileScreen, Understood
from usecases.terms import Terms

#: The most tasks and people named for them that are stored in one transaction.
AT_ONCE = 2000


def follow_reading(
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
    """Show what was found out, and start the project if there is nothing left to ask.

    A small project is there at once. The tasks of a larger one are stored in pages afterwards.

    Args:
        tx: The transaction.
        pending: What was read.
        understood: What was found out about it.
        answers: The answers that this is based on.
        table: Everything that is wrong, as a file to be sent; None where the message holds all of it.
        by: Who sent it.
        terms: The terms.
        at: The time.

    Raises:
        NotRequester: They may not ask people.
        ValueRefused: There are more tasks than this bot accepts, in one file or from one requester.
    """
    shown, contents = dict(understood.shown), understood.contents
    if contents is not None:
        shown |= _headings(pending.received)
    # Lines are not kept once they are understood, and there are never many.
    fits = pending.received.file_id is None or (contents is not None and contents.n_items <= AT_ONCE)
    is_stored = understood.file is not None and fits
    if contents is None or is_stored:
        turn_file(tx, pending, understood.screen, shown, choices=answers, at=at)
        end_import(tx, pending.id)
    if understood.file is not None and is_stored:
        project_id = import_tasks(tx, understood.file, name=pending.received.name, by=by, terms=terms, at=at)
        _use_headings(tx, project_id, shown, at=at)
    elif contents is not None:
        _start_pages(tx, pending, contents, answers, shown, by=by.id, terms=terms, at=at)
    if table is not None:
        send_file(tx, by.id, "errors.csv", table, at=at)


def _start_pages(
    tx: Tx,
    pending: PendingFile,
    contents: Contents,
    answers: Mapping[str, object],
    shown: Mapping[str, object],
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Make the project and hide it until all of its tasks are stored."""
    project_id, first_rank = make_project(tx, contents, name=pending.received.name, by=by, terms=terms, at=at)
    _use_headings(tx, project_id, shown, at=at)
    set_deleted(tx, project_id, at=at)
    add_import(tx, pending.id, by, at=at)
    set_target(tx, pending.id, project_id, contents, first_rank=first_rank)
    turn_file(tx, pending, FileScreen.IMPORTING, {**shown, "done": 0}, choices=answers, at=at)


def _use_headings(tx: Tx, project_id: ProjectId, shown: Mapping[str, object], *, at: int) -> None:
    draft = find_draft(tx, project_id)
    if draft is None or not (shown.get("title") or shown.get("question")):
        return
    if title := shown.get("title"):
        draft = replace(draft, name=str(title))
    if text := shown.get("question"):
        draft = draft.with_question(replace(draft.question, text=str(text)))
    put_draft(tx, project_id, draft, at=at)


def _headings(received: Received) -> dict[str, object]:
    """Return what a caption is used as: a question if it ends with a question mark, a name if it is short."""
    caption = " ".join((received.caption or "").split())
    if caption.endswith(("?", "？", "؟")) and len(caption) <= MAX_QUESTION:
        return {"question": caption}
    if len(caption) <= MAX_NAME:
        return {"title": caption} if caption else {}
    return {"unused": 1}
