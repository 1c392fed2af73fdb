"""Uses a damaged database in every way there is, and says how that ended: well, in words, or with a traceback."""

import asyncio
import contextlib
import io
import logging
import os
import random
import shutil
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spoiling import spoil

from bot.app import build_bot
from bot.jobs import TICKS, _guarded
from bot.settings import Settings
from cli.__main__ import main
from storage.database import Database
from storage.errors import StorageError

FINE, REFUSED, TRACEBACK = "fine", "refused in words", "traceback"
TOKEN = "1234567:" + "x" * 35
CLOCK_AT = 1_900_000_000_000_000


@dataclass(frozen=True, slots=True)
class Trial:
    """What was done to a database, what it was then used for, and how that ended."""

    damage: str
    use: str
    outcome: str
    told: str


def make_whole(folder: Path, data: Path) -> Path:
    """Write a database with the life of a project in it, and a log of what came last, as after a power cut."""
    path, kept = folder / "whole.db", folder / "whole" / "kept.db"
    if kept.exists():
        return kept
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        status = main(["replay", str(data), "--db", f"sqlite:///{path}", "--out", str(folder / "out")])
    if status != 0:
        raise RuntimeError(f"the whole database could not be made: {status}")
    kept.parent.mkdir(parents=True)
    shutil.copy(path, folder / "good.db")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE fill (x TEXT)")
    connection.execute("DROP TABLE fill")
    connection.execute("UPDATE task SET n_skips = n_skips")
    for end in ("", "-wal", "-shm"):
        shutil.copy(path.with_name(path.name + end), kept.with_name(kept.name + end))
    connection.close()
    return kept


def trials(whole: Path, folder: Path, seed: int) -> Iterator[Trial]:
    """Damage a copy of a database, and use copies of that in every way."""
    rng, spoiled = random.Random(seed), _copy(whole, folder / "spoiled")
    damage = f"seed {seed}: {spoil(spoiled, rng)}"
    for use, attempt in USES.items():
        path = _copy(spoiled, folder / use)
        outcome, told = _outcome(attempt, path)
        yield Trial(damage, use, outcome, told)
        _remove(path.parent)
    _remove(spoiled.parent)


def _copy(path: Path, folder: Path) -> Path:
    _remove(folder)
    shutil.copytree(
        path.parent,
        folder,
        symlinks=True,
        ignore=lambda _, names: [n for n in names if not n.startswith(path.name)],
    )
    return folder / path.name


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _outcome(attempt: Callable[[Path], tuple[int, str]], path: Path) -> tuple[str, str]:
    try:
        status, said = attempt(path)
    except StorageError as refused:
        status, said = 2, str(refused)
    except Exception:  # noqa: BLE001 - this is what is looked for
        return TRACEBACK, traceback.format_exc()
    if "Traceback" in said:
        return TRACEBACK, said
    if status == 0:
        return FINE, said
    return (
        (REFUSED, said) if status in {1, 2} and len(said.strip()) > 20 else (TRACEBACK, f"{status}: {said!r}")
    )


def _command(*words: str) -> tuple[int, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(list(words))
    return status, said.getvalue()


def _start(path: Path) -> tuple[int, str]:
    """What a start does before it reaches Telegram, and each tick once, with everything that is logged."""
    log = io.StringIO()
    handler, root = logging.StreamHandler(log), logging.getLogger()
    before = root.handlers[:]
    root.handlers[:] = [handler]
    try:
        told = asyncio.run(_live(path))
    finally:
        root.handlers[:] = before
    return (2 if told else 0), told + log.getvalue()


async def _live(path: Path) -> str:
    url = f"sqlite:///{path}"
    async with await Database.open(url) as database:
        settings = Settings(bot_token=TOKEN, database_url=url)
        bot = build_bot(settings, database, clock=lambda: CLOCK_AT)
        await bot.sender.recover()
        await bot.intake.recover()
        for tick, _ in TICKS:
            await _guarded(tick, bot.parts, bot.disk)(None)  # type: ignore[arg-type]
        await bot.intake.abandon()
        return f"ended: {database.broken}" if database.broken is not None else ""


def _doctor(path: Path) -> tuple[int, str]:
    kept = dict(os.environ)
    os.environ.update(BOT_TOKEN=TOKEN, ADMIN_IDS="1")
    try:
        status, said = _command("doctor", "--offline", "--db", f"sqlite:///{path}")
    finally:
        os.environ.clear()
        os.environ.update(kept)
    # A warning may be about anything but damage.
    return (0 if status == 1 and "damaged" not in said else status), said


def _backup(path: Path) -> tuple[int, str]:
    return _command("backup", str(path.with_name("copy.db")), "--db", f"sqlite:///{path}")


def _restore_from(path: Path) -> tuple[int, str]:
    return _command("restore", str(path), "--yes", "--db", f"sqlite:///{path.with_name('new.db')}")


def _restore_over(path: Path) -> tuple[int, str]:
    good = path.parent.parent / "good.db"
    return _command("restore", str(good), "--yes", "--db", f"sqlite:///{path}")


USES: dict[str, Callable[[Path], tuple[int, str]]] = {
    "start": _start,
    "doctor": _doctor,
    "backup": _backup,
    "restore from it": _restore_from,
    "restore over it": _restore_over,
}
