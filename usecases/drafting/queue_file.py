"""Queues a large file, or one whose size is unknown, to be read and imported while others are served."""

from collections.abc import Mapping

from crowd.errors import Conflict
from crowd.people.visitors import Visitor
from storage.conversation.outbox import Priority
from storage.drafting.imports import add_import, count_ahead, find_import
from storage.drafting.pending_files import (
    PendingFile,
    Received,
    add_pending,
    adopt_pending,
    find_received,
)
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.check_quotas import check_queue, check_room
from usecases.drafting.show_file import replace_others, turn_file
from usecases.drafting.take_file import own_question
from usecases.drafting.understand_file import FileScreen
from usecases.people.subscribing.meet import meet
from usecases.terms import Terms


def queue_file(tx: Tx, received: Received, *, by: Visitor, terms: Terms, at: int) -> None:
    """Queue something new.

    Raises:
        NotRequester: They may not ask people.
        ValueRefused: Too many of their files are waiting, or they have too many projects or tasks.
    """
    check_requester(tx, by.id, terms=terms)
    meet(tx, by, at=at)
    pending = find_received(tx, by.id, received.origin)
    if pending is not None:
        # Its update comes again after an interruption.
        return
    check_queue(tx, by.id, terms=terms)
    check_room(tx, by.id, n_tasks=1, terms=terms)
    pending = add_pending(tx, by.id, received, screen=FileScreen.QUEUED, at=at)
    replace_others(tx, pending, at=at)
    _queue(tx, pending, {}, at=at)


def queue_answer(
    tx: Tx,
    pending: PendingFile,
    answers: Mapping[str, object],
    *,
    by: Visitor,
    terms: Terms,
    at: int,
) -> None:
    """Queue a large file again after an answer to the question about it.

    Raises:
        NotRequester: They may not ask people, or not any more.
        NotFound: There is no such file.
        Conflict: That question was answered meanwhile, or is not asked any more.
        ValueRefused: Too many of their files are waiting.
    """
    current = own_question(tx, pending.id, FileScreen(str(pending.asks)), by=by.id, terms=terms)
    if current.choices != pending.choices or find_import(tx, pending.id) is not None:
        raise Conflict
    check_queue(tx, by.id, terms=terms)
    adopt_pending(tx, current)
    _queue(tx, current, answers, at=at)


def _queue(tx: Tx, pending: PendingFile, answers: Mapping[str, object], *, at: int) -> None:
    add_import(tx, pending.id, pending.requester_id, at=at)
    ahead = count_ahead(tx, pending.id)
    screen, shown = (FileScreen.QUEUED, {"ahead": ahead}) if ahead else (FileScreen.READING, {})
    turn_file(tx, pending, screen, shown, choices=answers, priority=Priority.REPLY, at=at)
