"""`askmany simulate DIR ...`: shows how many answers the bot's rules would have asked for, and how right they are."""

import argparse
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from cli.replaying.datasets import Dataset, DatasetRefused, read_dataset, read_times
from cli.tables.options import add_table_options, choices_of
from cli.tables.written_file import check_writable
from crowd.answers import AnswerCodes, CodedAnswers, FloatArray, IntArray, code_answers
from crowd.deciding.policy import CloseReason, NothingHere, StopRule
from crowd.simulated.fixed_overlap import JUDGES, fewest_for
from crowd.simulated.simulation import Simulated, simulate, simulate_in_time
from crowd.typed.names import tidy_name

#: Bins of stated confidence, each a tenth wide.
_BINS = 10
#: Draws of a fixed number of answers, for what it is compared with.
_DRAWS = 5

#: Who comes when: at random by a seed, or as they were recorded.
_ORDERS = ("seeded", "recorded")

#: What each way to decide over a fixed number of answers is called in the table.
_JUDGES_READ = {"majority": "a vote", "dawid_skene": "Dawid-Skene"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """When asking stops in one folder."""

    rule: StopRule
    nothing: str | None
    budget: int | None
    hours: float | None

    def as_json(self) -> dict[str, object]:
        """The rules as `--json` writes them."""
        return {
            "target": self.rule.target,
            "min": self.rule.min_answers,
            "max": self.rule.max_answers,
            "margin": self.rule.margin,
            "nothing": self.nothing,
            "nothing_run": self.rule.nothing.run if self.rule.nothing else None,
            "budget": self.budget,
            "hours": self.hours,
        }

    def in_words(self) -> str:
        """The rules as the table's title says them."""
        rule = self.rule
        said = [f"target {rule.target}", f"{rule.min_answers} to {rule.max_answers}"]
        if rule.margin is not None:
            said.append(f"or {rule.margin} ahead")
        if rule.nothing is not None:
            said.append(f"or {rule.nothing.run} x {self.nothing}")
        if self.budget is not None:
            said.append(f"at most {self.budget} in all")
        if self.hours is not None:
            said.append(f"for {self.hours:g} h")
        return ", ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Report:
    """The figures of one folder, means over its runs."""

    name: str
    ends: _Ends
    order: str
    runs: int
    answers_per_task: float
    accuracy: float | None
    confidence: float
    accuracy_closed_by_target: float | None
    confidence_closed_by_target: float | None
    closed_by: dict[str, float]
    calibration: list[dict[str, float]]
    fixed_for_same: dict[str, int | None]

    def as_json(self) -> dict[str, object]:
        """The report as `--json` writes it."""
        return {
            "set": self.name,
            **self.ends.as_json(),
            "seeds": self.runs,
            "order": self.order,
            "answers_per_task": self.answers_per_task,
            "accuracy": self.accuracy,
            "confidence": self.confidence,
            "accuracy_closed_by_target": self.accuracy_closed_by_target,
            "confidence_closed_by_target": self.confidence_closed_by_target,
            "closed_by": self.closed_by,
            "calibration": self.calibration,
            "fixed_answers_for_same_accuracy": self.fixed_for_same,
        }

    def table(self) -> Table:
        """The report as it is printed."""
        table = Table(title=f"{escape(self.name)}: {self.ends.in_words()}")
        table.add_column("figure")
        table.add_column("value", justify="right")
        rows = [
            ("answers per task", f"{self.answers_per_task:.2f}"),
            ("right", _percent(self.accuracy)),
            ("stated confidence", _percent(self.confidence)),
            ("right, of those closed by target", _percent(self.accuracy_closed_by_target)),
            ("stated confidence of those", _percent(self.confidence_closed_by_target)),
            *((f"closed by {reason}", _percent(share)) for reason, share in self.closed_by.items()),
            *(
                (f"answers per task for {_JUDGES_READ[judge]} to be as right", self._fixed(answers))
                for judge, answers in self.fixed_for_same.items()
            ),
        ]
        for row in rows:
            table.add_row(*row)
        return table

    def _fixed(self, answers: int | None) -> str:
        if answers is None:
            return "-" if self.accuracy is None else "more than recorded"
        return str(answers)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _simulate(folder: Path, args: argparse.Namespace, console: Console) -> _Report:
    dataset = read_dataset(folder, choices_of(args))
    for note in dataset.notes:
        console.print(note, markup=False, highlight=False)
    coded = code_dataset(dataset)
    codes, ends = coded.codes, _ends(coded, dataset.name, args)
    if args.order == "recorded":
        times = _times(coded, read_times(folder, choices_of(args)))
        deadline = None if ends.hours is None else float(times.min()) + 3600.0 * ends.hours
        runs = [simulate_in_time(codes, times, ends.rule, budget=ends.budget, deadline=deadline)]
    else:
        seeds = track(
            range(args.seeds),
            f"Simulating {escape(dataset.name)}",
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        runs = [
            simulate(codes, ends.rule, seed=seed, at_once=args.in_flight, budget=ends.budget)
            for seed in seeds
        ]
    return _report(dataset.name, ends, args.order, codes, code_gold(coded, dataset), runs)


def _ends(coded: CodedAnswers[str, str, str], name: str, args: argparse.Namespace) -> _Ends:
    """When asking stops in a folder.

    Raises:
        ValueError: The label that says that nothing is there is none of its labels.
    """
    nothing = None
    if args.nothing is not None:
        label = tidy_name(args.nothing)
        if label not in coded.labels:
            raise ValueError(
                f"--nothing {args.nothing}: {name} has no such label, but {', '.join(coded.labels)}."
            )
        nothing = NothingHere(label=coded.labels.index(label), run=args.nothing_run)
    rule = StopRule(
        target=args.target, min_answers=args.min, max_answers=args.max, margin=args.margin, nothing=nothing
    )
    return _Ends(rule=rule, nothing=args.nothing, budget=args.budget, hours=args.hours)


def code_dataset(dataset: Dataset) -> CodedAnswers[str, str, str]:
    """The answers of a data set as codes."""
    triples = [
        (task, name, label) for name, given in dataset.answers.items() for task, label in given.items()
    ]
    return code_answers(triples, labels=dataset.labels)


def code_gold(coded: CodedAnswers[str, str, str], dataset: Dataset) -> IntArray:
    """The true label of each task, -1 where unknown."""
    code = {label: number for number, label in enumerate(coded.labels)}
    return np.array([code.get(dataset.gold.get(task, ""), -1) for task in coded.tasks])


def _times(coded: CodedAnswers[str, str, str], times: dict[tuple[str, str], float]) -> FloatArray:
    """When each answer was given, (n_answers,)."""
    pairs = zip(coded.codes.contributor.tolist(), coded.codes.task.tolist(), strict=True)
    return np.array([times[coded.contributors[person], coded.tasks[task]] for person, task in pairs])


def _report(
    name: str, ends: _Ends, order: str, codes: AnswerCodes, gold: IntArray, runs: list[Simulated]
) -> _Report:
    right = np.concatenate([run.value == gold for run in runs])
    known = np.tile(gold >= 0, len(runs)) & np.concatenate([run.value >= 0 for run in runs])
    confidence = np.concatenate([run.confidence for run in runs])
    reasons = [reason for run in runs for reason in run.reason]
    by_target = np.array([reason is CloseReason.TARGET for reason in reasons])
    counted = Counter(str(reason) if reason else "open" for reason in reasons)
    accuracy = _mean(right[known])
    return _Report(
        name=name,
        ends=ends,
        order=order,
        runs=len(runs),
        answers_per_task=float(np.mean([run.answers.mean() for run in runs])),
        accuracy=accuracy,
        confidence=float(confidence.mean()),
        accuracy_closed_by_target=_mean(right[known & by_target]),
        confidence_closed_by_target=_mean(confidence[known & by_target]),
        closed_by={reason: count / len(reasons) for reason, count in sorted(counted.items())},
        calibration=_calibration(confidence[known], right[known]),
        fixed_for_same={
            judge: None if accuracy is None else fewest_for(codes, gold, accuracy, right_by, draws=_DRAWS)
            for judge, right_by in JUDGES.items()
        },
    )


def _mean(values: NDArray[np.generic]) -> float | None:
    return float(values.mean()) if values.size else None


def _calibration(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """Stated confidence beside accuracy, for each tenth of confidence that occurs."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return [
        {
            "from": number / _BINS,
            "to": (number + 1) / _BINS,
            "tasks": float((bins == number).mean()),
            "stated": float(confidence[bins == number].mean()),
            "right": float(right[bins == number].mean()),
        }
        for number in range(_BINS)
        if (bins == number).any()
    ]
