"""Runs the bot and nothing else: `python -m bot`. Settings come from the environment and from .env."""

import asyncio
import signal
import sys

from bot.app import run_bot
from bot.intake import IntakeRefused
from bot.logs import configure_logging
from bot.settings import SettingRefused, Settings, environment, read_settings
from storage.errors import StorageError


async def serve(settings: Settings) -> None:
    """Run until the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await run_bot(settings, stop)


def main() -> int:
    """Run the bot; return the process's exit status."""
    try:
        settings = read_settings(environment())
        configure_logging(settings.log_level, settings.bot_token)
        asyncio.run(serve(settings))
    except (SettingRefused, StorageError, IntakeRefused) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
