"""Receives updates: stores them before confirming them to Telegram, then handles each person's in order.

python-telegram-bot's own updater confirms updates before a handler has stored anything; if it is killed at the wrong
moment, they are lost. Here the batch is on disk before the next getUpdates (or a webhook's 200) confirms it.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.process.disk import DiskWatch
from bot.receiving.raw_updates import ALLOWED_UPDATES, has_id, id_of, person_of, row_of
from bot.receiving.reducing import has_place, perhaps_tokens, reduced, without_tokens
from bot.receiving.taking import types_taken
from bot.receiving.waiting import RawUpdate, WaitingUpdates
from bot.tally import Tally
from crowd.ids import ContributorId
from handlers.context import CrowdApplication, Parts
from handlers.press import Press
from handlers.reply import Reply, acknowledgement
from handlers.texts import locale_for, texts_in
from storage.conversation.inbox import (
    NewUpdate,
    add_updates,
    begin_update,
    bodies_of,
    deed_of,
    end_update,
    fail_update,
    leave_begun,
    pending_updates,
    set_aside,
    take_back_aside,
)
from storage.errors import StorageLost
from usecases.conversation.say import apologize
from usecases.governing.grant_role import tokens_among

logger = logging.getLogger(__name__)

#: Telegram holds a poll at most this long.
POLL_S = 50
#: An update that fails this often is given up, so that it does not block its person for ever.
MOST_ATTEMPTS = 5
#: The number of people with waiting updates at which receiving pauses: so many at once are more than can be served.
FULL = 2000
#: The number of waiting updates at which receiving pauses, whoever they are from. All but a few are on disk alone.
MOST_STORED = 100_000
#: The most updates that a poll brings. After as many, there may be more of them, and somebody's only one among them.
BATCH = 100
#: Whoever has more waiting than this is passed over until all that waits at the server has been fetched.
FEW = 3
#: How many stored updates to read at a time.
PAGE = 500
#: The longest and the first wait between two attempts to reach the server.
LONGEST_WAIT_S = 30.0
FIRST_WAIT_S = 0.5
#: How long the bot must have run before it retries an update that ended the process twice.
QUIET_S = 600.0


class IntakeRefused(Exception):
    """The server refuses this bot: the token is wrong, or another bot polls with it."""


class IntakeNotNow(IntakeRefused):
    """The bot cannot go on, but may after a while without anybody changing anything here."""


class Intake:
    """Stores updates and passes each to the application; each takes effect exactly once."""

    def __init__(
        self,
        application: CrowdApplication,
        parts: Parts,
        tally: Tally,
        disk: DiskWatch,
        *,
        concurrent_people: int,
    ) -> None:
        self._application = application
        self._parts = parts
        self._tally = tally
        self._disk = disk
        self._waiting: dict[int, WaitingUpdates] = {}
        #: Whoever wants one goes to the end of the queue for them, after each single update.
        self._places = asyncio.Semaphore(concurrent_people)
        self._n_waiting = 0
        self._room = asyncio.Event()
        self._room.set()
        #: Set unless more updates wait at the server.
        self._fetched = asyncio.Event()
        self._fetched.set()
        self._tasks: set[asyncio.Task[None]] = set()
        #: Updates left by an earlier process. One of them may have ended it, so they are handled one at a time.
        self._left: set[int] = set()
        self._alone = asyncio.Lock()
        self._trying_aside: asyncio.TimerHandle | None = None
        #: Whether the last poll got no answer from the server.
        self.is_cut_off = False

    @property
    def is_full(self) -> bool:
        """Return whether so many updates wait that no more should be accepted for now."""
        return not self._room.is_set()

    async def recover(self) -> None:
        """Handle the updates that an earlier process stored but did not finish.

        An update during which the process ended twice is set aside, so that everybody else is served. Once the bot has
        run for a while, it is tried again, since it may only have been under way by chance.
        """
        for update_id, is_given_up in await self._parts.database.run(set_aside):
            logger.error(
                "The bot ended twice while it handled update %d: %s",
                update_id,
                "given up" if is_given_up else f"set aside, to be tried again in {QUIET_S / 60:.0f} minutes",
                extra={"update": update_id},
            )
        await self._take_up_pending()
        loop = asyncio.get_running_loop()
        self._trying_aside = loop.call_later(QUIET_S, self._in_the_background, self.try_aside)

    async def try_aside(self) -> None:
        """Retry the updates that were set aside."""
        self._take_up(await self._disk.insist(take_back_aside))

    async def _take_up_pending(self) -> None:
        last = -1
        while bodies := await self._parts.database.read(pending_updates, after=last, limit=PAGE):
            self._take_up(bodies)
            last = json.loads(bodies[-1])["update_id"]

    def _take_up(self, bodies: Sequence[str]) -> None:
        for body in bodies:
            update = json.loads(body)
            self._left.add(update["update_id"])
            self._enqueue(update)

    async def receive(self, updates: Sequence[RawUpdate]) -> None:
        """Store a batch and queue it for handling; once this returns, the batch may be confirmed."""
        left = [await self._reduced(update) for update in updates]
        known = [(row, update) for update in left if (row := row_of(update))]
        if not known:
            return
        known = await self._without_links(known)
        rows = [row for row, _ in known]
        fresh = set(await self._parts.database.run(add_updates, rows, at=self._parts.clock()))
        self._disk.accepted()
        self._tally.updates += len(fresh)
        self._tally.repeated += len(rows) - len(fresh)
        await self._note_reused([row for row in rows if row.id not in fresh])
        for row, update in known:
            if row.id in fresh:
                fresh.discard(row.id)
                self._enqueue(update)

    async def _reduced(self, update: RawUpdate) -> RawUpdate:
        """Take out what must not be stored; a place stays only if its sender is being asked for one."""
        if not has_place(update):
            return reduced(update)
        takes = await self._parts.database.read(types_taken, update, at=self._parts.clock())
        return reduced(update, keeps=takes)

    async def _without_links(
        self, known: list[tuple[NewUpdate, RawUpdate]]
    ) -> list[tuple[NewUpdate, RawUpdate]]:
        """Reduce the tokens of grant links that stand in the midst of other letters, or without their prefix."""
        perhaps = {
            token
            for row, update in known
            if "callback_query" not in update
            for token in perhaps_tokens(row.body)
        }
        if not perhaps:
            return known
        tokens = await self._parts.database.read(tokens_among, perhaps, at=self._parts.clock())
        if not tokens:
            return known
        bodies = [without_tokens(row.body, tokens) for row, _ in known]
        return [
            (replace(row, body=body), json.loads(body)) for (row, _), body in zip(known, bodies, strict=True)
        ]

    async def _note_reused(self, rows: Sequence[NewUpdate]) -> None:
        """Log every update that came under another one's id: one of the two is not what Telegram sent."""
        for row in rows:
            before = await self._parts.database.read(deed_of, row.id)
            if before is not None and row.deed is not None and before != row.deed:
                logger.warning(
                    "Update %d came again with other content: the first one stays, this one is dropped",
                    row.id,
                    extra={"update": row.id},
                )

    async def poll(self, request: BaseRequest) -> None:
        """Poll for updates for ever.

        Raises:
            IntakeRefused: The token is wrong, or another bot polls with it.
        """
        offset, wait_s = 0, FIRST_WAIT_S
        while True:
            if not self._room.is_set():
                self._fetched.set()
            await self._room.wait()
            try:
                updates = await self._get_updates(request, offset)
            except InvalidToken as error:
                raise IntakeRefused(str(error)) from None
            except Conflict as error:
                raise IntakeNotNow(str(error)) from None
            except (NetworkError, RetryAfter) as error:
                self.is_cut_off = True
                self._fetched.set()
                logger.warning("Cannot get updates: %s; trying again in %.1f s", error, wait_s)
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, LONGEST_WAIT_S)
                continue
            self.is_cut_off, wait_s = False, FIRST_WAIT_S
            self._note_fetched(all_of_them=len(updates) < BATCH)
            # In the order in which things happened, whatever order they arrive in.
            updates = sorted(filter(has_id, updates), key=id_of)
            if not await self._stored(updates):
                continue  # not confirmed: the server sends them again
            # With nothing left to confirm, an offset would only do harm: after a quiet week, ids may restart lower.
            offset = updates[-1]["update_id"] + 1 if updates else 0

    async def drain(self) -> None:
        """Wait until everything received has been handled."""
        self._stop_waiting()
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def abandon(self) -> None:
        """Stop handling updates: they stay stored, and the next start handles them."""
        self._stop_waiting()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(StorageLost):
            await self._parts.database.run(leave_begun)

    def _note_fetched(self, *, all_of_them: bool) -> None:
        if all_of_them:
            self._fetched.set()
        else:
            self._fetched.clear()

    def _stop_waiting(self) -> None:
        self._fetched.set()
        if self._trying_aside is not None:
            self._trying_aside.cancel()

    def _in_the_background(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = asyncio.get_running_loop().create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _get_updates(self, request: BaseRequest, offset: int) -> list[RawUpdate]:
        # While cut off, a poll that returns at once notices soonest that the server is back.
        wanted = {"timeout": 0 if self.is_cut_off else POLL_S, "allowed_updates": ALLOWED_UPDATES}
        if offset:
            wanted["offset"] = offset
        data = RequestData([RequestParameter.from_input(name, value) for name, value in wanted.items()])
        url = f"{self._application.bot.base_url}/getUpdates"
        result = await request.post(url, data, read_timeout=POLL_S + 10)
        return result if isinstance(result, list) else []

    def _enqueue(self, update: RawUpdate) -> None:
        key = person_of(update)
        waiting = self._waiting.get(key)
        self._n_waiting += 1
        if waiting is not None:
            waiting.add(update)
        else:
            self._waiting[key] = WaitingUpdates(update)
            self._in_the_background(partial(self._handle_all, key))
        if self._n_waiting >= MOST_STORED or len(self._waiting) >= FULL:
            self._room.clear()

    async def _handle_all(self, key: int) -> None:
        """Handle one person's updates in order, taking turns with other people after each."""
        waiting = self._waiting[key]
        try:
            while waiting:
                await self._load(waiting)
                for update in waiting.each_loaded():
                    if len(waiting) > FEW:
                        await self._fetched.wait()
                    await self._handle_in_turn(update)
                    self._handled(1)
        except StorageLost as error:
            # The disk has failed for good: waiting updates stay stored, and the next start handles them.
            logger.error("%d updates are left for the next start: %s", len(waiting), error)  # noqa: TRY400
        finally:
            del self._waiting[key]
            self._handled(len(waiting))

    async def _load(self, waiting: WaitingUpdates) -> None:
        """Read the next updates of somebody who has none in memory."""
        ids = waiting.to_load()
        if ids:
            bodies = await self._bodies(ids)
            waiting.put_loaded(map(json.loads, bodies), ids)
            self._handled(len(ids) - len(bodies))

    def _handled(self, count: int) -> None:
        self._n_waiting -= count
        if self._n_waiting <= MOST_STORED // 2 and len(self._waiting) <= FULL // 2:
            self._room.set()

    async def _stored(self, updates: Sequence[RawUpdate]) -> bool:
        """Store a batch; if the disk is full, pause and return False."""
        try:
            await self.receive(updates)
        except StorageLost as error:
            await self._disk.wait(error)
            return False
        return True

    async def _handle_in_turn(self, raw: RawUpdate) -> None:
        if raw["update_id"] not in self._left:
            await self._handle(raw)
            return
        async with self._alone:
            await self._disk.insist(begin_update, raw["update_id"])
            await self._handle(raw)
        self._left.discard(raw["update_id"])

    async def _handle(self, raw: RawUpdate) -> None:
        for attempt in range(1, MOST_ATTEMPTS + 1):
            # Nobody waits for somebody else's pauses between attempts.
            async with self._places:
                failure = await self._attempt(raw)
            if failure is None:
                return
            if await self._disk.insist(fail_update, raw["update_id"], most_attempts=MOST_ATTEMPTS):
                break
            await asyncio.sleep(_pause_s(failure, attempt))
        logger.error(
            "Gave up on update %d after %d attempts",
            raw["update_id"],
            MOST_ATTEMPTS,
            extra={"update": raw["update_id"]},
        )
        await self._apologize(raw)

    async def _apologize(self, raw: RawUpdate) -> None:
        press = Press.read(raw)
        if press is None:
            await self._disk.insist(apologize, ContributorId(person_of(raw)), at=self._parts.clock())
            self._parts.wake_sender()
        else:
            texts = texts_in(locale_for(press.language))
            self._parts.acknowledge(
                acknowledgement(press.query_id, Reply(key="went-wrong", alert=True), texts)
            )

    async def _bodies(self, update_ids: Sequence[int]) -> list[str]:
        while True:
            try:
                return await self._parts.database.read(bodies_of, update_ids)
            except StorageLost as error:
                await self._disk.wait(error)

    async def _attempt(self, raw: RawUpdate) -> BaseException | None:
        """Have a handler process an update and mark it as done; return what went wrong, if anything."""
        update_id: int = raw["update_id"]
        while True:
            try:
                if person_of(raw):
                    update = Press.read(raw) or Update.de_json(raw, self._application.bot)
                    await self._application.process_update(update)
                failure = self._parts.failures.pop(update_id, None)
                if failure is None and update_id not in self._parts.taken:
                    await self._parts.database.run(end_update, update_id)
                self._parts.taken.discard(update_id)
            except StorageLost as error:
                await self._disk.wait(error)
                continue
            except Exception as error:
                # An update that cannot even be read must not block its person.
                logger.exception("Cannot handle update %d", update_id, extra={"update": update_id})
                return error
            if not isinstance(failure, StorageLost):
                return failure
            await self._disk.wait(failure)


def _pause_s(failure: BaseException, attempt: int) -> float:
    """Return how long to wait before retrying an update: briefly after a mistake, longer after a network failure."""
    return min(0.2 * 2**attempt, 5.0) if isinstance(failure, TelegramError) else 0.05
