"""Runs the bot and nothing else: `python -m bot`. Settings come from the environment and from .env."""

import asyncio
import logging
import signal
import sys

from bot.app import run_bot
from bot.process.garbage import collect_seldom
from bot.process.logs import JSON, PLAIN, configure_logging
from bot.process.threads import use_threads
from bot.receiving.intake import IntakeNotNow, IntakeRefused
from bot.receiving.listener import ListenNotNow, ListenRefused
from bot.settings import SettingRefused, Settings, environment, read_settings
from storage.errors import StorageError, StorageLost, StorageNotNow, Superseded

logger = logging.getLogger("askmany")

#: Exit statuses. After the first, starting again is of no use: somebody has to change something. After the second, the
#: same start may succeed later. deploy/askmany.service tells them apart.
NEEDS_SOMEBODY, NOT_NOW = 2, 75


async def serve(settings: Settings) -> int:
    """Run until the process is asked to end; return its exit status."""
    collect_seldom()
    stop, threads = asyncio.Event(), use_threads()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    status = 0
    try:
        await run_bot(settings, stop)
    except (StorageError, IntakeRefused, ListenRefused) as error:
        status = _refuse(error, log_format=settings.log_format)
    await threads.leave(status)
    return status


def main() -> int:
    """Run the bot; return the process's exit status."""
    try:
        settings = read_settings(environment())
    except SettingRefused as error:
        return _refuse(error)
    configure_logging(settings.log_level, settings.bot_token, log_format=settings.log_format)
    return asyncio.run(serve(settings))


def _refuse(error: Exception, *, log_format: str = PLAIN) -> int:
    """Say why the bot cannot run, in one line in the format of the log."""
    if log_format == JSON:
        logger.critical("%s", error)
    else:
        sys.stderr.write(f"askmany: {error}\n")
    is_passing = isinstance(error, StorageLost | StorageNotNow | IntakeNotNow | ListenNotNow)
    # However far the bot had got when it noticed: another process has the database for good.
    if isinstance(error.__cause__, Superseded):
        is_passing = False
    return NOT_NOW if is_passing else NEEDS_SOMEBODY


if __name__ == "__main__":
    sys.exit(main())
