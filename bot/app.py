"""The composition root: builds the running bot out of its parts, starts it and stops it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any, cast

from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ContextTypes

from bot.clock import system_clock
from bot.delivery import Delivery
from bot.ending import finish
from bot.error_tally import ErrorTally
from bot.intake import Intake, IntakeRefused
from bot.jobs import schedule
from bot.sender import IN_FLIGHT, Sender
from bot.settings import Settings
from bot.transport import AiohttpRequest, SendingRequest
from handlers import menu, register
from handlers.context import Clock, CrowdApplication, CrowdContext, Parts
from handlers.texts import DEFAULT_LOCALE, LOCALES, texts_in
from storage.damage import is_damage, what_to_do
from storage.database import Database

logger = logging.getLogger(__name__)

#: Attempts to reach the server at the start before giving up, and the pause between them.
START_ATTEMPTS = 10
START_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that is built and not yet running, or running."""

    application: CrowdApplication
    parts: Parts
    intake: Intake
    sender: Sender
    poll_request: AiohttpRequest
    errors: ErrorTally


def build_bot(settings: Settings, database: Database, *, clock: Clock = system_clock) -> Bot:
    """Wire a bot together."""
    poll_request = AiohttpRequest(connection_limit=4)
    # The builder cannot know the type of bot_data.
    application = cast(
        "CrowdApplication",
        Application.builder()
        .token(settings.bot_token)
        .base_url(settings.api_base_url)
        .base_file_url(settings.api_base_file_url)
        .request(SendingRequest(connection_limit=IN_FLIGHT * 2))
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
    sender = Sender(parts, Delivery(application.bot, database, clock, settings.terms), settings.limits)
    parts.wake_sender = sender.wake
    application.bot_data["parts"] = parts
    register(application)
    schedule(application, parts)
    intake = Intake(application, parts, concurrent_people=settings.concurrent_people)
    return Bot(
        application=application,
        parts=parts,
        intake=intake,
        sender=sender,
        poll_request=poll_request,
        errors=errors,
    )


async def run_bot(settings: Settings, stop: asyncio.Event) -> None:
    """Run a bot until `stop` is set, then finish what is in hand.

    Raises:
        IntakeRefused: The server refuses this bot.
        StorageRefused: The database must not be opened.
    """
    async with await Database.open(settings.database_url) as database:
        bot = build_bot(settings, database)
        try:
            async with running(bot, stop) as sending:
                logger.info("Askmany runs as @%s", bot.application.bot.username)
                await _until_stopped(bot, stop, sending)
                logger.info("Stopping: finishing what is in hand")
        except StoppedEarly:
            logger.info("Stopped before the server was reached")


class StoppedEarly(Exception):
    """The bot was asked to end before it had started."""


@contextlib.asynccontextmanager
async def running(bot: Bot, stop: asyncio.Event | None = None) -> AsyncIterator["asyncio.Task[None]"]:
    """Start a bot: take up what an earlier process left; at the end, finish what is in hand.

    Yields the task that sends, which ends by itself only when something is wrong.

    Raises:
        StoppedEarly: `stop` was set while the server was not reached yet.
    """
    try:
        await _unless_stopped(_initialize(bot), stop or asyncio.Event())
    except BaseException:
        # An application that did not initialize does not close what it opened for it.
        await bot.application.bot.request.shutdown()
        await bot.poll_request.shutdown()
        raise
    await bot.sender.recover()
    await bot.application.start()
    sending = asyncio.get_running_loop().create_task(bot.sender.run())
    with bot.errors.counting():
        try:
            await bot.intake.recover()
            yield sending
        finally:
            await finish(bot.application, bot.intake, bot.sender, sending)


async def _until_stopped(bot: Bot, stop: asyncio.Event, sending: "asyncio.Task[None]") -> None:
    loop = asyncio.get_running_loop()
    polling = loop.create_task(bot.intake.poll(bot.poll_request))
    stopping = loop.create_task(stop.wait())
    failing = loop.create_task(bot.parts.database.failed.wait())
    tasks: set[asyncio.Task[Any]] = {polling, stopping, failing}
    try:
        await asyncio.wait({*tasks, sending}, return_when=asyncio.FIRST_COMPLETED)
        for task in (polling, sending):
            if task.done():
                task.result()
        if failing.done():
            # Only a restart can tell what is stored.
            raise IntakeRefused(_what_failed(bot.parts.database))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _unless_stopped(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    working, stopping = loop.create_task(work), loop.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise StoppedEarly
        working.result()
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


def _what_failed(database: Database) -> str:
    error = database.broken
    if error is not None and is_damage(error):
        return f"the database {database.path} is damaged ({error}). {what_to_do(database.path)}"
    return f"the database's disk failed: {error}"


async def _initialize(bot: Bot) -> None:
    """Introduce the bot to the server, which may still be starting."""
    for attempt in range(1, START_ATTEMPTS + 1):
        try:
            await bot.application.initialize()
            await _introduce(bot)
        except InvalidToken:
            raise IntakeRefused("the server does not know this token: check BOT_TOKEN") from None
        except (NetworkError, RetryAfter) as error:
            if attempt == START_ATTEMPTS:
                raise IntakeRefused(f"the Bot API server cannot be reached: {error}") from None
            logger.warning("The Bot API server does not answer (%s); trying again", error)
            await asyncio.sleep(START_PAUSE_S)
        else:
            return


async def _introduce(bot: Bot) -> None:
    """Leave any webhook, and show the menu of commands in every language."""
    await bot.application.bot.delete_webhook()
    for locale in LOCALES:
        language = None if locale == DEFAULT_LOCALE else locale
        await bot.application.bot.set_my_commands(menu(texts_in(locale)), language_code=language)
