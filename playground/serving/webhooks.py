"""Delivers updates to the bot's webhook, in order within each chat, and retries until the bot has received them.

Like Telegram's own server (tdlib/telegram-bot-api, WebhookActor): each chat has its own queue, and only its first
update is in delivery, so a bot that fails on one update only holds up that chat. A failed delivery is retried at
once, then after 2, 4, 8, ... seconds, up to a random 60 to 120, until the update is 24 hours old. Addresses other
than loopback are stored but never called: the playground does not use the network.
"""

import asyncio
import contextlib
import json
import logging
import random
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import aiohttp

from playground.chats.files import Upload
from playground.errors import ApiError, PlaygroundError
from playground.serving.calls import Switchboard
from playground.serving.parameters import Parameters, read_parts
from playground.serving.updates import Given, Update
from playground.wire import encode, is_loopback_url
from playground.world import Webhook, World

_LOG = logging.getLogger(__name__)
#: How long Telegram waits for the bot's answer.
_ANSWER_S = 60.0
_FIRST_PAUSE_S = 2.0
#: The pause grows until it is longer than a random number from this range.
_LONGEST_PAUSES_S = (60.0, 120.0)
#: A bot may ask for a longer pause, up to an hour.
_MAX_RETRY_AFTER_S = 3_600
#: Methods that a bot may not call in its answer to an update.
_NOT_IN_ANSWERS = frozenset({"setWebhook", "deleteWebhook", "close", "logOut"})


class _Undelivered(PlaygroundError):
    """The bot did not accept an update."""

    def __init__(self, text: str, retry_after_s: int = 0) -> None:
        super().__init__(text)
        self.text = text
        self.retry_after_s = retry_after_s


@dataclass(slots=True)
class _Queue:
    """A chat's waiting updates, by id, and how often the first one has failed."""

    waiting: deque[int] = field(default_factory=deque)
    failures: int = 0
    #: Whether its first update is in delivery, or paused after a failure.
    is_busy: bool = False


class Deliveries:
    """Delivers a world's updates to the bot's webhook while there is one."""

    def __init__(self, world: World, board: Switchboard) -> None:
        """Deliver nothing before `start`."""
        self._world = world
        self._board = board
        self._rng = random.Random(f"{world.bot.id}/webhook")
        self._queues: dict[int, _Queue] = {}
        #: Chats whose first update can be delivered as soon as a connection is free.
        self._ready: deque[int] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._webhook: Webhook | None = None
        self._is_open = False

    def start(self) -> None:
        """Start watching for updates and for changes of the webhook."""
        self._is_open = True
        self._world.watchers.add(self._note)
        self._follow()

    async def close(self) -> None:
        """Stop; current deliveries are cut off, and their updates stay in the queue."""
        self._is_open = False
        self._world.watchers.remove(self._note)
        self._forget_queues()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _note(self, kind: str, thing: object) -> None:
        if kind == "webhook":
            self._follow()
        elif kind == "update" and self._webhook is not None and isinstance(thing, Update):
            self._line_up(thing)
            self._send_ready()

    def _follow(self) -> None:
        """Start over with the current webhook and all waiting updates."""
        self._forget_queues()
        self._webhook = self._world.webhook
        if self._webhook is not None:
            for update in self._world.updates.pending:
                self._line_up(update)
            self._send_ready()

    def _forget_queues(self) -> None:
        self._webhook = None
        self._queues = {}
        self._ready.clear()

    def _line_up(self, update: Update) -> None:
        queue = self._queues.setdefault(update.chat_id, _Queue())
        queue.waiting.append(update.id)
        self._make_ready(update.chat_id, queue)

    def _make_ready(self, chat_id: int, queue: _Queue) -> None:
        if not queue.is_busy and queue.waiting:
            queue.is_busy = True
            self._ready.append(chat_id)

    def _send_ready(self) -> None:
        webhook = self._webhook
        while webhook is not None and self._ready and len(self._tasks) < webhook.max_connections:
            chat_id = self._ready.popleft()
            queue = self._queues[chat_id]
            task = asyncio.get_running_loop().create_task(self._deliver_first(webhook, chat_id, queue))
            self._tasks.add(task)
            task.add_done_callback(self._free)

    def _free(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("a delivery to the webhook failed because of a bug in the playground", exc_info=error)
        if self._is_open:
            self._send_ready()

    async def _deliver_first(self, webhook: Webhook, chat_id: int, queue: _Queue) -> None:
        """Deliver the first update of a chat, and prepare the next one."""
        updates = self._world.updates
        updates.forget_expired()
        if self._world.faults and len(queue.waiting) > 1:
            order = self._world.faults.draw_order(len(queue.waiting))
            queue.waiting = deque(queue.waiting[place] for place in order)
        update = updates.pending.get(queue.waiting[0])
        if update is None:  # expired or dropped in the meantime
            self._go_on(chat_id, queue)
            return
        try:
            await self._post(webhook, update)
        except _Undelivered as failure:
            self._world.webhook_trouble.at = self._world.now()
            self._world.webhook_trouble.text = failure.text
            self._pause(chat_id, queue, failure)
            return
        updates.confirm([update.id])
        if not updates.pending.has(update.id):
            self._go_on(chat_id, queue)
        else:  # a fault delivers it twice
            self._retry(chat_id, queue)

    def _is_current(self, chat_id: int, queue: _Queue) -> bool:
        return self._is_open and self._queues.get(chat_id) is queue

    def _go_on(self, chat_id: int, queue: _Queue) -> None:
        queue.waiting.popleft()
        queue.failures = 0
        queue.is_busy = False
        if self._is_current(chat_id, queue):
            self._make_ready(chat_id, queue)
            if not queue.waiting:
                del self._queues[chat_id]

    def _pause(self, chat_id: int, queue: _Queue, failure: _Undelivered) -> None:
        queue.failures += 1
        pause_s = float(min(failure.retry_after_s, _MAX_RETRY_AFTER_S))
        if not pause_s and queue.failures > 1:
            longest = self._rng.uniform(*_LONGEST_PAUSES_S)
            pause_s = min(_FIRST_PAUSE_S * 2.0 ** min(queue.failures - 2, 10), longest)
        if pause_s:
            self._world.clock.call_later(pause_s, lambda: self._retry(chat_id, queue))
        else:
            self._retry(chat_id, queue)

    def _retry(self, chat_id: int, queue: _Queue) -> None:
        if self._is_current(chat_id, queue):
            self._ready.append(chat_id)
            self._send_ready()

    async def _post(self, webhook: Webhook, update: Update) -> None:
        """Post one update.

        Raises:
            _Undelivered: The bot cannot be reached or did not answer with 2xx.
        """
        if not is_loopback_url(webhook.url):
            raise _Undelivered("Failed to resolve host: Name or service not known")
        self._world.watchers.tell("given", Given(ids=[update.id], by="webhook"))
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        try:
            async with self._client().post(
                webhook.url, data=encode(update.to_json()), headers=headers, allow_redirects=False
            ) as answer:
                parameters = await _read_answer(answer)
        except TimeoutError as error:
            raise _Undelivered("Read timeout expired") from error
        except aiohttp.ClientError as error:
            text = (
                "Connection refused"
                if isinstance(error, aiohttp.ClientConnectorError)
                else "Connection closed"
            )
            raise _Undelivered(text) from error
        await self._run_answer(parameters)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            # `_send_ready` limits the number of connections.
            connector = aiohttp.TCPConnector(limit=0, ssl=False)
            timeout = aiohttp.ClientTimeout(total=_ANSWER_S)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        return self._session

    async def _run_answer(self, parameters: Parameters) -> None:
        """Carry out the call in the bot's answer, if there is one; nobody gets its result."""
        method = parameters.text("method")
        if not method or method.lower().startswith("get") or method in _NOT_IN_ANSWERS:
            return
        values = {name: value for name, value in parameters.values.items() if name != "method"}
        # Telegram reports a refusal to nobody either; the call is recorded with its error.
        with contextlib.suppress(ApiError):
            await self._board.carry_out(self._board.find(method), Parameters(values, parameters.files))


async def _read_answer(answer: aiohttp.ClientResponse) -> Parameters:
    """Read the bot's answer to an update: nothing, or a call; anything unreadable counts as nothing.

    Raises:
        _Undelivered: The answer is not 2xx.
    """
    if not 200 <= answer.status < 300:
        after = answer.headers.get("Retry-After", "")
        text = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        raise _Undelivered(text, int(after) if after.isdecimal() else 0)
    values: dict[str, object] = {}
    files: dict[str, Upload] = {}
    with contextlib.suppress(ValueError, ApiError):
        if answer.content_type == "multipart/form-data":
            await read_parts(aiohttp.MultipartReader(answer.headers, answer.content), values, files)
        elif answer.content_type == "application/json":
            found = json.loads(await answer.read() or b"{}")
            values = found if isinstance(found, dict) else {}
        elif answer.content_type == "application/x-www-form-urlencoded":
            values |= parse_qsl((await answer.read()).decode(errors="replace"))
    return Parameters(values, files)
