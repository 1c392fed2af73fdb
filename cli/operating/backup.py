"""`askmany backup FILE`: copies the database, beside the bot while it runs, and checks the copy."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from bot.process.clock import system_clock
from cli.operating.database_file import Bar, add_database_option, chosen_path, in_words, stamp
from cli.tables.written_file import check_writable
from storage.errors import StorageError
from storage.file.backup import copy_database


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("backup", help="copy the database while the bot runs", description=__doc__)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the copy; for a folder, a name with the time is chosen"
    )
    add_database_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the copy; return the exit status: 2 if it could not be made."""
    try:
        source, target = chosen_path(args), _target(args.file)
        check_writable(target)
        with Bar(Console(), "Copying and checking") as bar:
            contents = copy_database(source, target, bar.told)
    except (StorageError, ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    sys.stdout.write(f"{target} is a whole copy of {source} ({in_words(contents)}).\n")
    return 0


def _target(file: Path) -> Path:
    return file / f"askmany-{stamp(system_clock())}.db" if file.is_dir() else file
