"""How many answers a task needs with the bot's own rules to be as accurate as with a fixed number of answers.

    python -m benchmarks.cost_of_asking FOLDER_OF_SETS ... [--sets SET ...] [--seeds 5] [--targets T ...] [--mins N ...]

Each set is a folder with answers.tsv (task, worker, label) and gold.tsv (task, label). The rules are simulated for a
range of targets and fewest answers. Of these settings, the frontier is kept (no cheaper setting is as accurate), and
the cost of an accuracy is interpolated between its points. There are two goals: the accuracy of Dawid and Skene's model
with 5 answers per task, and that of a plain vote of all answers, with ties at their expected value. A set does not
reach a goal if all its settings stay below it. Choosing the best setting by gold flatters a little, so the table also
has the cost with the usual minimum of two answers, where only the target varies. The last table needs no choice per
set: it averages each setting's answers per task and accuracy over the sets, and finds the goal's mean accuracy there.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

import numpy as np

from cli.replaying.datasets import code_dataset, read_dataset
from cli.replaying.simulate import code_gold
from crowd.answers import AnswerCodes, IntArray
from crowd.deciding.policy import StopRule
from crowd.simulated.fixed_overlap import JUDGES, accuracy_at
from crowd.simulated.simulation import simulate

#: Sets on which other programs were measured.
SETS = ("bluebirds", "d_possent", "weather_amt", "med_cause", "rte", "leaves")

#: Target for the mean number of answers per task, by goal.
BARS = {"Dawid-Skene, 5 answers": 2.7, "vote, all answers": 4.5}

#: The settings to try; a task may get all its recorded answers.
TARGETS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99)
MINS = (1, 2, 3)
USUAL_MIN = 2

#: Number of random choices of 5 answers over which the goal is averaged.
_DRAWS = 20


@dataclass(frozen=True, kw_only=True)
class Point:
    """The cost and accuracy of one setting, averaged over seeds."""

    target: float
    min_answers: int
    answers: float
    accuracy: float


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One set: for each goal, its accuracy and the answers per task that reach it; None if no setting does."""

    name: str
    aims: dict[str, float]
    answers: dict[str, float | None]
    answers_usual: dict[str, float | None]
    best: float
    points: list[Point]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "folders", type=Path, nargs="+", metavar="FOLDER", help="a folder with one folder per set"
    )
    parser.add_argument(
        "--sets",
        nargs="+",
        default=SETS,
        help="sets to measure; default: those of the table that are in the folders",
    )
    parser.add_argument("--seeds", type=int, default=5, help="runs of each setting")
    parser.add_argument("--targets", type=float, nargs="+", default=TARGETS, help="targets to try")
    parser.add_argument("--mins", type=int, nargs="+", default=MINS, help="fewest answers to try")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all points to FILE")
    args = parser.parse_args()
    sets = [folder / name for name in args.sets for folder in args.folders if (folder / name).is_dir()]
    if not sets:
        folders = " or ".join(map(str, args.folders))
        sys.stderr.write(f"None of {', '.join(args.sets)} is in {folders}: name the sets with --sets.\n")
        return 2
    costs = []
    for path in sets:
        costs.append(measure(path, args.seeds, args.targets, args.mins))
        sys.stderr.write(f"{path.name} is done\n")
    if args.json:
        args.json.write_text(json.dumps([asdict(cost) for cost in costs], indent=1) + "\n", "utf-8")
    _print(costs)
    return 0


def measure(folder: Path, seeds: int, targets: Iterable[float], mins: Iterable[int]) -> Cost:
    """Simulate all settings on one set."""
    dataset = read_dataset(folder)
    coded = code_dataset(dataset)
    codes, gold = coded.codes, code_gold(coded, dataset)
    most = int(np.bincount(codes.task).max())
    aims = dict(
        zip(
            BARS,
            (
                accuracy_at(codes, gold, 5, JUDGES["dawid_skene"], draws=_DRAWS),
                JUDGES["majority"](codes, gold),
            ),
            strict=True,
        )
    )
    settings = list(product(targets, mins))
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        points = list(
            processes.map(_point, *zip(*((codes, gold, most, *one, seeds) for one in settings), strict=True))
        )
    usual = [point for point in points if point.min_answers == USUAL_MIN]
    return Cost(
        name=folder.resolve().name,
        aims=aims,
        answers={aim: cost_of(accuracy, points) for aim, accuracy in aims.items()},
        answers_usual={aim: cost_of(accuracy, usual) for aim, accuracy in aims.items()},
        best=max(point.accuracy for point in points),
        points=points,
    )


def _point(codes: AnswerCodes, gold: IntArray, most: int, target: float, least: int, seeds: int) -> Point:
    rule = StopRule(target=target, min_answers=least, max_answers=most)
    runs = [simulate(codes, rule, seed=seed) for seed in range(seeds)]
    known = gold >= 0
    return Point(
        target=target,
        min_answers=least,
        answers=float(np.mean([run.answers.mean() for run in runs])),
        accuracy=float(np.mean([(run.value == gold)[known].mean() for run in runs])),
    )


def frontier(points: Iterable[Point]) -> list[Point]:
    """The points for which no cheaper point is as accurate, cheapest first."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda one: (one.answers, -one.accuracy)):
        if not kept or point.accuracy > kept[-1].accuracy:
            kept.append(point)
    return kept


def cost_of(accuracy: float, points: Iterable[Point]) -> float | None:
    """Answers per task that reach an accuracy, along the frontier; None if no point does.

    An accuracy below the cheapest point costs as much as that point, because nothing cheaper was tried.
    """
    best = frontier(points)
    at = next((number for number, point in enumerate(best) if point.accuracy >= accuracy), None)
    if at is None:
        return None
    if at == 0:
        return best[0].answers
    below, above = best[at - 1], best[at]
    share = (accuracy - below.accuracy) / (above.accuracy - below.accuracy)
    return below.answers + share * (above.answers - below.answers)


def _print(costs: list[Cost]) -> None:
    for aim, bar in BARS.items():
        print(f"\nAnswers per task to be as accurate as: {aim} (target: {bar} on average)\n")
        print(f"| set | its accuracy | best of all settings | answers needed | with at least {USUAL_MIN} |")
        print("|---|---|---|---|---|")
        for cost in costs:
            print(
                f"| {cost.name} | {100 * cost.aims[aim]:.1f} % | {100 * cost.best:.1f} % "
                f"| {_written(cost.answers[aim])} | {_written(cost.answers_usual[aim])} |"
            )
        print(
            f"| mean over sets that reach it | | | {_mean(cost.answers[aim] for cost in costs)} "
            f"| {_mean(cost.answers_usual[aim] for cost in costs)} |"
        )

    _print_together(costs)


def together(costs: list[Cost]) -> list[Point]:
    """Each setting over all sets: its mean number of answers per task and its mean accuracy."""
    return [
        Point(
            target=alike[0].target,
            min_answers=alike[0].min_answers,
            answers=float(np.mean([point.answers for point in alike])),
            accuracy=float(np.mean([point.accuracy for point in alike])),
        )
        for alike in zip(*(cost.points for cost in costs), strict=True)
    ]


def _print_together(costs: list[Cost]) -> None:
    points = together(costs)
    print("\nOne setting for all sets\n\n| as accurate as | its mean accuracy | answers needed | target |")
    print("|---|---|---|---|")
    for aim, bar in BARS.items():
        accuracy = float(np.mean([cost.aims[aim] for cost in costs]))
        print(f"| {aim} | {100 * accuracy:.1f} % | {_written(cost_of(accuracy, points))} | {bar} |")


def _written(answers: float | None) -> str:
    return "not reached" if answers is None else f"{answers:.2f}"


def _mean(answers: Iterable[float | None]) -> str:
    reached = [one for one in answers if one is not None]
    return f"{np.mean(reached):.2f} of {len(reached)}" if reached else "-"


if __name__ == "__main__":
    sys.exit(main())
