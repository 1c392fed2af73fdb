"""Imports large files, a few at a time: fetches a file, has it read, and stores its tasks page by page.

Everything that must survive is in the database: how far each file is. The file itself is fetched again after a restart.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncGenerator
from dataclasses import replace

from telegram.error import NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.reading.file_reader import TooHard, look_at, pages_of
from crowd.errors import AskmanyError
from crowd.ids import SECOND, ContributorId, PendingFileId
from handlers.context import Parts
from handlers.drafting.importing import bounds_of, fetch_file
from handlers.drafting.importing_screens import errors_table
from handlers.refusals import refusal_for
from handlers.reply import Reply
from handlers.texts import texts_in
from storage.drafting.imports import Import, delay, next_import, put_off
from storage.drafting.pending_files import PendingFile
from storage.errors import StorageError
from storage.tx import Tx
from usecases.drafting.import_pages import (
    Page,
    begin_import,
    finish_import,
    give_up,
    locale_of,
    store_page,
    take_reading,
    tell_waiting,
)
from usecases.drafting.understand_file import FileScreen, Understood

logger = logging.getLogger(__name__)

#: How long storing a page should hold the writer: what one press does needs it several times.
PAGE_S = 0.012
#: Items in the first page of a file, and in any page.
_FIRST_ITEMS = 500
_LEAST_ITEMS, MOST_ITEMS = 250, 2000
#: Characters of tasks in a page.
_MOST_CHARS = 200_000
#: The shortest pause after a page, in which others have the writer and the processor.
_LEAST_PAUSE_S = 0.005
#: How often a requester sees how far their file is.
_TELL_S = 3.0
#: How often to look for files if nobody says that there are any.
_LOOK_S = 2.0
#: How long to wait after the network, or something unforeseen, stopped an import.
_PAUSE = 15 * SECOND


class Importer:
    """Works on the queue of files."""

    def __init__(self, parts: Parts, bot: ExtBot[None], *, at_once: int) -> None:
        self._parts = parts
        self._bot = bot
        self._at_once = at_once
        self._woken = asyncio.Event()
        self._running: dict[PendingFileId, tuple[ContributorId, asyncio.Task[None]]] = {}

    def wake(self) -> None:
        """Look for files at once."""
        self._woken.set()

    def stop(self, pending_id: PendingFileId) -> None:
        """Stop working on a file that was taken out of the queue."""
        if pending_id in self._running:
            self._running[pending_id][1].cancel()

    async def run(self) -> None:
        """Import files for ever."""
        while True:
            self._woken.clear()
            try:
                await self._begin_due()
            except Exception:
                logger.exception("The queue of files cannot be read")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), _LOOK_S)

    async def close(self) -> None:
        """Stop working; the next start continues."""
        tasks = [task for _, task in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _begin_due(self) -> None:
        database, now = self._parts.database, self._parts.clock()
        while len(self._running) < self._at_once:
            busy = {requester for requester, _ in self._running.values()}
            due = await database.read(next_import, busy=busy, now=now)
            if due is None or due.pending_id in self._running:
                break
            task = asyncio.get_running_loop().create_task(self._import(due.pending_id))
            self._running[due.pending_id] = due.requester_id, task
        await database.run(tell_waiting, running=set(self._running), at=now)
        self._parts.wake_sender()

    async def _import(self, pending_id: PendingFileId) -> None:
        """Import a file as far as that is possible now."""
        try:
            await self._end(pending_id, await self._outcome(pending_id))
        except asyncio.CancelledError:
            # It was stopped, or the bot is ending; the next start continues.
            with contextlib.suppress(StorageError):
                await self._parts.database.run(put_off, pending_id, due_at=self._parts.clock())
        except StorageError:
            logger.exception("An import could not be stored")
            await asyncio.sleep(_LOOK_S)
        finally:
            self._running.pop(pending_id, None)
            self._parts.wake_sender()
            self.wake()

    async def _outcome(self, pending_id: PendingFileId) -> Reply | FileScreen | int | None:
        """Work on a file; return what to say if it cannot be imported, or when to go on; None if there is no more."""
        try:
            return await self._work_on(pending_id)
        except AskmanyError as error:
            return refusal_for(error)
        except TooHard:
            return FileScreen.TOO_HARD
        except (NetworkError, RetryAfter) as error:
            logger.warning("A file could not be fetched (%s); trying again", type(error).__name__)
            await self._parts.database.run(put_off, pending_id, due_at=self._parts.clock() + _PAUSE)
            return None
        except StorageError:
            raise
        except Exception:
            logger.exception("An import failed; trying again")
            return self._parts.clock() + _PAUSE

    async def _end(self, pending_id: PendingFileId, outcome: Reply | FileScreen | int | None) -> None:
        run, at = self._parts.database.run, self._parts.clock()
        match outcome:
            case Reply():
                reason = {"key": outcome.key, "args": dict(outcome.args)}
                await run(give_up, pending_id, FileScreen.STOPPED, reason=reason, at=at)
            case FileScreen():
                await run(give_up, pending_id, outcome, at=at)
            case int():
                await run(delay, pending_id, due_at=outcome)
            case None:
                pass

    async def _work_on(self, pending_id: PendingFileId) -> FileScreen | None:
        """Fetch, read and store a file; return the screen that says why that is impossible."""
        parts = self._parts
        begun = await parts.database.run(begin_import, pending_id, terms=parts.terms, at=parts.clock())
        parts.wake_sender()
        if begun is None:
            return None
        due, pending = begun
        data = await fetch_file(pending.received.file_id or "", self._bot)
        if isinstance(data, FileScreen):
            return data
        if due.project_id is None:
            looked_at = await self._look(pending, data)
            if looked_at is None or looked_at.project_id is None:
                return None
            due = looked_at
        await self._store(due, pending, data)
        whole = await parts.database.run(finish_import, pending_id, terms=parts.terms, at=parts.clock())
        # If it was stopped meanwhile, nothing more is said about it.
        return None if whole else FileScreen.FAILED

    async def _look(self, pending: PendingFile, data: bytes) -> Import | None:
        """Find out what a file holds; return the import if its tasks are to be stored now."""
        parts = self._parts
        understood = await look_at(
            data, name=pending.received.name, answers=pending.choices, bounds=bounds_of(parts.terms)
        )
        table = await self._table(understood, pending)
        taken = await parts.database.run(
            take_reading, pending.id, understood, table=table, terms=parts.terms, at=parts.clock()
        )
        parts.wake_sender()
        return taken

    async def _table(self, understood: Understood, pending: PendingFile) -> str | None:
        locale = await self._parts.database.read(locale_of, pending.requester_id)
        return errors_table(understood, texts_in(locale))

    async def _store(self, due: Import, pending: PendingFile, data: bytes) -> None:
        """Store the items of a file from where it stands."""
        parts, told_at = self._parts, time.monotonic()
        size = _Size()
        pages = pages_of(
            data,
            name=pending.received.name,
            answers=pending.choices,
            bounds=bounds_of(parts.terms),
            skip=due.n_stored,
        )
        async with contextlib.aclosing(_joined(pages, size)) as joined:
            async for page in joined:
                tells = time.monotonic() - told_at > _TELL_S
                told_at = time.monotonic() if tells else told_at
                stored, took_s = await parts.database.run_page(
                    _timed, page, pending.id, tells=tells, at=parts.clock()
                )
                if tells:
                    parts.wake_sender()
                if not stored:
                    return
                size.learn(page.n_items, took_s)
                await asyncio.sleep(max(took_s, _LEAST_PAUSE_S))


class _Size:
    """How many items a page should have so that storing it takes the time it may take."""

    def __init__(self) -> None:
        self.items = _FIRST_ITEMS

    def learn(self, n_items: int, took_s: float) -> None:
        """Grow slowly and shrink at once: how long an item takes depends on what else the disk and processor do."""
        fitting = int(n_items * PAGE_S / max(took_s, 1e-6))
        self.items = max(_LEAST_ITEMS, min(fitting, self.items + self.items // 4, MOST_ITEMS))


async def _joined(pages: AsyncGenerator[Page, None], size: _Size) -> AsyncGenerator[Page, None]:
    """Join small pages to pages of the size that is right now."""
    joined: Page | None = None
    async with contextlib.aclosing(pages):
        async for page in pages:
            if joined is None:
                joined = page
            elif joined.n_items + page.n_items > size.items or _chars(joined) + _chars(page) > _MOST_CHARS:
                yield joined
                joined = page
            else:
                joined = replace(
                    joined, tasks=[*joined.tasks, *page.tasks], named=[*joined.named, *page.named]
                )
        if joined is not None:
            yield joined


def _chars(page: Page) -> int:
    return sum(len(task.content) for task in page.tasks)


def _timed(tx: Tx, page: Page, pending_id: PendingFileId, *, tells: bool, at: int) -> tuple[bool, float]:
    """Store a page, and tell how long that took once it had the writer."""
    begun = time.monotonic()
    stored = store_page(tx, pending_id, page, tells=tells, at=at)
    return stored, time.monotonic() - begun
