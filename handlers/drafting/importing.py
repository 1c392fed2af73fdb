"""Starting a project: with a file or pasted lines, and the answers to questions about them."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from telegram import Update
from telegram.error import BadRequest, InvalidToken
from telegram.ext import ExtBot

from crowd.errors import AskmanyError, NotRequester, ValueRefused
from crowd.files.pasted import pasted_lines
from crowd.files.tables.foreign import foreign_reason
from crowd.ids import PendingFileId
from crowd.projects.steps import SUMMARIES
from handlers.context import CrowdContext
from handlers.conversation.said_by import origin_of
from handlers.conversation.unfit import refuse_stranger, reply_unfit
from handlers.drafting.importing_screens import errors_table
from handlers.press import Press
from handlers.refusals import refusal_for
from handlers.taps import FileTap
from handlers.texts import texts_in
from storage.drafting.pending_files import PendingFile, Received, find_received
from usecases.answering.answer_in_words import Said
from usecases.check_access import check_requester
from usecases.conversation.read_place import Place, Waiting, read_place
from usecases.drafting.import_pages import stop_import
from usecases.drafting.queue_file import queue_answer, queue_file
from usecases.drafting.take_file import (
    answer_question,
    joined_lines,
    own_question,
    stop_file,
    take_file,
)
from usecases.drafting.understand_file import (
    UNDER_WAY,
    Bounds,
    FileScreen,
    Understood,
    refused_as,
    understand,
)
from usecases.terms import Terms

#: The largest file that Telegram lets a bot download.
MOST_BYTES = 20 * 1024 * 1024
#: A larger file is queued, to be read in a process of its own: in a thread of ours, it would slow down everybody else.
SMALL_BYTES = 64 * 1024
#: Where typed text that is asked for may have several lines.
_ASK_TEXT = frozenset({Waiting.ANNOUNCEMENT, Waiting.STEP, Waiting.PACE})


async def on_document(update: Update, context: CrowdContext) -> None:
    """A file: for a requester, the tasks of a new project."""
    message = update.message
    if message is None or message.document is None:
        return
    document = message.document
    received = Received(
        origin=origin_of(message, update),
        name=document.file_name or "tasks.csv",
        file_id=document.file_id,
        caption=message.caption,
        album=message.media_group_id,
        size=document.file_size or 0,
    )
    foreign = foreign_reason(received.name, document.mime_type)
    try:
        await context.look(check_requester, context.visitor.id, terms=context.terms)
    except NotRequester:
        await refuse_stranger(context)
        return
    place = await context.look(read_place, context.visitor.id, at=context.now)
    if place.waiting is Waiting.ANNOUNCEMENT:
        await reply_unfit("document", place, context)
    elif foreign is not None:
        await _take(received, refused_as(foreign), context)
    elif received.size > MOST_BYTES:
        await _take(received, Understood(screen=FileScreen.TOO_LARGE), context)
    elif not is_small(received):
        await _queue(received, context)
    else:
        understood = await _understand(received, {}, context)
        await (_queue(received, context) if understood is None else _take(received, understood, context))


async def took_lines(said: Said, place: Place, context: CrowdContext) -> bool:
    """Ask a requester whether several lines of text are tasks; return False if the text is anything else.

    What a dialogue asks for may also have several lines.
    """
    is_asked = place.waiting in _ASK_TEXT and place.step not in SUMMARIES
    if is_asked or len(pasted_lines(said.text)) < 2:
        return False
    try:
        await context.look(check_requester, context.visitor.id, terms=context.terms)
    except NotRequester:
        return False
    name = texts_in(context.visitor.locale)("pasted-name")
    received = Received(origin=said.origin, name=name, text=said.text, size=len(said.text))
    try:
        received = await context.look(joined_lines, received, by=context.visitor.id, at=context.now)
    except ValueRefused as error:
        await context.say(refusal_for(error))
        return True
    await _take(received, await _read(None, received, {}, context), context)
    return True


async def took_edited_lines(said: Said, context: CrowdContext) -> bool:
    """Ask again about pasted lines that were edited before their sender said whether they are tasks."""
    if not pasted_lines(said.text):
        return False
    pending = await context.look(find_received, context.visitor.id, said.origin)
    if pending is None or pending.asks != FileScreen.LINES or pending.received.text == said.text:
        return False
    received = replace(pending.received, text=said.text, size=len(said.text))
    await _take(received, await _read(None, received, {}, context), context)
    return True


async def on_file_answer(_: Press, context: CrowdContext) -> None:
    """An answer to a question about something received."""
    tap = FileTap.unpack(context.data)
    if tap.asks in UNDER_WAY:
        await _stop(tap.pending_id, context)
        return
    try:
        pending = await context.look(
            own_question, tap.pending_id, tap.asks, by=context.visitor.id, terms=context.terms
        )
    except AskmanyError as error:
        await context.say(refusal_for(error))
        return
    if not tap.first and tap.asks in {FileScreen.LINES, FileScreen.BAD_ROWS}:
        await context.effect(stop_file, pending, by=context.visitor.id, at=context.now)
        return
    answers = {**pending.choices, tap.asks: bool(tap.first)}
    understood = await _understand(pending.received, answers, context) if is_small(pending.received) else None
    if understood is None:
        await _queue_answer(pending, answers, context)
    else:
        await _answer(pending, answers, understood, context)


async def _take(received: Received, understood: Understood, context: CrowdContext) -> None:
    await context.effect(
        take_file,
        received,
        understood,
        table=errors_table(understood, texts_in(context.visitor.locale)),
        by=context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def _answer(
    pending: PendingFile, answers: Mapping[str, object], understood: Understood, context: CrowdContext
) -> None:
    await context.effect(
        answer_question,
        pending,
        answers,
        understood,
        table=errors_table(understood, texts_in(context.visitor.locale)),
        by=context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def _queue(received: Received, context: CrowdContext) -> None:
    await context.effect(queue_file, received, by=context.visitor, terms=context.terms, at=context.now)
    context.parts.wake_importer()


async def _queue_answer(pending: PendingFile, answers: Mapping[str, object], context: CrowdContext) -> None:
    await context.effect(
        queue_answer,
        pending,
        answers,
        by=context.visitor,
        terms=context.terms,
        at=context.now,
    )
    context.parts.wake_importer()


async def _stop(pending_id: PendingFileId, context: CrowdContext) -> None:
    is_stopped = await context.effect(stop_import, pending_id, **context.asking)
    # A refused press must not touch what somebody else's file is being read by.
    if is_stopped:
        context.parts.stop_import(pending_id)


async def _understand(
    received: Received, answers: Mapping[str, object], context: CrowdContext
) -> Understood | None:
    """Fetch what was received and read it; None if it turns out to be too large for that."""
    if received.file_id is None:
        return await _read(None, received, answers, context)
    data = await fetch_file(received.file_id, context.bot)
    if isinstance(data, FileScreen):
        return Understood(screen=data)
    if len(data) > SMALL_BYTES:
        return None
    return await _read(data, received, answers, context)


async def _read(
    data: bytes | None, received: Received, answers: Mapping[str, object], context: CrowdContext
) -> Understood:
    """Read in a thread, so that other people are served meanwhile."""
    async with context.parts.reading:
        return await asyncio.to_thread(
            understand,
            data,
            received.text,
            name=received.name,
            answers=answers,
            bounds=bounds_of(context.terms),
        )


def is_small(received: Received) -> bool:
    """Tell whether something can be read while its sender waits, as far as is known before it is fetched."""
    return received.size <= SMALL_BYTES


def bounds_of(terms: Terms) -> Bounds:
    """Return how much a file may hold."""
    return Bounds(most_tasks=terms.most_tasks, most_named=terms.most_named)


async def fetch_file(file_id: str, bot: ExtBot[None]) -> bytes | FileScreen:
    """Fetch a file; return the screen to show if Telegram does not provide it, or no longer does."""
    try:
        file = await bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
    except (BadRequest, InvalidToken) as error:
        # A file that is gone gives a 404, which the library mistakes for a wrong token.
        return FileScreen.TOO_LARGE if "too big" in str(error) else FileScreen.GONE
