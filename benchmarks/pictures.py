"""Draws the pictures in docs/quality.md from the sets included in the project.

    python -m benchmarks.pictures [--out docs/pictures] [--only NAME ...] [--seeds 5]

Four pictures: stated confidence against accuracy, what an accuracy costs, which options people mix up, and people's
skills. The labels come from answers alone; gold is only used to judge them.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from cli.measuring.comparison import N_BINS, Bin, compare_one, tasks_that_count
from cli.tables.answer_file import read_answer_file
from crowd.aggregation.consensus import find_consensus, fit_question
from crowd.aggregation.methods import METHODS
from crowd.aggregation.result import in_order
from crowd.answers import AnswerCodes, FloatArray, IntArray
from crowd.deciding.policy import StopRule
from crowd.simulated.fixed_overlap import JUDGES, accuracy_at
from crowd.simulated.simulation import simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROOT = Path(__file__).parent.parent
_RTE = _ROOT / "playground/datasets/rte"
_WEATHER = _ROOT / "tests/data/weather_cf"
_SETS = (_RTE, _WEATHER, _ROOT / "tests/data/bluebirds", _ROOT / "tests/data/quiz_english")

#: Targets whose costs to draw; the usual one is marked.
_TARGETS = (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98)
_USUAL = 0.95
_MIN, _MAX = 2, 10
#: Number of random choices of a fixed number of answers, whose mean is drawn.
_DRAWS = 20
#: Tenths of stated confidence with fewer tasks are left out, because their dots would mean nothing.
_FEWEST_TASKS = 10
#: People with fewer answers are left out of the picture of skills, because gold says little about them.
_FEWEST_ANSWERS = 20

_NAMES = ("calibration", "cost", "confusion", "skills")
_PAPER, _INK, _FAINT = "#ffffff", "#24292f", "#8c959f"
_OURS, _THEIRS, _VOTES = "#1f6feb", "#bf3989", "#9a6700"
_DPI = 120


@dataclass(frozen=True, kw_only=True)
class Set:
    """Recorded answers with gold."""

    codes: AnswerCodes
    gold: IntArray
    labels: tuple[str, ...]


def main() -> int:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, default=_ROOT / "docs/pictures", help="folder for the pictures")
    parser.add_argument("--only", nargs="+", choices=_NAMES, default=_NAMES, help="pictures to draw")
    parser.add_argument("--seeds", type=int, default=5, help="runs of each simulated setting")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    draw: dict[str, Callable[[], Figure]] = {
        "calibration": lambda: draw_calibration([read(folder) for folder in _SETS]),
        "cost": lambda: draw_cost(read(_RTE), args.seeds),
        "confusion": lambda: draw_confusion(read(_WEATHER)),
        "skills": lambda: draw_skills(read(_RTE)),
    }
    for name in args.only:
        path = args.out / f"{name}.png"
        draw[name]().savefig(path, dpi=_DPI, metadata={"Software": None})
        print(path)
    return 0


def read(folder: Path) -> Set:
    """Read a set."""
    file = read_answer_file(folder / "answers.tsv", folder / "gold.tsv")
    if file.gold is None:
        raise ValueError(f"{folder} has no gold")
    return Set(codes=in_order(file.answers.codes), gold=file.gold, labels=file.answers.labels)


def draw_calibration(sets: list[Set]) -> Figure:
    """Draw stated confidence against the share of right labels, over all tasks of some sets."""
    figure = Figure(figsize=(10, 5.6), facecolor=_PAPER, layout="constrained")
    n_tasks = sum(len(tasks_that_count(one.codes, one.gold)) for one in sets)
    figure.suptitle(
        f"How right, against how sure: {n_tasks:,} tasks of {len(sets)} sets\n", fontsize=16, color=_INK
    )
    for axes, (name, shown, ink) in zip(
        figure.subplots(1, 2, sharey=True),
        (("askmany", "Askmany", _OURS), ("dawid_skene", "Dawid-Skene", _THEIRS)),
        strict=True,
    ):
        _style(axes)
        bins = pooled_bins(sets, name)
        _draw_bins(axes, [one for one in bins if one.tasks >= _FEWEST_TASKS], ink)
        gap = 100 * sum(one.tasks * (one.confidence - one.accuracy) for one in bins) / n_tasks
        axes.set_title(
            f"{shown}: {abs(gap):.1f} points too {'sure' if gap > 0 else 'modest'}", fontsize=13, color=ink
        )
        axes.set(xlim=(20, 104), ylim=(0, 104), xlabel="stated confidence, %")
        if name == "askmany":
            axes.set_ylabel("right, % of tasks")
    return figure


def _draw_bins(axes: "Axes", bins: list[Bin], ink: str) -> None:
    axes.plot([0, 100], [0, 100], color=_FAINT, linewidth=1, linestyle=(0, (4, 3)))
    stated = 100 * np.array([one.confidence for one in bins])
    right = np.array([one.accuracy for one in bins])
    tasks = np.array([one.tasks for one in bins])
    axes.vlines(stated, *(100 * _share_range(right, tasks)), color=ink, linewidth=1.2, alpha=0.6)
    axes.scatter(stated, 100 * right, s=20 + 0.5 * tasks, color=ink, alpha=0.8, linewidth=0)
    for x, y, count in zip(stated, 100 * right, tasks, strict=True):
        axes.annotate(
            f"{count}",
            (x, y),
            xytext=(-9 - 0.35 * np.sqrt(count), 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=10,
            color=_FAINT,
            bbox={"facecolor": _PAPER, "edgecolor": "none", "pad": 1},
        )


def pooled_bins(sets: list[Set], method: str) -> list[Bin]:
    """The tenths of stated confidence that occur over the tasks of all sets."""
    found = [
        compare_one(method, METHODS[method](one.codes, None), one.codes, one.gold, 0.0).bins for one in sets
    ]
    pooled = []
    for place in range(N_BINS):
        bins = [of_set[place] for of_set in found]
        tasks = sum(one.tasks for one in bins)
        if tasks:
            pooled.append(
                Bin(
                    low=bins[0].low,
                    high=bins[0].high,
                    tasks=tasks,
                    confidence=sum(one.tasks * one.confidence for one in bins) / tasks,
                    accuracy=sum(one.tasks * one.accuracy for one in bins) / tasks,
                )
            )
    return pooled


def _share_range(share: FloatArray, n: IntArray) -> FloatArray:
    """The 95 % range of shares of n: lower and upper ends (Wilson 1927, JASA 22)."""
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return np.array([middle - half, middle + half])


def draw_cost(rte: Set, seeds: int) -> Figure:
    """Draw accuracy against answers per task: with the bot's rules, and with the same number for every task."""
    figure, axes = _page(8.4, 5.6)
    fixed = range(1, _MAX + 1)
    for name, shown, ink in (
        ("dawid_skene", "Dawid-Skene, as many of each task", _THEIRS),
        ("majority", "vote, as many of each task", _VOTES),
    ):
        right = [100 * accuracy_at(rte.codes, rte.gold, k, JUDGES[name], draws=_DRAWS) for k in fixed]
        axes.plot(fixed, right, color=ink, marker="o", markersize=4, linewidth=1.5)
        axes.text(10.15, right[-1], shown.replace(", ", ",\n"), color=ink, va="center", fontsize=11)
    points = [asking(rte, target, seeds) for target in _TARGETS]
    axes.plot(*zip(*points, strict=True), color=_OURS, marker="o", markersize=5, linewidth=2.2)
    for target, away in ((0.65, (-8, 0)), (0.8, (-8, 4)), (_USUAL, (-2, 9))):
        axes.annotate(
            f"target {target:g}",
            points[_TARGETS.index(target)],
            xytext=away,
            textcoords="offset points",
            ha="right" if away[0] < -2 else "center",
            color=_OURS,
            fontsize=11,
        )
    axes.text(points[-1][0] - 0.15, points[-1][1] + 0.7, "Askmany", color=_OURS, fontsize=13)
    _title(axes, "What an accuracy costs", "rte: 800 tasks of 2 options, 10 recorded answers each")
    axes.set(
        xlabel="answers a task",
        ylabel="right, % of tasks",
        xlim=(0.5, 10.3),
        ylim=(66, 95),
        xticks=list(fixed),
    )
    return figure


def asking(one: Set, target: float, seeds: int) -> tuple[float, float]:
    """Answers per task and percentage of right labels with the bot's rules, averaged over seeds."""
    rule = StopRule(target=target, min_answers=_MIN, max_answers=_MAX)
    runs = [simulate(one.codes, rule, seed=seed) for seed in range(seeds)]
    known = one.gold >= 0
    right = np.mean([(run.value == one.gold)[known].mean() for run in runs])
    return float(np.mean([run.answers.mean() for run in runs])), 100 * float(right)


def draw_confusion(weather: Set) -> Figure:
    """Draw what people chose for tasks of each label: by gold, and by the model without gold."""
    figure = Figure(figsize=(10, 5.9), facecolor=_PAPER, layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    codes, gold = weather.codes, weather.gold
    pooled = fit_question(codes).confusions.prior.pooled
    told = np.zeros((codes.n_labels, codes.n_labels))
    known = gold[codes.task] >= 0
    np.add.at(told, (gold[codes.task][known], codes.label[known]), 1.0)
    told /= told.sum(axis=1, keepdims=True)
    for axes, table, words in ((left, told, "by gold"), (right, pooled, "as Askmany finds it, without gold")):
        axes.imshow(table, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for row, column in np.ndindex(*table.shape):
            share = float(table[row, column])
            ink = _PAPER if share > 0.5 else _INK
            axes.text(column, row, f"{100 * share:.0f}", ha="center", va="center", fontsize=14, color=ink)
        axes.set_xticks(range(codes.n_labels), weather.labels)
        axes.set_yticks(range(codes.n_labels), weather.labels)
        axes.set_xlabel("answer", color=_INK, fontsize=12)
        axes.set_title(words, fontsize=13, pad=10, color=_INK)
        axes.tick_params(length=0, labelsize=12, colors=_INK)
        for side in axes.spines.values():
            side.set_visible(False)
    left.set_ylabel("true label", color=_INK, fontsize=12)
    figure.suptitle("What is taken for what, % of answers (weather_cf)\n", fontsize=16, color=_INK)
    return figure


def draw_skills(rte: Set) -> Figure:
    """Draw people's estimated skill with its range, next to their share of right answers."""
    figure, axes = _page(9.6, 5.4)
    codes = rte.codes
    skills = find_consensus(codes).skills
    known = rte.gold[codes.task] >= 0
    who = codes.contributor[known]
    answered = np.bincount(who, minlength=codes.n_contributors)
    right = np.bincount(who, codes.label[known] == rte.gold[codes.task[known]], codes.n_contributors)
    shown = np.flatnonzero(answered >= _FEWEST_ANSWERS)
    shown = shown[np.argsort(skills.mean[shown], kind="stable")]
    share = right[shown] / answered[shown]
    inside = (skills.low[shown] <= share) & (share <= skills.high[shown])
    at = np.arange(shown.size)
    axes.vlines(at, 100 * skills.low[shown], 100 * skills.high[shown], color=_OURS, alpha=0.3, linewidth=2.6)
    axes.plot(
        at, 100 * skills.mean[shown], "_", color=_OURS, markersize=6, label="estimated, with its 95 % range"
    )
    axes.plot(at, 100 * share, "o", color=_INK, markersize=3.5, label="right, by gold")
    _title(
        axes,
        "Who is how able",
        f"rte: all {shown.size} people with {_FEWEST_ANSWERS} answers or more; "
        f"for {100 * inside.mean():.0f} % gold lies in the range",
    )
    axes.set(
        xlabel="people, by estimated skill",
        ylabel="right, % of their answers",
        xticks=[],
        xlim=(-3, shown.size + 2),
        ylim=(30, 102),
    )
    axes.legend(frameon=False, loc="lower right", fontsize=11, labelcolor=_INK)
    return figure


def _page(width: float, height: float) -> "tuple[Figure, Axes]":
    figure = Figure(figsize=(width, height), facecolor=_PAPER, layout="constrained")
    axes = figure.subplots()
    _style(axes)
    return figure, axes


def _style(axes: "Axes") -> None:
    axes.grid(color="#d0d7de", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=11, colors=_INK)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set(color=_INK, fontsize=12)
    for side in axes.spines.values():
        side.set_visible(False)


def _title(axes: "Axes", title: str, below: str) -> None:
    axes.set_title(f"{title}\n", loc="left", fontsize=16, color=_INK)
    axes.text(0, 1.02, below, transform=axes.transAxes, fontsize=11, color=_FAINT)


if __name__ == "__main__":
    sys.exit(main())
