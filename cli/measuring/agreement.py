"""`askmany agreement FILE`: measures how well people agree, in figures and in plain sentences."""

import argparse
import json
import math
import sys
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from cli.measuring.agreement_figures import Gold, Measured, as_json, compare_gold
from cli.measuring.agreement_tables import print_measured
from cli.tables.answer_file import AnswerFile, read_answer_file
from cli.tables.options import add_table_options, choices_of
from cli.tables.written_file import check_writable
from crowd.agreement import Level, compare_pairs, measure_agreement, measure_groups
from crowd.answers import FloatArray
from crowd.typed.names import tidy_name

_PROGRESS = (
    TextColumn("{task.description}", markup=False),
    BarColumn(),
    TaskProgressColumn(),
    TimeElapsedColumn(),
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("agreement", help="measure how well people agree", description=__doc__)
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="answers: any table (CSV, JSON, XLSX and so on) with task, worker, label",
    )
    parser.add_argument(
        "--gold", type=Path, metavar="FILE", help="known labels (task, label) to compare with"
    )
    parser.add_argument(
        "--level",
        choices=[level.value for level in Level],
        default=Level.NOMINAL.value,
        help="how alpha sees the difference between two labels",
    )
    parser.add_argument(
        "--order", metavar="A,B,C", help="for ordinal labels that aren't numbers: all of them, lowest first"
    )
    parser.add_argument("--by", choices=("language",), help="also measure each group by itself")
    parser.add_argument("--pairs", type=int, default=5, metavar="N", help="how many pairs of people to show")
    parser.add_argument(
        "--bootstrap",
        type=int,
        default=1_000,
        metavar="N",
        help="how many samples the ranges come from; 0 for no ranges",
    )
    parser.add_argument("--seed", type=int, default=1, help="fixes the samples")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    add_table_options(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    console = Console()
    try:
        _check(args)
        measured = _measure(args)
        if args.json:
            args.json.write_text(json.dumps(as_json(measured), indent=1, ensure_ascii=False) + "\n", "utf-8")
    except (ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    print_measured(measured, console)
    return 0


def _check(args: argparse.Namespace) -> None:
    if min(args.pairs, args.bootstrap, args.seed) < 0:
        raise ValueError("--pairs, --bootstrap and --seed are at least 0.")
    if args.order is not None and args.level != Level.ORDINAL:
        raise ValueError("--order goes with --level ordinal.")
    check_writable(args.json, args.file, args.gold)


def _measure(args: argparse.Namespace) -> Measured:
    # On a console of its own, as the pictures of progress are not what was asked for.
    console = Console(stderr=True)
    with Progress(*_PROGRESS, console=console, transient=True, disable=not console.is_terminal) as progress:
        reading = progress.add_task(f"reading {args.file.name}", total=None)
        file = read_answer_file(args.file, args.gold, choices_of(args))
        values = _values(file, args)
        if args.by == "language" and file.language is None:
            raise ValueError(f"{args.file}: --by language needs a column 'language' that is not empty.")
        progress.remove_task(reading)
        n_groups = len(file.languages) if args.by else 0
        bar = progress.add_task("measuring", total=args.bootstrap * (1 + n_groups) or None)
        codes, level = file.answers.codes, Level(args.level)
        rng = np.random.default_rng(args.seed) if args.bootstrap else None
        found = measure_agreement(
            codes,
            level=level,
            values=values,
            n_resamples=args.bootstrap,
            rng=rng,
            progress=lambda done: progress.update(bar, completed=done),
        )
        groups = (
            measure_groups(
                codes,
                file.language,
                n_groups,
                level=level,
                values=values,
                n_resamples=args.bootstrap,
                rng=rng,
                progress=lambda done: progress.update(bar, completed=args.bootstrap + done),
            )
            if n_groups and file.language is not None
            else ()
        )
        pairs = compare_pairs(codes, count=args.pairs)
    return Measured(
        file=file,
        found=found,
        languages=tuple(zip(file.languages, groups, strict=bool(groups))),
        pairs=pairs,
        gold=_gold(file),
        seed=args.seed,
    )


def _gold(file: AnswerFile) -> Gold | None:
    return None if file.gold is None else compare_gold(file.answers.codes, file.gold)


def _values(file: AnswerFile, args: argparse.Namespace) -> FloatArray | None:
    """What each label stands for.

    Raises:
        ValueError: The level needs numbers or an order, and labels have none.
    """
    labels = file.answers.labels
    if args.level == Level.NOMINAL:
        return None
    if args.order is not None:
        return _ranks(labels, list(map(tidy_name, args.order.split(","))))
    odd = next((label for label in labels if not _is_number(label)), None)
    if odd is not None:
        what = (
            "name the labels in their order: --order A,B,C"
            if args.level == Level.ORDINAL
            else "take nominal or ordinal"
        )
        raise ValueError(f"--level {args.level}: the label {odd!r} is no number; {what}.")
    return np.array([float(label) for label in labels])


def _ranks(labels: tuple[str, ...], order: list[str]) -> FloatArray:
    missing = [label for label in labels if label not in order]
    if missing or len(set(order)) < len(order):
        what = f"the label {missing[0]!r} is not in it" if missing else "a label is in it twice"
        raise ValueError(f"--order: {what}; name every label once, lowest first.")
    return np.array([float(order.index(label)) for label in labels])


def _is_number(label: str) -> bool:
    try:
        return math.isfinite(float(label))
    except ValueError:
        return False
