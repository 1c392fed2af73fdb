"""The composition root: builds the bot from its parts, starts it and stops it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any, cast
from urllib.parse import urlsplit

from telegram.ext import Application, ContextTypes

from bot.beginning import StoppedEarly, insist, introduce, open_database, unless_stopped, write_down_admins
from bot.ending import finish
from bot.http.transport import HttpRequest, SendingRequest
from bot.introducing import introduce_further
from bot.jobs import schedule
from bot.process.clock import system_clock
from bot.process.disk import DiskWatch
from bot.process.error_tally import ErrorTally
from bot.reading.importer import Importer
from bot.receiving.intake import Intake, IntakeNotNow, IntakeRefused
from bot.receiving.listener import Health, Listener, ListenRefused, Route
from bot.receiving.webhook import Webhook
from bot.sending.acknowledging import ACKNOWLEDGED_AT_ONCE
from bot.sending.calls import Calls
from bot.sending.delivery import Delivery
from bot.sending.lanes import IN_FLIGHT, PAID_IN_FLIGHT
from bot.sending.paying_watch import PayingWatch
from bot.sending.sender import Sender
from bot.settings import NO_CONTACT, Settings
from bot.tally import Tally
from handlers import register
from handlers.context import Clock, CrowdApplication, CrowdContext, Parts
from storage.database import Database
from storage.errors import Superseded
from storage.file.damage import is_damage, what_to_do

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that has been built, running or not."""

    application: CrowdApplication
    parts: Parts
    intake: Intake
    sender: Sender
    importer: Importer
    poll_request: HttpRequest
    errors: ErrorTally
    disk: DiskWatch
    health: Health
    #: None if the bot polls.
    webhook: Webhook | None
    #: None if the bot listens nowhere.
    listener: Listener | None

    async def receive(self) -> None:
        """Receive updates for ever, by polling or by webhook.

        Raises:
            IntakeRefused: The token is wrong, or another bot uses it.
        """
        await (self.intake.poll(self.poll_request) if self.webhook is None else self.webhook.watch())


def build_bot(settings: Settings, database: Database, *, clock: Clock = system_clock) -> Bot:
    """Wire a bot together.

    Raises:
        ListenRefused: Metrics are turned on, but the library for them is not installed.
    """
    if settings.metrics and find_spec("prometheus_client") is None:
        raise ListenRefused(
            "METRICS=true needs the Prometheus library: .venv/bin/pip install 'prometheus-client>=0.22,<1'"
        )
    poll_request = HttpRequest(connection_limit=4, proxy=settings.proxy)
    # The builder does not know the type of bot_data.
    application = cast(
        "CrowdApplication",
        Application.builder()
        .token(settings.bot_token)
        .base_url(settings.api_base_url)
        .base_file_url(settings.api_base_file_url)
        .request(
            SendingRequest(
                connection_limit=IN_FLIGHT + PAID_IN_FLIGHT + ACKNOWLEDGED_AT_ONCE, proxy=settings.proxy
            )
        )
        .get_updates_request(poll_request)
        .context_types(ContextTypes(context=CrowdContext))
        .updater(None)
        .build(),
    )
    errors = ErrorTally(clock)
    parts = Parts(
        database=database,
        clock=clock,
        terms=settings.terms,
        wake_sender=lambda: None,
        started_at=clock(),
        errors_since=errors.since,
    )

    def wake_sender() -> None:
        parts.wake_sender()

    disk = DiskWatch(database)
    calls = Calls(application.bot)
    sender = Sender(
        parts,
        calls,
        Delivery(application.bot, calls, database, clock, settings.terms, wake=wake_sender),
        settings.limits,
        PayingWatch(parts, application.bot),
        disk,
    )
    parts.wake_sender, parts.acknowledge = sender.wake, sender.acknowledging.take
    importer = Importer(parts, application.bot, at_once=settings.imports_at_once)
    parts.wake_importer, parts.stop_import = importer.wake, importer.stop
    application.bot_data["parts"] = parts
    register(application)
    schedule(application, parts, disk)
    intake = Intake(application, parts, sender.tally, disk, concurrent_people=settings.concurrent_people)
    health, webhook = Health(parts, intake), _build_webhook(settings, application, parts, intake, disk)
    return Bot(
        application=application,
        parts=parts,
        intake=intake,
        sender=sender,
        importer=importer,
        poll_request=poll_request,
        errors=errors,
        disk=disk,
        health=health,
        webhook=webhook,
        listener=_build_listener(settings, parts, sender.tally, health, webhook),
    )


def _build_webhook(
    settings: Settings, application: CrowdApplication, parts: Parts, intake: Intake, disk: DiskWatch
) -> Webhook | None:
    if not settings.webhook_url:
        return None
    return Webhook(application, parts, intake, disk, url=settings.webhook_url, secret=settings.webhook_secret)


def _build_listener(
    settings: Settings, parts: Parts, tally: Tally, health: Health, webhook: Webhook | None
) -> Listener | None:
    if settings.listen is None:
        return None
    posts = {} if webhook is None else {urlsplit(settings.webhook_url).path or "/": webhook.take}
    gets: dict[str, Route] = {"/healthz": health.alive, "/readyz": health.ready}
    if settings.metrics:
        from bot.metrics import Metrics

        gets["/metrics"] = Metrics(parts, tally).tell
    return Listener(settings.listen, gets, posts)


async def run_bot(settings: Settings, stop: asyncio.Event) -> None:
    """Run a bot until `stop` is set, then finish what is under way.

    Raises:
        IntakeRefused: The server refuses this bot.
        ListenRefused: The bot cannot listen at its address.
        StorageRefused: The database must not be opened.
    """
    if not settings.privacy_contact:
        logger.warning(NO_CONTACT)
    database = await open_database(settings.database_url, stop)
    if database is None:
        return
    async with database:
        bot = build_bot(settings, database)
        try:
            async with running(bot, stop) as sending:
                logger.info("Askmany runs as @%s", bot.application.bot.username)
                await _until_stopped(bot, stop, sending)
                logger.info("Stopping: finishing what is under way")
        except StoppedEarly:
            logger.info("Stopped before the Bot API server was reached")


@contextlib.asynccontextmanager
async def running(bot: Bot, stop: asyncio.Event | None = None) -> AsyncIterator["asyncio.Task[None]"]:
    """Start a bot and continue what an earlier process left unfinished; at the end, finish what is under way.

    Yields the task that sends, which ends by itself only if something is wrong.

    Raises:
        StoppedEarly: `stop` was set before the server was reached.
    """
    stop = stop or asyncio.Event()
    try:
        if bot.listener is not None:
            await bot.listener.start()
        await unless_stopped(
            insist(lambda: introduce(bot.application, polls=bot.webhook is None)),
            stop,
        )
        await unless_stopped(introduce_further(bot.application), stop)
        await unless_stopped(bot.disk.insist_on(partial(write_down_admins, bot.parts)), stop)
        await unless_stopped(bot.disk.insist_on(bot.sender.recover), stop)
    except BaseException:
        # An application that failed to start does not close what it has opened.
        await bot.application.bot.request.shutdown()
        await bot.poll_request.shutdown()
        if bot.listener is not None:
            await bot.listener.close()
        raise
    await bot.application.start()
    bot.health.sending = sending = asyncio.get_running_loop().create_task(bot.sender.run())
    importing = asyncio.get_running_loop().create_task(bot.importer.run())
    with bot.errors.counting():
        try:
            await unless_stopped(bot.disk.insist_on(bot.intake.recover), stop)
            if bot.webhook is not None:
                opening = partial(bot.disk.insist_on, bot.webhook.open)
                await unless_stopped(insist(opening), stop)
            bot.health.is_receiving = True
            yield sending
        finally:
            bot.health.is_receiving = False
            importing.cancel()
            await asyncio.gather(importing, return_exceptions=True)
            await bot.importer.close()
            await finish(bot.application, bot.listener, bot.intake, bot.sender, sending)


async def _until_stopped(bot: Bot, stop: asyncio.Event, sending: "asyncio.Task[None]") -> None:
    loop = asyncio.get_running_loop()
    receiving = loop.create_task(bot.receive())
    stopping = loop.create_task(stop.wait())
    failing = loop.create_task(bot.parts.database.failed.wait())
    tasks: set[asyncio.Task[Any]] = {receiving, stopping, failing}
    try:
        await asyncio.wait({*tasks, sending}, return_when=asyncio.FIRST_COMPLETED)
        if bot.parts.database.failed.is_set():
            # Only a restart can tell what is stored. If anything else ended, this is why.
            raise _what_failed(bot.parts.database)
        for task in (receiving, sending):
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _what_failed(database: Database) -> IntakeRefused:
    error = database.broken
    if isinstance(error, Superseded):
        return IntakeRefused(
            f"another process has taken over the database {database.path}, and nothing was written to it since. "
            "Let one process only use it: stop this one, or that."
        )
    if error is not None and is_damage(error):
        return IntakeRefused(
            f"the database {database.path} is damaged ({error}). {what_to_do(database.path)}"
        )
    return IntakeNotNow(f"the database's disk failed: {error}")
