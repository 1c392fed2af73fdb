"""`askmany demo-live`: opens the finished demo in your browser, with everybody's chat as it ended."""

import argparse
import shutil
import sys
from pathlib import Path

from cli.trying.play import add_options, example
from cli.trying.stage import Stage, serve

#: What a run leaves behind; a database may have its newest part in files of their own.
_NEEDED = ("playground.json", "askmany.db")
_DATABASE_PARTS = ("askmany.db-wal", "askmany.db-shm")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "demo-live", help="open the finished demo in your browser", description=__doc__
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=Path("demo-output/rte"),
        metavar="DIR",
        help="folder of the finished demo or replay",
    )
    add_options(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    missing = next((name for name in _NEEDED if not (args.folder / name).exists()), None)
    if missing is not None:
        sys.stderr.write(f"askmany: {args.folder} has no {missing}: run `askmany demo` first.\n")
        return 2
    sample, truths = example()
    folder = copy_of(args.folder)
    return serve(
        Stage(folder=folder, port=args.port, samples=(sample,), truths=truths, opens_browser=args.open)
    )


def copy_of(folder: Path) -> Path:
    """Copy what a run left behind into a folder within: the demo stays as it ended, whatever is done now."""
    live = folder / "live"
    shutil.rmtree(live, ignore_errors=True)
    live.mkdir()
    for name in (*_NEEDED, *_DATABASE_PARTS):
        if (folder / name).exists():
            shutil.copy(folder / name, live / name)
    return live
