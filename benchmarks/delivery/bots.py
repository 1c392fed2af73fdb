"""The bots to measure, and how to start each of them."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.delivery.processes import BotProcess, running
from benchmarks.delivery.stock import Stock, build
from benchmarks.delivery.telegram import Telegram

OURS = "askmany"
PTB = "python-telegram-bot"
AIOGRAM = "aiogram"
_NAIVE = {PTB: "benchmarks.delivery.naive_ptb", AIOGRAM: "benchmarks.delivery.naive_aiogram"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A running bot with its database."""

    process: BotProcess
    database: Path


@contextlib.contextmanager
def naive(kind: str, telegram: Telegram) -> Iterator[Started]:
    """Run one of the naive bots."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "naive.db"
        settings = {
            "BOT_TOKEN": telegram.token,
            "API_BASE_URL": f"http://127.0.0.1:{telegram.port}/bot",
            "DATABASE": str(database),
        }
        with running(_NAIVE[kind], settings, Path(folder) / "log") as process:
            yield Started(process=process, database=database)


@contextlib.contextmanager
def ours(telegram: Telegram, stock: Stock, **settings: str) -> Iterator[Started]:
    """Run our bot with a stock of people and tasks."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "askmany.db"
        build(database, stock)
        with ours_on(database, telegram, **settings) as started:
            yield started


@contextlib.contextmanager
def ours_on(database: Path, telegram: Telegram, **settings: str) -> Iterator[Started]:
    """Run our bot on an existing database."""
    given = {
        "BOT_TOKEN": telegram.token,
        "API_BASE_URL": f"http://127.0.0.1:{telegram.port}/bot",
        "API_BASE_FILE_URL": f"http://127.0.0.1:{telegram.port}/file/bot",
        "DATABASE_URL": f"sqlite:///{database}",
        "SEND_LIMITS": "off",
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    with running("bot", given, database.with_suffix(".log")) as process:
        yield Started(process=process, database=database)
