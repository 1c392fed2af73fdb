"""`askmany summarize FILE --kind KIND`: one number, set, text, order or place from what many people answered."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from cli.measuring.value_file import read_value_file
from cli.measuring.value_tables import print_result
from cli.tables.options import add_table_options, choices_of
from cli.tables.written_file import check_writable
from crowd.aggregation.value_types import VALUE_TYPES, ValuesResult
from crowd.typed.names import tidy_name

#: Each option of the command: the kind it belongs to and the keyword it stands for.
_OPTIONS: dict[str, tuple[str, str]] = {
    "--method": ("numbers", "method"),
    "--lowest": ("numbers", "lowest"),
    "--highest": ("numbers", "highest"),
    "--unit": ("numbers", "unit"),
    "--tolerance": ("numbers", "tolerance"),
    "--options": ("choices", "options"),
    "--characters": ("texts", "unit"),
    "--ties": ("pairs", "ties"),
    "--reliabilities": ("pairs", "reliabilities"),
    "--reach": ("places", "reach_m"),
}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "summarize", help="summarize answers that aren't a choice of one label", description=__doc__
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="answers: any table (CSV, TSV, JSON, XLSX, XLS, ODS)"
    )
    parser.add_argument("--kind", choices=tuple(VALUE_TYPES), required=True, help="the kind of answers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="how many tasks and people to show")
    numbers = parser.add_argument_group("numbers")
    numbers.add_argument("--method", choices=("weighted", "mean", "median"), help="how to find the number")
    numbers.add_argument("--lowest", type=float, help="lowest possible number")
    numbers.add_argument("--highest", type=float, help="highest possible number")
    numbers.add_argument("--unit", help="unit of the numbers, which may follow each of them")
    numbers.add_argument(
        "--tolerance", type=float, help="how far off a number may be and still count as right"
    )
    parser.add_argument_group("choices").add_argument(
        "--options", metavar="A|B|C", help="all options there are (default: those that were named)"
    )
    parser.add_argument_group("texts").add_argument(
        "--characters",
        action="store_const",
        const="characters",
        help="compare by characters, for scripts without spaces and for codes",
    )
    pairs = parser.add_argument_group("pairs")
    pairs.add_argument(
        "--ties",
        choices=("half", "full", "drop"),
        help="how much a tie counts for the order, as part of a preference",
    )
    pairs.add_argument(
        "--reliabilities",
        action="store_const",
        const=True,
        help="estimate how reliable each contributor is and weigh them by it",
    )
    parser.add_argument_group("places").add_argument(
        "--reach", type=float, metavar="METRES", help="how far from its middle a place reaches"
    )
    add_table_options(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    try:
        result, notes = _summarize(args)
        if args.json:
            args.json.write_text(
                json.dumps(result.as_json(), indent=1, ensure_ascii=False, allow_nan=False) + "\n", "utf-8"
            )
    except (ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    console = Console()
    print_result(result, console, show=args.show)
    for note in notes:
        console.print(note, markup=False, highlight=False)
    return 0


def _summarize(args: argparse.Namespace) -> tuple[ValuesResult, tuple[str, ...]]:
    options = _chosen(args)
    if args.show < 0:
        raise ValueError("--show is at least 0.")
    check_writable(args.json, args.file)
    value_type = VALUE_TYPES[args.kind]
    # On a console of its own, as the pictures of progress are not what was asked for.
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        reading = progress.add_task(f"reading {args.file.name}", total=None)
        answers = read_value_file(args.file, value_type, unit=args.unit or "", choices=choices_of(args))
        progress.remove_task(reading)
        progress.add_task(f"{args.kind} of {len(answers.triples)} answers", total=None)
        return value_type.summarize(answers.triples, **options), answers.notes


def _chosen(args: argparse.Namespace) -> dict[str, Any]:
    """The keywords that were given, refused where they belong to another kind."""
    chosen = {}
    for option, (kind, keyword) in _OPTIONS.items():
        value = getattr(args, option.removeprefix("--"))
        if value is None:
            continue
        if kind != args.kind:
            raise ValueError(f"{option} goes with --kind {kind}, not with {args.kind}.")
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{option} must be a finite number.")
        chosen[keyword] = value
    if "options" in chosen:
        chosen["options"] = _split_options(chosen["options"])
    return chosen


def _split_options(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, map(tidy_name, text.replace(";", "|").split("|"))))
    if not names:
        raise ValueError("--options names no option.")
    return names
