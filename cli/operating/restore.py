"""`askmany restore FILE`: puts a backup in place of the database, which is kept beside it."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from bot.process.clock import system_clock
from cli.operating.database_file import Bar, add_database_option, chosen_path, in_words, stamp
from storage.errors import StorageError, StorageRefused
from storage.file.backup import check_database
from storage.file.lock import is_in_use
from storage.file.restore import Restored, refuse_target, restore_database
from usecases.conversation.settle_restored import settle_restored


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "restore", help="put a backup in place of the database", description=__doc__
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    add_database_option(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore; return the exit status: 1 if it was not wanted after all, 2 if it could not be done."""
    try:
        path = chosen_path(args)
        if is_in_use(path):
            raise StorageRefused(f"A bot is running on {path}. Stop it first.")
        refuse_target(args.file, path)
        sys.stdout.write(f"{args.file} holds a whole database ({in_words(check_database(args.file))}).\n")
        sys.stdout.write(_what_goes(path))
        if not (args.yes or _is_wanted()):
            sys.stdout.write("Nothing was changed.\n")
            return 1
        restored = _restore(args.file, path)
    except (StorageError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    sys.stdout.write(_done(path, restored))
    return 0


def _restore(file: Path, path: Path) -> Restored:
    now = system_clock()
    with Bar(Console(), "Restoring") as bar:
        return restore_database(
            file, path, settle=lambda tx: settle_restored(tx, at=now), stamp=stamp(now), progress=bar.told
        )


def _what_goes(path: Path) -> str:
    if not path.exists():
        return f"There is no database {path} yet.\n"
    try:
        there = in_words(check_database(path))
    except StorageRefused as error:
        there = str(error)
    return f"It replaces {path} ({there}), which is kept beside it.\n"


def _is_wanted() -> bool:
    """Ask.

    Raises:
        StorageRefused: There is nobody to ask.
    """
    if not sys.stdin.isatty():
        raise StorageRefused(
            "There is nobody to ask. Pass --yes to restore without asking. Nothing was changed."
        )
    return input(
        "The bot will lose everything that came after the backup. Continue? [y/N] "
    ).strip().casefold() in {
        "y",
        "yes",
    }


def _done(path: Path, restored: Restored) -> str:
    kept = f" The old database is kept as {restored.kept}." if restored.kept else ""
    return f"{path} is restored ({in_words(restored.contents)}).{kept} Start the bot; it will show every card again.\n"
