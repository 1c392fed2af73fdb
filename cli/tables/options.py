"""The options that say how to read a table, the same for every command that reads one."""

import argparse

from crowd.files.tables.choices import Missing, ReadChoices


def add_table_options(parser: argparse.ArgumentParser, *, whole: bool = True) -> None:
    """Add the options.

    Args:
        parser: The command's.
        whole: Whether a file is named by itself: then its sheet and its heading may be chosen, too.
    """
    group = parser.add_argument_group("reading tables")
    group.add_argument(
        "--missing",
        choices=[choice.value for choice in Missing],
        help="cells such as None, nan, NA, null or empty ones: leave their rows out, or keep them as names",
    )
    group.add_argument(
        "--skip-bad-rows", action="store_true", help="leave out rows with errors, and say how many"
    )
    if whole:
        group.add_argument(
            "--no-heading",
            action="store_true",
            help="the first line is a row; the columns are task, worker, label, in this order",
        )
        group.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook to read")


def choices_of(args: argparse.Namespace) -> ReadChoices:
    """Return what was chosen on the command line."""
    return ReadChoices(
        heading=False if getattr(args, "no_heading", False) else None,
        missing=Missing(args.missing) if args.missing else None,
        skip_bad_rows=args.skip_bad_rows,
        sheet=getattr(args, "sheet", None),
    )
