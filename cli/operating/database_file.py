"""The database that a command works on, and a description of its contents."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot.settings import SettingRefused, database_url, environment
from crowd.ids import SECOND
from storage.database import path_of
from storage.errors import StorageRefused
from storage.file.backup import Contents
from storage.file.backup import Progress as Told


def add_database_option(parser: argparse.ArgumentParser) -> None:
    """Let a command work on another database than the one in the settings."""
    parser.add_argument("--db", metavar="URL", help="the database (default: DATABASE_URL)")


def chosen_path(args: argparse.Namespace) -> Path:
    """Return the file that a command works on.

    Raises:
        StorageRefused: The address is not understood.
    """
    try:
        return path_of(args.db or database_url(environment()))
    except SettingRefused as error:
        raise StorageRefused(str(error)) from None


def in_words(contents: Contents) -> str:
    """Describe the contents of a database."""
    rows = contents.rows
    counts = ", ".join(
        f"{name}: {rows.get(table, 0):,}"
        for name, table in (
            ("projects", "project"),
            ("tasks", "task"),
            ("people", "contributor"),
            ("answers", "answer"),
        )
    )
    newest = (
        "nothing has happened in it" if contents.newest_at is None else f"up to {moment(contents.newest_at)}"
    )
    return f"{counts}; {newest}; {contents.n_bytes / 1e6:,.1f} MB"


def moment(at: int) -> str:
    """Return a time, given in microseconds since 1970, as text in UTC."""
    try:
        return datetime.fromtimestamp(at / SECOND, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):  # a damaged database may hold any number
        return f"a time that cannot be ({at})"


def stamp(at: int) -> str:
    """Return a time as part of a file's name."""
    return datetime.fromtimestamp(at / SECOND, UTC).strftime("%Y%m%dT%H%M%SZ")


class Bar(Progress):
    """Shows the progress of a copy on a terminal; in a log, it shows nothing."""

    def __init__(self, console: Console, what: str) -> None:
        super().__init__(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._copying = self.add_task(what, total=None)

    @property
    def told(self) -> Told:
        """What the copy tells how far it is."""
        return lambda copied, total: self.update(self._copying, completed=copied, total=total)
