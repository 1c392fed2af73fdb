"""`askmany compare FILE --gold GOLD`: compares all methods on answers whose truth is known."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.measuring.aggregate import load_numerics
from cli.measuring.comparison import Compared, compare_one, tasks_that_count
from cli.tables.answer_file import AnswerFile, read_answer_file
from cli.tables.gold_notes import gold_notes
from cli.tables.options import add_table_options, choices_of
from cli.tables.written_file import check_writable
from crowd.aggregation.methods import METHODS, SHARES
from crowd.answers import check_table


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "compare", help="compare all methods on answers whose truth is known", description=__doc__
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="answers: any table (CSV, JSON, XLSX and so on) with task, worker, label",
    )
    parser.add_argument(
        "--gold", type=Path, metavar="FILE", required=True, help="known labels (task, label), to compare with"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    add_table_options(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    path = args.json
    try:
        check_writable(path, args.file, args.gold)
        file, compared, refused = _compare(args)
        if path:
            text = json.dumps(_as_json(file, compared, refused), indent=1, ensure_ascii=False)
            path.write_text(text + "\n", "utf-8")
    except (ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    _print(file, compared, refused)
    return 0


def _compare(args: argparse.Namespace) -> tuple[AnswerFile, list[Compared], dict[str, str]]:
    """The file, every method that ran, and why others did not."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(f"reading {args.file.name}", total=len(METHODS))
        file = read_answer_file(args.file, args.gold, choices_of(args))
        codes, gold = file.answers.codes, file.gold
        if gold is None or not tasks_that_count(codes, gold).size:
            raise ValueError(
                f"{args.gold}: none of its tasks has an answer in {args.file}, so there is nothing to compare."
            )
        check_table(codes)
        load_numerics()
        compared, refused = [], {}
        for name, find in METHODS.items():
            progress.update(bar, description=name)
            begun = time.perf_counter()
            try:
                found = find(codes, None)
            except ValueError as error:
                refused[name] = str(error)
            else:
                compared.append(compare_one(name, found, codes, gold, time.perf_counter() - begun))
            progress.advance(bar)
    return file, compared, refused


def _as_json(file: AnswerFile, compared: list[Compared], refused: dict[str, str]) -> dict[str, object]:
    codes = file.answers.codes
    methods: dict[str, object] = {}
    for one in compared:
        figures = asdict(one)
        figures["calibration"] = figures.pop("bins")
        del figures["name"]
        methods[one.name] = figures
    return {
        "tasks": codes.n_tasks,
        "people": codes.n_contributors,
        "answers": codes.n_answers,
        "options": codes.n_labels,
        "gold": 0 if file.gold is None else int(tasks_that_count(codes, file.gold).size),
        "methods": methods,
        "refused": refused,
    }


def _print(file: AnswerFile, compared: list[Compared], refused: dict[str, str]) -> None:
    console = Console()
    codes = file.answers.codes
    n_known = 0 if file.gold is None else tasks_that_count(codes, file.gold).size
    table = Table(
        title=f"{codes.n_answers} answers, {codes.n_tasks} tasks, {n_known} of them with a known label",
        title_justify="left",
    )
    table.add_column("method", no_wrap=True)
    for name in ("right", "stated", "stated minus right", "calibration error", "seconds"):
        table.add_column(name, justify="right")
    best = max(one.accuracy for one in compared)
    for one in compared:
        mark = "bold" if one.accuracy == best else ""
        star = "*" if one.name in SHARES else ""
        table.add_row(
            one.name,
            f"{100 * one.accuracy:.2f} %",
            f"{100 * one.confidence:.1f} %{star}",
            f"{100 * one.gap:+.1f}",
            f"{one.ece:.3f}",
            f"{one.seconds:.3f}",
            style=mark,
        )
    console.print(table)
    console.print(
        "* A share of votes, not a probability. Ties of the majority count with their chance of being right. No "
        "method saw any known label.",
        highlight=False,
    )
    for note in (*file.notes, *gold_notes(file)):
        console.print(note, markup=False, highlight=False)
    for name, reason in refused.items():
        console.print(f"{name}: {reason}", markup=False, highlight=False)
