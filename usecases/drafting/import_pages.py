"""Imports a large file in pages: begins it, stores a page, shows how far it is, ends it or gives up on it.

Its project is hidden until everything is stored, so nobody ever meets half a project. Each page says how many items
must be stored before it, so no item is stored twice, whatever is interrupted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from crowd.errors import Conflict, NotFound
from crowd.ids import ContributorId, PendingFileId
from crowd.people.visitors import Visitor
from storage.answering.tasks import NewTask, add_audience, add_tasks
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.drafting.imports import (
    Import,
    advance,
    begin_attempt,
    count_ahead,
    end_import,
    find_import,
    imports_of,
    waiting_imports,
)
from storage.drafting.pending_files import PendingFile, adopt_pending, find_pending
from storage.people.contributors import find_contributor
from storage.projects.projects import show_imported
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.drafting.follow_reading import follow_reading
from usecases.drafting.import_tasks import begin_dialogue
from usecases.drafting.show_file import close_file, turn_file
from usecases.drafting.understand_file import UNDER_WAY, FileScreen, Understood
from usecases.terms import Terms

#: A file that was begun so often without anything being stored is given up.
MOST_ATTEMPTS = 5
#: How many waiting requesters are told how many imports are ahead of theirs.
_TOLD = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some items of a file: tasks, and people named for these or earlier tasks.

    Attributes:
        first: How many items come before it.
        named: The key of a task, and some of the people that it is for.
    """

    first: int
    tasks: Sequence[NewTask]
    named: Sequence[tuple[str, Sequence[int]]]

    @property
    def n_items(self) -> int:
        """How many items it holds."""
        return len(self.tasks) + sum(len(people) for _, people in self.named)


def begin_import(
    tx: Tx, pending_id: PendingFileId, *, terms: Terms, at: int
) -> tuple[Import, PendingFile] | None:
    """Begin or resume the import of a file; None if it is not to be imported any more.

    Raises:
        NotRequester: Its sender may not ask people any more.
    """
    begun, pending = begin_attempt(tx, pending_id), find_pending(tx, pending_id)
    if begun is None:
        return None
    if pending is None:
        end_import(tx, pending_id)
        return None
    if begun.attempts > MOST_ATTEMPTS:
        give_up(tx, pending_id, FileScreen.FAILED, at=at)
        return None
    check_requester(tx, pending.requester_id, terms=terms)
    if begun.project_id is None and pending.screen != FileScreen.READING:
        turn_file(tx, pending, FileScreen.READING, {}, at=at)
    return begun, pending


def take_reading(
    tx: Tx, pending_id: PendingFileId, understood: Understood, *, table: str | None, terms: Terms, at: int
) -> Import | None:
    """Continue with what was found out about a file; return the import if its tasks are to be stored now.

    Raises:
        NotRequester: Its sender may not ask people any more.
        ValueRefused: There are more tasks than this bot accepts, in one file or from one requester.
    """
    pending = find_pending(tx, pending_id)
    if find_import(tx, pending_id) is None or pending is None:
        return None
    by = Visitor(id=pending.requester_id, locale=locale_of(tx, pending.requester_id))
    follow_reading(tx, pending, understood, pending.choices, table=table, by=by, terms=terms, at=at)
    return find_import(tx, pending_id)


def locale_of(tx: Tx, contributor_id: ContributorId) -> str:
    """Return the language of somebody who has written to the bot."""
    contributor = find_contributor(tx, contributor_id)
    return contributor.locale if contributor is not None else "en"


def store_page(tx: Tx, pending_id: PendingFileId, page: Page, *, tells: bool, at: int) -> bool:
    """Store a page of a file; False if it is not to be stored any more.

    Args:
        tx: The transaction.
        pending_id: The file.
        page: The page; nothing happens if it does not follow what is stored.
        tells: Whether to show its requester how far it is.
        at: The time.
    """
    now = advance(tx, pending_id, first=page.first, n=page.n_items)
    if now is None or now.project_id is None:
        return False
    add_tasks(tx, now.project_id, page.tasks, level=0, first_rank=now.first_rank)
    for key, people in page.named:
        add_audience(tx, now.project_id, key, people)
    if tells and (pending := find_pending(tx, pending_id)) is not None:
        done = {"done": 100 * now.n_stored // max(now.n_items, 1)}
        shown = {**pending.shown, **done}
        turn_file(tx, pending, FileScreen.IMPORTING, shown, priority=Priority.REPORT, at=at)
    return True


def finish_import(tx: Tx, pending_id: PendingFileId, *, terms: Terms, at: int) -> bool:
    """Show the project of a file whose items are all stored, and begin its dialogue; False if they are not.

    Raises:
        NotRequester: Its sender may not ask people any more.
    """
    done, pending = find_import(tx, pending_id), find_pending(tx, pending_id)
    if done is None or done.project_id is None or pending is None or done.n_stored != done.n_items:
        return False
    check_requester(tx, pending.requester_id, terms=terms)
    end_import(tx, pending_id)
    show_imported(tx, done.project_id, at=at)
    shown = {key: value for key, value in pending.shown.items() if key != "done"}
    turn_file(tx, pending, FileScreen.UNDERSTOOD, shown, at=at)
    begin_dialogue(tx, done.project_id, by=pending.requester_id, n_tasks=done.n_tasks, at=at)
    return True


def give_up(
    tx: Tx,
    pending_id: PendingFileId,
    screen: FileScreen,
    *,
    reason: Mapping[str, object] | None = None,
    at: int,
) -> None:
    """Stop importing a file and say so, if it is being imported; what was stored of it is deleted bit by bit.

    Args:
        tx: The transaction.
        pending_id: The file.
        screen: What its message says.
        reason: The key and arguments of a sentence that says more.
        at: The time.
    """
    pending, found = find_pending(tx, pending_id), find_import(tx, pending_id)
    end_import(tx, pending_id)
    if pending is None or found is None:
        return
    close_file(tx, pending, screen, {}, at=at)
    if reason is not None:
        add_out(tx, OutType.TEXT, pending.requester_id, body=dict(reason), priority=Priority.REPLY, due_at=at)


def stop_import(tx: Tx, pending_id: PendingFileId, *, by: ContributorId, terms: Terms, at: int) -> bool:
    """Stop importing a file, as its requester asked; return True.

    Raises:
        NotRequester: They may not ask people, or not any more.
        NotFound: There is no such file, or it is somebody else's.
        Conflict: It is not being imported.
    """
    check_requester(tx, by, terms=terms)
    pending = find_pending(tx, pending_id)
    if pending is None or pending.requester_id != by:
        raise NotFound
    if find_import(tx, pending_id) is None:
        raise Conflict
    adopt_pending(tx, pending)
    give_up(tx, pending_id, FileScreen.STOPPED, at=at)
    return True


def stop_imports(tx: Tx, *, by: ContributorId, at: int) -> list[str]:
    """Stop importing all files of somebody; return their names."""
    names = []
    for one in imports_of(tx, by):
        pending = find_pending(tx, one.pending_id)
        names.append(pending.received.name if pending is not None else "")
        give_up(tx, one.pending_id, FileScreen.STOPPED, at=at)
    return names


def tell_waiting(tx: Tx, *, running: Collection[PendingFileId], at: int) -> None:
    """Show requesters who wait how many imports are ahead of theirs, where that has changed."""
    for pending_id in waiting_imports(tx, but=running, limit=_TOLD):
        pending = find_pending(tx, pending_id)
        shown = {"ahead": count_ahead(tx, pending_id)}
        if pending is None or pending.screen not in UNDER_WAY or not shown["ahead"]:
            continue
        if pending.screen == FileScreen.QUEUED and pending.shown != shown:
            turn_file(tx, pending, FileScreen.QUEUED, shown, priority=Priority.REPORT, at=at)
