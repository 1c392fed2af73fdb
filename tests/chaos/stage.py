"""Where a run takes place: a local Telegram, the bot in a process that can be harmed, and clocks that move together."""

import asyncio
import contextlib
import json
import resource
import signal
import sqlite3
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from killable import DIED

from cli.trying.bot_process import BotProcess
from playground import Playground

#: Noon of a day in autumn, UTC: every run begins then, so that its nights are where it expects them.
NOON = 1_795_262_400.0
#: How often it is looked whether the machine keeps up, and how late a look may come.
_LOOK_S, _LATE_S = 0.05, 0.2
_PROGRAM = str(Path(__file__).with_name("killable.py"))
_UNLIMITED = resource.RLIM_INFINITY


class HurtBot(BotProcess):
    """The bot, with a point at which it dies, a clock that can be off and a disk that can be full."""

    def __init__(self, settings: Mapping[str, str], folder: Path, *, variant: str = "") -> None:
        self._control = folder / "control.json"
        own = {"CHAOS_VARIANT": variant, "CHAOS_CONTROL": str(self._control)}
        super().__init__({**settings, **own}, folder / "bot.log", (_PROGRAM,))
        self._told: dict[str, Any] = {
            "skew_s": 0.0,
            "room": None,
            "read_only": False,
            "fsync_fails": "",
            "kill_at": "",
        }
        self._log_from = 0

    async def begin(self) -> None:
        """Start, on a disk that can be trusted again."""
        self._told["fsync_fails"] = ""
        self._tell()
        self._log_from = self.log_path.stat().st_size if self.log_path.exists() else 0
        await self.start()

    @property
    def said(self) -> str:
        """What the last process has written so far."""
        with self.log_path.open("rb") as log:
            log.seek(self._log_from)
            return log.read().decode(errors="replace")

    @property
    def status(self) -> int | None:
        """How the last process ended, None while it runs."""
        return None if self._process is None else self._process.returncode

    def arm(self, point: str) -> None:
        """Let it die at a point such as "before-commit:3", in this life or the next; at none if it is empty."""
        self._told["kill_at"] = point
        self._tell()

    def freeze(self) -> None:
        """Stop the process in the middle of whatever it does."""
        self.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.send_signal(signal.SIGCONT)

    def set_clock(self, skew_s: float) -> None:
        """Let its clock differ from the machine's by so much."""
        self._told["skew_s"] = skew_s
        self._tell()

    def set_room(self, pages: int | None) -> None:
        """Let its database grow by so many pages only; None for as far as the disk goes."""
        self._told["room"] = pages
        self._tell()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let its database be one that may not be written."""
        self._told["read_only"] = read_only
        self._tell()

    def fail_fsync(self, when: str) -> None:
        """Let its disk fail for good, "before" or "after" the next rows are on it."""
        self._told["fsync_fails"] = when
        self._tell()

    def limit_files(self, extra: int | None, beyond: Path) -> None:
        """Let no file of it grow longer than one is now, by so many bytes; the system refuses the rest."""
        if self._process is not None and self.is_running:
            # It may be dying just now, or not have begun to write.
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                most = _UNLIMITED if extra is None else beyond.stat().st_size + extra
                resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (most, _UNLIMITED))

    def died_at(self) -> list[str]:
        """The points at which it has died so far, in order."""
        lines = self.log_path.read_text("utf-8", errors="replace").splitlines()
        return [line.removeprefix(DIED) for line in lines if line.startswith(DIED)]

    def _tell(self) -> None:
        unfinished = self._control.with_suffix(".part")
        unfinished.write_text(json.dumps(self._told), "utf-8")
        unfinished.replace(self._control)


class Stage:
    """Telegram and the bot, on clocks that begin at the same noon and go ahead together."""

    def __init__(
        self,
        folder: Path,
        *,
        seed: int,
        settings: Mapping[str, str],
        variant: str = "",
        limited: bool = False,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.entries: list[Any] = []
        self._ahead_s = NOON - time.time()
        self._off_s = 0.0
        self.telegram = Playground(
            seed=seed,
            journal=self.entries,
            clock=lambda: time.time() + self._ahead_s,
            answerable_s=900.0,
            limits="real" if limited else "off",
        )
        self._settings = settings
        self._variant = variant
        self._bot: HurtBot | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def bot(self) -> HurtBot:
        if self._bot is None:
            raise LookupError("there is no bot before Telegram listens")
        return self._bot

    @property
    def database(self) -> Path:
        return self.folder / "bot.db"

    async def open(self) -> None:
        """Let Telegram listen, and make the bot, which does not run yet."""
        await self.telegram.start()
        settings = {
            "BOT_TOKEN": self.telegram.token,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "OPEN_REQUESTERS": "true",
            "API_BASE_URL": self.telegram.base_url,
            "API_BASE_FILE_URL": self.telegram.base_file_url,
            "PUSHES_A_DAY": "0",
            "SEND_LIMITS": "off",
            **self._settings,
        }
        self._bot = HurtBot(settings, self.folder, variant=self._variant)
        self._set_clocks()
        self._watch = asyncio.get_running_loop().create_task(self._watch_machine())

    async def close(self) -> None:
        """End everything."""
        if self._watch is not None:
            self._watch.cancel()
        if self._bot is not None:
            self._bot.thaw()
            await self._bot.kill()
        await self.telegram.close()

    def note(self, what: str, **fields: object) -> None:
        """Write down what was done, beside what Telegram saw."""
        self.entries.append({"n": len(self.entries) + 1, "at": self.telegram.clock(), "what": what, **fields})

    def go_ahead(self, seconds: float) -> None:
        """Let that much time pass for everybody."""
        self.note("time", seconds=seconds)
        self._ahead_s += seconds
        self._set_clocks()

    def set_off(self, seconds: float) -> None:
        """Let the bot's clock alone be wrong by so much."""
        self.note("clock", off=seconds)
        self._off_s = seconds
        self._set_clocks()

    async def _watch_machine(self) -> None:
        """Write down when the machine left us waiting: what arrives then says nothing of when it was sent."""
        while True:
            due = time.monotonic() + _LOOK_S
            await asyncio.sleep(_LOOK_S)
            late = time.monotonic() - due
            if late > _LATE_S:
                self.note("late", seconds=late)

    def _set_clocks(self) -> None:
        self.bot.set_clock(self._ahead_s + self._off_s)

    def write_history(self) -> Path:
        """Write everything that happened into a file."""
        path = self.folder / "history.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in self.entries)
        return path


@contextlib.contextmanager
def damaged(database: Path) -> Iterator[None]:
    """Write over half of a database that nobody uses; afterwards it is as it was."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        # Else all that there is may stand in the log.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [database.with_name(database.name + end) for end in ("", "-wal", "-shm")]
    kept = {file: file.read_bytes() for file in files if file.exists()}
    # A log would take the place of what is damaged.
    for file in files[1:]:
        file.unlink(missing_ok=True)
    whole = kept[database]
    half = len(whole) // 2
    database.write_bytes(whole[:half] + b"\xa5" * (len(whole) - half))
    try:
        yield
    finally:
        for file in files:
            file.unlink(missing_ok=True)
        for file, content in kept.items():
            file.write_bytes(content)
