"""`askmany simulate DIR ...`: how many answers would the bot's own rules have asked for, and how right are they?"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from cli.datasets import Dataset, DatasetRefused, read_dataset
from crowd.aggregation.majority import expected_accuracy
from crowd.answers import AnswerCodes, IntArray, code_answers
from crowd.policy import CloseReason, StopRule
from crowd.simulation import Simulated, simulate

#: Bins of stated confidence, each a tenth wide.
_BINS = 10
#: Draws of a fixed number of answers, for what it is compared with.
_DRAWS = 5


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "simulate", help="ask recorded answers again, offline", description=__doc__
    )
    parser.add_argument(
        "folders", type=Path, nargs="+", metavar="DIR", help="holds answers.tsv and gold.tsv, as for replay"
    )
    parser.add_argument("--target", type=float, default=0.95, help="confidence at which asking stops")
    parser.add_argument("--min", type=int, default=2, help="fewest answers a task gets")
    parser.add_argument("--max", type=int, default=10, help="most answers a task gets")
    parser.add_argument("--seeds", type=int, default=5, help="runs, each with people in another order")
    parser.add_argument("--in-flight", type=int, default=32, help="people present at the same time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.set_defaults(command="simulate", run=run)


def run(args: argparse.Namespace) -> int:
    """Simulate every folder; return the exit status: 2 if one cannot be."""
    console = Console()
    try:
        _check(args)
        rule = StopRule(target=args.target, min_answers=args.min, max_answers=args.max)
        reports = [_simulate(folder, rule, args, console) for folder in args.folders]
        if args.json:
            found = [report.as_json(rule, args.seeds) for report in reports]
            args.json.write_text(json.dumps(found[0] if len(found) == 1 else found, indent=2) + "\n", "utf-8")
    except (DatasetRefused, ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    for report in reports:
        console.print(report.table(rule))
    return 0


def _check(args: argparse.Namespace) -> None:
    for name, value in (("--seeds", args.seeds), ("--in-flight", args.in_flight)):
        if value < 1:
            raise ValueError(f"{name} must be 1 or more, not {value}.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Report:
    """The figures of one folder, means over its runs."""

    name: str
    answers_per_task: float
    accuracy: float | None
    confidence: float
    accuracy_closed_by_target: float | None
    confidence_closed_by_target: float | None
    closed_by: dict[str, float]
    calibration: list[dict[str, float]]
    fixed_majority: int | None

    def as_json(self, rule: StopRule, seeds: int) -> dict[str, object]:
        """The report as `--json` writes it."""
        return {
            "set": self.name,
            "target": rule.target,
            "min": rule.min_answers,
            "max": rule.max_answers,
            "seeds": seeds,
            "answers_per_task": self.answers_per_task,
            "accuracy": self.accuracy,
            "confidence": self.confidence,
            "accuracy_closed_by_target": self.accuracy_closed_by_target,
            "confidence_closed_by_target": self.confidence_closed_by_target,
            "closed_by": self.closed_by,
            "calibration": self.calibration,
            "fixed_answers_for_same_accuracy": {"majority": self.fixed_majority},
        }

    def table(self, rule: StopRule) -> Table:
        """The report as it is printed."""
        table = Table(title=f"{self.name}: target {rule.target}, {rule.min_answers} to {rule.max_answers}")
        table.add_column("figure")
        table.add_column("value", justify="right")
        rows = [
            ("answers a task", f"{self.answers_per_task:.2f}"),
            ("right", _percent(self.accuracy)),
            ("stated confidence", _percent(self.confidence)),
            ("right, of those closed by target", _percent(self.accuracy_closed_by_target)),
            ("stated of those", _percent(self.confidence_closed_by_target)),
            *((f"closed by {reason}", _percent(share)) for reason, share in self.closed_by.items()),
            (
                "fixed answers a task that a vote needs to be as right",
                str(self.fixed_majority) if self.fixed_majority else "more than recorded",
            ),
        ]
        for row in rows:
            table.add_row(*row)
        return table


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _simulate(folder: Path, rule: StopRule, args: argparse.Namespace, console: Console) -> _Report:
    dataset = read_dataset(folder)
    codes, gold = code_dataset(dataset)
    seeds = track(range(args.seeds), f"Simulating {dataset.name}", console=console, transient=True)
    runs = [simulate(codes, rule, seed=seed, at_once=args.in_flight) for seed in seeds]
    return _report(dataset.name, codes, gold, runs)


def code_dataset(dataset: Dataset) -> tuple[AnswerCodes, IntArray]:
    """The answers of a data set as codes, and the true label of each task, -1 where unknown."""
    triples = [
        (task, name, label) for name, given in dataset.answers.items() for task, label in given.items()
    ]
    coded = code_answers(triples, labels=dataset.labels)
    code = {label: number for number, label in enumerate(coded.labels)}
    return coded.codes, np.array([code.get(dataset.gold.get(task, ""), -1) for task in coded.tasks])


def _report(name: str, codes: AnswerCodes, gold: IntArray, runs: list[Simulated]) -> _Report:
    right = np.concatenate([run.label == gold for run in runs])
    known = np.tile(gold >= 0, len(runs)) & np.concatenate([run.label >= 0 for run in runs])
    confidence = np.concatenate([run.confidence for run in runs])
    reasons = [reason for run in runs for reason in run.reason]
    by_target = np.array([reason is CloseReason.TARGET for reason in reasons])
    counted = Counter(str(reason) if reason else "open" for reason in reasons)
    accuracy = _mean(right[known])
    return _Report(
        name=name,
        answers_per_task=float(np.mean([run.answers.mean() for run in runs])),
        accuracy=accuracy,
        confidence=float(confidence.mean()),
        accuracy_closed_by_target=_mean(right[known & by_target]),
        confidence_closed_by_target=_mean(confidence[known & by_target]),
        closed_by={reason: count / len(reasons) for reason, count in sorted(counted.items())},
        calibration=_calibration(confidence[known], right[known]),
        fixed_majority=None if accuracy is None else _fixed_for(codes, gold, accuracy),
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


def _fixed_for(codes: AnswerCodes, gold: IntArray, accuracy: float) -> int | None:
    """The fewest answers a task, the same for each, with which a vote is as right; None if none is."""
    most = int(np.bincount(codes.task, minlength=codes.n_tasks).max(initial=0))
    for overlap in range(1, most + 1):
        drawn = [expected_accuracy(_draw(codes, overlap, seed), gold) for seed in range(_DRAWS)]
        if np.mean(drawn) >= accuracy:
            return overlap
    return None


def _draw(codes: AnswerCodes, overlap: int, seed: int) -> AnswerCodes:
    """At most so many answers of each task, at random."""
    order = np.random.default_rng(seed).permutation(codes.n_answers)
    order = order[np.argsort(codes.task[order], kind="stable")]
    task = codes.task[order]
    place = np.arange(task.size) - np.searchsorted(task, task)
    kept = np.sort(order[place < overlap])
    return AnswerCodes(
        task=codes.task[kept],
        contributor=codes.contributor[kept],
        label=codes.label[kept],
        n_tasks=codes.n_tasks,
        n_contributors=codes.n_contributors,
        n_labels=codes.n_labels,
    )
