"""Starts up while the server may still be starting too: retries for a while, and can be stopped meanwhile."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from telegram import BotCommandScopeAllGroupChats
from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot.process.disk import FULL_DISK_S, Seldom
from bot.receiving.intake import IntakeNotNow, IntakeRefused
from handlers import group_menu, menu
from handlers.context import CrowdApplication, Parts
from handlers.texts import DEFAULT_LOCALE, LOCALES, texts_in
from storage.database import Database
from storage.errors import DiskNotReady
from usecases.governing.note_admins import note_admins

logger = logging.getLogger(__name__)

#: Attempts to reach the server at startup before giving up, and the pause between them.
START_ATTEMPTS = 10
START_PAUSE_S = 1.0


class StoppedEarly(Exception):
    """The bot was asked to end before it had started."""


async def unless_stopped(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """Run a part of the startup unless the bot is told to stop.

    Raises:
        StoppedEarly: `stop` was set before it was finished.
    """
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


async def insist(step: Callable[[], Awaitable[None]]) -> None:
    """Take a step that needs the server, which may still be starting.

    Raises:
        IntakeRefused: The server does not know the token, or does not answer.
    """
    for attempt in range(1, START_ATTEMPTS + 1):
        try:
            await step()
        except InvalidToken:
            raise IntakeRefused("the server does not know this token: check BOT_TOKEN") from None
        except (NetworkError, RetryAfter) as error:
            if attempt == START_ATTEMPTS:
                raise IntakeNotNow(f"the Bot API server cannot be reached: {error}") from None
            logger.warning("The Bot API server is not answering (%s); trying again", error)
            await asyncio.sleep(START_PAUSE_S)
        else:
            return


async def open_database(url: str, stop: asyncio.Event) -> Database | None:
    """Open the database; wait as long as its disk is full, read-only or failing. Return None if `stop` comes first.

    Raises:
        StorageRefused: The database must not be opened.
    """
    seldom = Seldom()
    while not stop.is_set():
        try:
            return await Database.open(url)
        except DiskNotReady as error:
            if seldom.is_due():
                logger.error("%s The bot starts by itself as soon as it can.", error)  # noqa: TRY400
        with suppress(TimeoutError):
            async with asyncio.timeout(FULL_DISK_S):
                await stop.wait()
    return None


async def write_down_admins(parts: Parts) -> None:
    """Write in the history who became an admin, or is one no longer, since the last start."""
    await parts.database.run(note_admins, terms=parts.terms, at=parts.clock())


async def introduce(application: CrowdApplication, *, polls: bool) -> None:
    """Remove any webhook if the bot polls, and set the menu of commands in every language."""
    await application.initialize()
    if polls:
        await application.bot.delete_webhook()
    for locale in LOCALES:
        language = None if locale == DEFAULT_LOCALE else locale
        await application.bot.set_my_commands(menu(texts_in(locale)), language_code=language)
        await application.bot.set_my_commands(
            group_menu(texts_in(locale)), BotCommandScopeAllGroupChats(), language_code=language
        )
