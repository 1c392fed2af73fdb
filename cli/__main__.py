"""Entry point of the `askmany` command."""

import argparse
import io
import sys
from collections.abc import Sequence

from cli.measuring import aggregate, agreement, compare, summarize
from cli.operating import backup, doctor, restore, run
from cli.replaying import replay, simulate
from cli.trying import demo, demo_live, play, playground

#: Every subcommand: a module with `add_parser` and a handler set as `run`.
COMMANDS = (
    run,
    doctor,
    backup,
    restore,
    play,
    demo,
    demo_live,
    playground,
    replay,
    simulate,
    aggregate,
    compare,
    agreement,
    summarize,
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    parser = argparse.ArgumentParser(
        prog="askmany",
        description="Ask many people one small question each, in Telegram, and get one trustworthy answer.",
    )
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status."""
    args = build_parser().parse_args(argv)
    _print_whatever_names_hold()
    status: int = args.run(args)
    return status


def _print_whatever_names_hold() -> None:
    """Let a terminal that is not in UTF-8 show a question mark for what it lacks, rather than end with an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
