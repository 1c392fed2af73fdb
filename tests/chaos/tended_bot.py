"""The bot in this process, on a clock that only a test moves; it is restarted whenever it ends."""

import asyncio
import contextlib
import math
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import bot.beginning
import bot.process.disk
import bot.receiving.intake
import bot.sending.acknowledging
from bot.app import Bot, _until_stopped, build_bot, running
from bot.jobs import TICKS, _guarded
from bot.receiving.intake import IntakeRefused
from bot.settings import Settings
from crowd.ids import SECOND
from playground import Playground
from storage.database import Database
from storage.errors import StorageError
from storage.file.read_only import address_of

#: Only a bot that hangs is waited for so long.
PATIENCE_S = 180.0
#: A bot that ends more often than so many failures can make it end cannot live.
MOST_ENDS = 60
#: Waits of the bot for a disk or a server to come to its senses; here they have come when it looks again.
_WAITS = (
    (bot.process.disk, "FULL_DISK_S"),
    (bot.receiving.intake, "FIRST_WAIT_S"),
    (bot.beginning, "START_PAUSE_S"),
    (bot.sending.acknowledging, "PAUSES_S"),
)


class StillClock:
    """The time of the bot and of its Telegram."""

    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> int:
        """Return microseconds since 1970, as the bot counts."""
        return round(self.now_s * SECOND)

    def seconds(self) -> float:
        """Return seconds since 1970, as Telegram counts."""
        return self.now_s


class TendedBot:
    """A bot and the one who starts it again."""

    def __init__(
        self, telegram: Playground, folder: Path, clock: StillClock, connection: type[sqlite3.Connection]
    ) -> None:
        self.database = folder / "bot.db"
        self._telegram = telegram
        self._clock = clock
        self._connection = connection
        self._settings = Settings(
            bot_token=telegram.token,
            database_url=f"sqlite:///{self.database}",
            open_requesters=True,
            api_base_url=telegram.base_url,
            api_base_file_url=telegram.base_file_url,
        )
        self._stop = asyncio.Event()
        self._bot: Bot | None = None
        self._keeping: asyncio.Task[None] | None = None
        #: What it said at each end that nobody asked for.
        self.ends: list[str] = []

    async def __aenter__(self) -> Self:
        self._keeping = asyncio.get_running_loop().create_task(self._keep())
        await self.quiet()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._keeping is not None:
            await self._keeping

    async def _keep(self) -> None:
        while not self._stop.is_set():
            try:
                await self._live()
            except (StorageError, IntakeRefused) as error:
                self.ends.append(str(error))
                if len(self.ends) > MOST_ENDS:
                    raise

    async def _live(self) -> None:
        """What `python -m bot` does."""
        async with await Database.open(self._settings.database_url, connection=self._connection) as database:
            built = build_bot(self._settings, database, clock=self._clock)
            if built.application.job_queue is not None:
                for job in built.application.job_queue.jobs():
                    # A tick happens when somebody waits for it.
                    job.schedule_removal()
            built.sender._monotonic = self._clock.seconds
            async with running(built, self._stop) as sending:
                self._bot = built
                try:
                    await _until_stopped(built, self._stop, sending)
                finally:
                    self._bot = None

    async def rest(self) -> None:
        """Let all ticks happen, and wait for all that follows."""
        await self.quiet()
        for tick, _ in TICKS:
            if self._bot is not None:
                await _guarded(tick, self._bot.parts, self._bot.disk)(None)  # type: ignore[arg-type]
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until the bot has nothing in hand; what waits for a time comes to it at once."""
        async with asyncio.timeout(PATIENCE_S):
            while not self._is_quiet():
                if self._keeping is not None and self._keeping.done():
                    self._keeping.result()
                await asyncio.sleep(0.001)

    def _is_quiet(self) -> bool:
        updates = self._telegram.world.updates
        if updates.pending or not updates.is_polled or self._bot is None:
            return False
        if self._bot.parts.database.failed.is_set():
            return False
        in_hand, due = self._left()
        if not in_hand and due is not None:
            self._clock.now_s = max(self._clock.now_s, due / SECOND + 0.001)
            self._bot.sender.wake()
        acknowledging = self._bot.sender.acknowledging
        if not in_hand and due is None and 0.0 < (pause_s := acknowledging.go_on()) < math.inf:
            self._clock.now_s += pause_s + 0.001
        return not in_hand and due is None and not acknowledging.is_busy

    def _left(self) -> tuple[int, int | None]:
        with contextlib.closing(sqlite3.connect(address_of(self.database), uri=True)) as connection:
            in_hand, due = connection.execute(_LEFT).fetchone()
        return in_hand, due


_LEFT = """
    SELECT (SELECT count(*) FROM inbox WHERE state = 'PENDING')
            + (SELECT count(*) FROM outbox WHERE state = 'SENDING'),
        (SELECT min(due_at) FROM outbox WHERE state = 'PENDING')
"""


@contextlib.contextmanager
def impatient() -> Iterator[None]:
    """Let the bot hardly wait before it tries again."""
    before: list[tuple[Any, str, Any]] = [(module, name, getattr(module, name)) for module, name in _WAITS]
    for module, name, wait in before:
        setattr(module, name, (0.001,) * len(wait) if isinstance(wait, tuple) else 0.001)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)
