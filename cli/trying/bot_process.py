"""The real bot in a process of its own, which can be killed and started again."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.settings import SETTINGS

#: Set to nothing, so that no .env in the current folder can fill them in.
_UNSET = dict.fromkeys(SETTINGS, "")
#: A bot that is asked to end finishes what is under way; if it takes longer than this, something is wrong.
STOP_S = 15.0


class BotProcess:
    """Runs `python -m bot`, or another program in its place, with given settings; its log goes to a file."""

    def __init__(
        self, settings: Mapping[str, str], log_path: Path, program: Sequence[str] = ("-m", "bot")
    ) -> None:
        self._settings = settings
        self._program = program
        self.log_path = log_path
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the bot."""
        # Only what a process needs from our own environment: the user's .env or token must not leak in.
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ
        }
        with self.log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._program,
                env={**inherited, **_UNSET, **self._settings},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def send_signal(self, number: signal.Signals) -> None:
        """Send the process a signal, if it lives."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)

    async def kill(self) -> None:
        """End the bot at once, as a power cut would."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()

    async def stop(self) -> int:
        """Ask the bot to end and wait until it has; return its exit status."""
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(STOP_S):
                    await self._process.wait()
            except TimeoutError:
                await self.kill()
        return self._process.returncode or 0

    async def wait(self) -> int:
        """Wait until the bot ends by itself; return its exit status."""
        return await self._process.wait() if self._process is not None else 0

    @property
    def pid(self) -> int | None:
        """The id of the process; None if it was never started."""
        return self._process.pid if self._process is not None else None

    @property
    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.returncode is None

    @property
    def was_killed(self) -> bool:
        """Whether it was ended by a signal that it could not handle, as the system does when memory runs out."""
        return self._process is not None and (self._process.returncode or 0) < 0

    def log_tail(self, lines: int = 12) -> str:
        """Return the end of the bot's log."""
        text = self.log_path.read_text("utf-8", errors="replace") if self.log_path.exists() else ""
        return "\n".join(text.splitlines()[-lines:])
