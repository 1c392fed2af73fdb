"""Handles a file or lines sent to start a project: starts it, asks about it, or says what is wrong."""

from collections.abc import Mapping
from dataclasses import replace

from crowd.errors import Conflict, NotFound, ValueRefused
from crowd.ids import SECOND, ContributorId, PendingFileId
from crowd.people.visitors import Visitor
from storage.conversation.outbox import Priority
from storage.conversation.spots import retire
from storage.drafting.pending_files import (
    PendingFile,
    Received,
    add_pending,
    adopt_pending,
    find_pending,
    find_received,
    list_open,
    set_pending_text,
)
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.drafting.follow_reading import follow_reading
from usecases.drafting.show_file import close_file, replace_others
from usecases.drafting.understand_file import FileScreen, Understood
from usecases.people.subscribing.meet import meet
from usecases.terms import Terms

#: Pasted lines that follow this soon belong together, if the first message is nearly as long as messages can be.
_TOGETHER = 60 * SECOND
_LONG_PART = 3000
#: Pasted lines, and their characters, that are joined: a file is better for more.
MOST_LINES = 2000
MOST_CHARS = 64 * 1024


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
    pending = find_received(tx, by.id, received.origin)
    if pending is None:
        pending = add_pending(tx, by.id, received, screen=understood.screen, at=at)
    elif pending.received.text != received.text and received.text is not None:
        retire(tx, pending.spot, priority=Priority.REPLY, at=at)
        set_pending_text(tx, pending.id, received.text)
    replace_others(tx, pending, at=at)
    follow_reading(tx, pending, understood, {}, table=table, by=by, terms=terms, at=at)


def answer_question(
    tx: Tx,
    pending: PendingFile,
    answers: Mapping[str, object],
    understood: Understood,
    *,
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
    adopt_pending(tx, current)
    follow_reading(tx, current, understood, answers, table=table, by=by, terms=terms, at=at)


def stop_file(tx: Tx, pending: PendingFile, *, by: ContributorId, at: int) -> None:
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
    adopt_pending(tx, current)
    shown = {**current.shown, "asked": current.asks}
    close_file(tx, current, FileScreen.STOPPED, shown, at=at)


def drop_pending(tx: Tx, *, by: ContributorId, at: int) -> list[str]:
    """Drop what somebody sent without starting a project with it; return the names of the files."""
    dropped = list_open(tx, by)
    for pending in dropped:
        close_file(tx, pending, FileScreen.STOPPED, {}, at=at)
    return [pending.received.name for pending in dropped]


def joined_lines(tx: Tx, received: Received, *, by: ContributorId, at: int) -> Received:
    """Return pasted lines joined to those sent just before: apps split what is too long for one message.

    Raises:
        ValueRefused: Together they are too much for pasted lines; what was sent before stays as it is.
    """
    for pending in list_open(tx, by):
        before = pending.received
        if pending.asks != FileScreen.LINES or before.text is None or received.text is None:
            continue
        if len(before.text) >= _LONG_PART and at - pending.changed_at <= _TOGETHER:
            text = f"{before.text}\n{received.text}"
            if len(text) > MOST_CHARS or text.count("\n") >= MOST_LINES:
                raise ValueRefused("lines-too-many", {"most": MOST_LINES, "chars": MOST_CHARS})
            return replace(before, text=text, size=len(text))
    return received
