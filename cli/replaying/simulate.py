"""`askmany simulate DIR ...`: shows how many answers the bot's rules would have asked for, and how right they are."""

import argparse
import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.progress import track

from cli.replaying.datasets import Dataset, DatasetRefused, code_dataset, read_dataset, read_times
from cli.replaying.ends import Ends, check_reachable
from cli.replaying.simulate_labels import LabelReport, report_labels
from cli.replaying.simulate_values import ValueReport, report_values
from cli.tables.options import add_table_options, choices_of
from cli.tables.written_file import check_writable
from crowd.answers import CodedAnswers, FloatArray, IntArray
from crowd.deciding.policy import NothingHere, StopRule
from crowd.kinds import Value
from crowd.simulated.numerics import KindNumerics, Numerics
from crowd.simulated.simulation import simulate, simulate_in_time
from crowd.typed.names import tidy_name

#: Who comes when: at random by a seed, or as they were recorded.
_ORDERS = ("seeded", "recorded")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "simulate", help="ask for recorded answers again, offline", description=__doc__
    )
    parser.add_argument(
        "folders",
        type=Path,
        nargs="+",
        metavar="DIR",
        help="folder with answers.tsv and gold.tsv, as for replay",
    )
    parser.add_argument("--target", type=float, default=0.95, help="the confidence at which asking stops")
    parser.add_argument("--min", type=int, default=2, help="the fewest answers a task gets")
    parser.add_argument("--max", type=int, default=10, help="the most answers a task gets")
    parser.add_argument(
        "--margin", type=int, help="also close a task once one label has N more votes than any other"
    )
    parser.add_argument("--nothing", metavar="LABEL", help="the label that means 'nothing here'")
    parser.add_argument(
        "--nothing-run", type=int, default=3, metavar="N", help="how many of those in a row close a task"
    )
    parser.add_argument("--budget", type=int, metavar="N", help="the most answers in all")
    parser.add_argument(
        "--hours", type=float, help="with --order recorded: how long after the first answer everything ends"
    )
    parser.add_argument(
        "--seeds", type=int, default=5, help="how many runs to make, each with people in another order"
    )
    parser.add_argument(
        "--in-flight", type=int, default=32, help="how many people are online at the same time"
    )
    parser.add_argument(
        "--order",
        choices=_ORDERS,
        default=_ORDERS[0],
        help="people come at random, or when the column timestamp of answers.tsv says (one run, whoever was there)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    add_table_options(parser, whole=False)
    parser.set_defaults(command="simulate", run=run)


def run(args: argparse.Namespace) -> int:
    """Simulate every folder; return the exit status: 2 if one cannot be."""
    console = Console()
    try:
        _check(args)
        # On a console of its own, as the pictures of progress are not what was asked for.
        progress = Console(stderr=True)
        reports = [_simulate(folder, args, progress) for folder in args.folders]
        if args.json:
            found = [report.as_json() for report in reports]
            args.json.write_text(json.dumps(found[0] if len(found) == 1 else found, indent=2) + "\n", "utf-8")
    except (DatasetRefused, ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    for report in reports:
        console.print(report.table())
    return 0


def _check(args: argparse.Namespace) -> None:
    """Refuse options before anything long begins.

    Raises:
        ValueError: One is out of its range; the message says which.
    """
    for name, value in (
        ("--min", args.min),
        ("--max", args.max),
        ("--seeds", args.seeds),
        ("--in-flight", args.in_flight),
    ):
        if value < 1:
            raise ValueError(f"{name} must be 1 or more, not {value}.")
    if not 0.0 < args.target < 1.0:
        raise ValueError(f"--target must be above 0 and below 1, not {args.target:g}: 0.95 is 95 %.")
    for name, value in (
        ("--margin", args.margin),
        ("--nothing-run", args.nothing_run),
        ("--budget", args.budget),
    ):
        if value is not None and value < 1:
            raise ValueError(f"{name} must be 1 or more, not {value}.")
    if args.hours is not None and not 0.0 < args.hours < math.inf:
        raise ValueError(f"--hours must be above 0, not {args.hours:g}.")
    if args.hours is not None and args.order != "recorded":
        raise ValueError("--hours needs --order recorded: people who come at random come at no time.")
    if args.min > args.max:
        raise ValueError(f"--min {args.min} is more than --max {args.max}.")
    read = (folder / name for folder in args.folders for name in ("answers.tsv", "gold.tsv", "meta.json"))
    check_writable(args.json, *read)


def _values(
    coded: CodedAnswers[str, str, str], dataset: Dataset
) -> tuple[list[Value], Callable[[], Numerics | None]]:
    """What labels stand for, and what decides: None for the numerics of options."""
    if dataset.asked is None:
        return [], lambda: None
    asked = dataset.asked.question
    values = [asked.read_cell(label) for label in coded.labels]
    n_people = len(coded.contributors)
    return values, lambda: KindNumerics(asked.kind, asked.config, values, n_people)


def _simulate(folder: Path, args: argparse.Namespace, console: Console) -> LabelReport | ValueReport:
    dataset = read_dataset(folder, choices_of(args))
    for note in dataset.notes:
        console.print(note, markup=False, highlight=False)
    coded = code_dataset(dataset)
    codes, ends = coded.codes, _ends(coded, dataset, args)
    values, numerics = _values(coded, dataset)
    if args.order == "recorded":
        times = _times(coded, read_times(folder, choices_of(args)))
        deadline = None if ends.hours is None else float(times.min()) + 3600.0 * ends.hours
        runs = [
            simulate_in_time(
                codes, times, ends.rule, budget=ends.budget, deadline=deadline, numerics=numerics()
            )
        ]
    else:
        seeds = track(
            range(args.seeds),
            f"Simulating {escape(dataset.name)}",
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        runs = [
            simulate(
                codes,
                ends.rule,
                seed=seed,
                at_once=args.in_flight,
                budget=ends.budget,
                numerics=numerics(),
            )
            for seed in seeds
        ]
    if dataset.asked is not None:
        question = dataset.asked.question
        known = [dataset.gold.get(task, "") for task in coded.tasks]
        return report_values(
            question,
            codes,
            values,
            [question.read_cell(truth) if truth else None for truth in known],
            runs,
            name=dataset.name,
            ends=ends.in_words(),
            written=ends.as_json(),
            order=args.order,
        )
    return report_labels(dataset.name, ends, args.order, codes, code_gold(coded, dataset), runs)


def _ends(coded: CodedAnswers[str, str, str], dataset: Dataset, args: argparse.Namespace) -> Ends:
    """When asking stops in a folder.

    Raises:
        ValueError: Its target is out of reach, or its votes cannot be counted, or the label that says that nothing
            is there is none of its labels.
    """
    check_reachable(args.target, dataset)
    question, nothing = dataset.asked and dataset.asked.question, None
    if question and not question.kind.has_codes and (args.nothing is not None or args.margin is not None):
        raise ValueError(
            f"--margin and --nothing count votes for labels; {dataset.name} has answers of another kind: "
            "leave them out."
        )
    if args.nothing is not None:
        label = tidy_name(args.nothing)
        code = (
            question.read_cell(label)
            if question
            else {name: n for n, name in enumerate(coded.labels)}.get(label)
        )
        if code is None:
            raise ValueError(
                f"--nothing {args.nothing}: {dataset.name} has no such label, but {', '.join(coded.labels)}."
            )
        nothing = NothingHere(label=code, run=args.nothing_run)
    rule = StopRule(
        target=args.target, min_answers=args.min, max_answers=args.max, margin=args.margin, nothing=nothing
    )
    return Ends(rule=rule, nothing=args.nothing, budget=args.budget, hours=args.hours)


def code_gold(coded: CodedAnswers[str, str, str], dataset: Dataset) -> IntArray:
    """The true label of each task, -1 where unknown."""
    code = {label: number for number, label in enumerate(coded.labels)}
    return np.array([code.get(dataset.gold.get(task, ""), -1) for task in coded.tasks])


def _times(coded: CodedAnswers[str, str, str], times: dict[tuple[str, str], float]) -> FloatArray:
    """When each answer was given, (n_answers,)."""
    pairs = zip(coded.codes.contributor.tolist(), coded.codes.task.tolist(), strict=True)
    return np.array([times[coded.contributors[person], coded.tasks[task]] for person, task in pairs])
