"""`askmany aggregate FILE`: finds a label for each task in any file of answers, and how certain it is."""

import argparse
import importlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.tables.answer_file import AnswerFile, read_answer_file
from cli.tables.gold_notes import gold_notes
from cli.tables.options import add_table_options, choices_of
from cli.tables.written_file import check_writable
from crowd.aggregation.methods import DEFAULT, METHODS, SHARES, find_by
from crowd.aggregation.result import Consensus
from crowd.answers import CodedAnswers, FloatArray
from crowd.files.result_file import Cell, write_csv
from crowd.typed.names import tidy_name

#: With more options than this, the JSON leaves those out that are less probable than the share: thousands of them
#: would fill a file that nobody can open with next to nothing.
_ALL_OPTIONS, _LEAST_SHARE = 50, 0.001

#: People shown with the lowest skill, and labels shown with their number of tasks.
_SHOWN = 5

_HEADER = ("task", "label", "confidence", "answers", "vote_share")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aggregated:
    """The result for a file.

    Attributes:
        file: The answers, labels in the order that counts.
        found: The result.
        seconds: How long the method took, not counting reading the file.
    """

    file: AnswerFile
    found: Consensus
    seconds: float


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("aggregate", help="find a label for each task", description=__doc__)
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="answers: any table (CSV, JSON, XLSX and so on) with task, worker, label",
    )
    parser.add_argument(
        "--method", choices=METHODS, default=DEFAULT, help=f"the method to use (default: {DEFAULT})"
    )
    parser.add_argument(
        "--gold",
        type=Path,
        metavar="FILE",
        help="known labels (task, label), which are kept and show who is right",
    )
    parser.add_argument(
        "--ordinal",
        action="store_true",
        help="the options have an order, so people confuse neighbours more often",
    )
    parser.add_argument(
        "--order", metavar="A,B,C", help="for ordinal labels that aren't numbers: all of them, lowest first"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE")
    parser.add_argument("--out", type=Path, metavar="FILE.csv", help="write a row for each task to FILE.csv")
    add_table_options(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    try:
        _check(args)
        aggregated = _aggregate(args)
        if args.json:
            args.json.write_text(json.dumps(as_json(aggregated), ensure_ascii=False) + "\n", "utf-8")
        if args.out:
            args.out.write_bytes(b"".join(write_csv(_HEADER, _rows(aggregated))))
    except (ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    _print(aggregated, Console())
    for path in filter(None, (args.out, args.json)):
        Console().print(f"Written: {path}", markup=False, highlight=False)
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.order is not None and not args.ordinal:
        raise ValueError("--order goes with --ordinal.")
    check_writable(args.json, args.file, args.gold)
    check_writable(args.out, args.file, args.gold, args.json)


def load_numerics() -> None:
    """Import what the methods import on first use, so that it does not count as any method's time."""
    for name in ("scipy.sparse", "scipy.special"):
        importlib.import_module(name)


def _aggregate(args: argparse.Namespace) -> Aggregated:
    # On a console of its own, as the pictures of progress are not what was asked for.
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        reading = progress.add_task(f"reading {args.file.name}", total=None)
        file = read_answer_file(args.file, args.gold, choices_of(args))
        if args.ordinal:
            file = put_in_order(file, args.order)
        progress.remove_task(reading)
        progress.add_task(f"{args.method} over {file.answers.codes.n_answers} answers", total=None)
        load_numerics()
        begun = time.perf_counter()
        found = find_by(args.method, file.answers.codes, file.gold, ordinal=args.ordinal)
        return Aggregated(file=file, found=found, seconds=time.perf_counter() - begun)


def put_in_order(file: AnswerFile, order: str | None) -> AnswerFile:
    """The file with label codes from the lowest to the highest option.

    Raises:
        ValueError: Labels are no numbers and `order` is not given, or it does not name each of them once.
    """
    labels = file.answers.labels
    if order is None:
        odd = next((label for label in labels if not _is_number(label)), None)
        if odd is not None:
            raise ValueError(
                f"--ordinal: the label {odd!r} is no number; name the labels in their order: --order A,B,C"
            )
        return file
    names = tuple(map(tidy_name, order.split(",")))
    missing = [label for label in labels if label not in names]
    if missing or len(set(names)) < len(names):
        what = f"the label {missing[0]!r} is not in it" if missing else "a label is in it twice"
        raise ValueError(f"--order: {what}; name every label once, lowest first.")
    code = np.array([names.index(label) for label in labels])
    coded = file.answers
    return replace(
        file,
        answers=CodedAnswers(
            codes=replace(coded.codes, label=code[coded.codes.label], n_labels=len(names)),
            tasks=coded.tasks,
            contributors=coded.contributors,
            labels=names,
        ),
        gold=None if file.gold is None else np.where(file.gold >= 0, code[file.gold], -1),
    )


def _is_number(label: str) -> bool:
    try:
        float(label)
    except ValueError:
        return False
    return True


def as_json(aggregated: Aggregated) -> dict[str, object]:
    """Return the whole result by name."""
    file, found, skills = aggregated.file, aggregated.found, aggregated.found.skills
    labels = file.answers.labels
    tasks = {
        task: {
            "label": labels[label],
            "confidence": round(confidence, 6),
            "posterior": _as_shares(row, labels),
        }
        for task, label, confidence, row in zip(
            file.answers.tasks, found.label.tolist(), found.confidence.tolist(), found.posterior, strict=True
        )
    }
    people = {
        person: {"skill": round(mean, 6), "low": round(low, 6), "high": round(high, 6), "answers": answered}
        for person, mean, low, high, answered in zip(
            file.answers.contributors,
            skills.mean.tolist(),
            skills.low.tolist(),
            skills.high.tolist(),
            skills.answered.tolist(),
            strict=True,
        )
    }
    return {
        "method": found.method,
        "version": found.version,
        "converged": found.converged,
        "n_iter": found.n_iter,
        "seconds": round(aggregated.seconds, 3),
        "input_hash": found.input_hash,
        "tasks": tasks,
        "people": people,
    }


def _as_shares(row: FloatArray, labels: tuple[str, ...]) -> dict[str, float]:
    """Return each label's probability; among very many labels, only those that are not close to 0."""
    shown = range(row.size) if row.size <= _ALL_OPTIONS else np.flatnonzero(row >= _LEAST_SHARE).tolist()
    return {labels[code]: round(float(row[code]), 6) for code in shown}


def _rows(aggregated: Aggregated) -> Iterator[tuple[Cell, ...]]:
    answers, found = aggregated.file.answers, aggregated.found
    votes = answers.codes.votes()
    total = votes.sum(axis=1)
    share = votes.max(axis=1, initial=0) / np.maximum(total, 1)
    for code, task in enumerate(answers.tasks):
        yield (
            task,
            answers.labels[found.label[code]],
            round(float(found.confidence[code]), 6),
            int(total[code]),
            round(float(share[code]), 6),
        )


def _print(aggregated: Aggregated, console: Console) -> None:
    file, found = aggregated.file, aggregated.found
    codes = file.answers.codes
    table = Table(title=f"Labels by {found.method}", show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_row("Tasks, people, answers", f"{codes.n_tasks}, {codes.n_contributors}, {codes.n_answers}")
    if file.n_replaced:
        table.add_row("Answers replaced by a later one", str(file.n_replaced))
    free = np.ones(codes.n_tasks, np.bool_) if file.gold is None else file.gold < 0
    if not free.all():
        table.add_row("Tasks with a known label", str(int((~free).sum())))
    if free.any():
        name = "Share of votes of the label" if found.method in SHARES else "Stated confidence"
        which = "mean" if free.all() else "mean of the other tasks"
        table.add_row(f"{name}, {which}", f"{100 * found.confidence[free].mean():.1f} %")
    counts = np.bincount(found.label, minlength=codes.n_labels)
    for code in np.argsort(-counts, kind="stable")[:_SHOWN]:
        if counts[code]:
            tasks = "1 task" if counts[code] == 1 else f"{counts[code]} tasks"
            table.add_row(f"  {escape(file.answers.labels[code])}", tasks)
    if found.n_iter:
        rest = "converged" if found.converged else "not converged"
        table.add_row("Iterations", f"{found.n_iter}, {rest}")
    table.add_row("Seconds", f"{aggregated.seconds:.2f}")
    console.print(table)
    for note in _notes(file):
        console.print(note, markup=False, highlight=False)
    console.print(_lowest(aggregated))


def _notes(file: AnswerFile) -> list[str]:
    """Return what you should know before trusting the figures."""
    notes = [*file.notes, *gold_notes(file)]
    if len(file.answers.labels) == 1:
        notes.append(
            "Only one label occurs. As nothing else could be given, it is certain by itself: "
            "the confidence tells nothing about people."
        )
    return notes


def _lowest(aggregated: Aggregated) -> Table:
    skills = aggregated.found.skills
    table = Table(title="Lowest skills", title_justify="left")
    for name in ("person", "skill", "95 % range", "answers"):
        table.add_column(name, justify="left" if name == "person" else "right")
    for code in np.argsort(skills.mean, kind="stable")[:_SHOWN]:
        table.add_row(
            escape(aggregated.file.answers.contributors[code]),
            f"{skills.mean[code]:.2f}",
            f"{skills.low[code]:.2f} to {skills.high[code]:.2f}",
            str(skills.answered[code]),
        )
    return table
