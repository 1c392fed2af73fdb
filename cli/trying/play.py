"""`askmany play`: opens the whole product in your browser, without a token."""

import argparse
import csv
import io
from importlib import resources
from pathlib import Path

from cli.trying.stage import DEFAULT_PORT, Stage, serve
from playground.control import Sample

#: Ids of the people who are there from the start.
YOU = 1_000_001
MIRA = 1_000_002
#: The files that the page offers: of playground/datasets, the name under which it is sent, its title, the column that
#: people see, and the one that only the crowd is told.
_EXAMPLES = (
    ("example.csv", "example-tasks.csv", "Example tasks", "sentence", "topic"),
    ("numbers.csv", "example-numbers.csv", "Example numbers", "dots", "count"),
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("play", help="try everything in your browser", description=__doc__)
    add_options(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("play-output"), metavar="DIR", help="where everything is kept"
    )
    parser.add_argument("--fresh", action="store_true", help="forget everything and start from scratch")
    parser.set_defaults(run=_run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that play and demo-live share."""
    parser.add_argument(
        "--port", type=int, help=f"port to listen on (default {DEFAULT_PORT}; 0 for any free port)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the default browser")


def _run(args: argparse.Namespace) -> int:
    if args.fresh:
        forget(args.out)
    examples = [_read(*one) for one in _EXAMPLES]
    return serve(
        Stage(
            folder=args.out,
            port=args.port,
            people={YOU: "You", MIRA: "Mira"},
            admin_ids=(YOU,),
            samples=tuple(sample for sample, _ in examples),
            truths={text: right for _, truths in examples for text, right in truths.items()},
            opens_browser=args.open,
        )
    )


def forget(folder: Path) -> None:
    """Remove what an earlier run kept in a folder, and nothing else that lies there."""
    for name in (
        "playground.json",
        "crowd.json",
        "askmany.db",
        "askmany.db-wal",
        "askmany.db-shm",
        "bot.log",
    ):
        (folder / name).unlink(missing_ok=True)


def example() -> tuple[Sample, dict[str, str]]:
    """Return a file of tasks to begin with, and what each is about, which only the crowd is told."""
    return _read(*_EXAMPLES[0])


def _read(dataset: str, name: str, title: str, shown: str, right: str) -> tuple[Sample, dict[str, str]]:
    text = (resources.files("playground") / "datasets" / dataset).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    tasks = io.StringIO(newline="")
    writer = csv.DictWriter(tasks, ["id", shown], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    # Contributors are not to send files, so nobody else is advised to.
    data = tasks.getvalue().encode()
    sample = Sample(name=name, title=title, data=data, advised=(YOU,))
    return sample, {row[shown]: row[right] for row in rows}
