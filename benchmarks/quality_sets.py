"""How accurate every method is on folders of recorded answers, and how accurate it claims to be.

    python -m benchmarks.quality_sets FOLDER_OF_SETS [SET ...] [--without 'quiz_*'] [--doubted 'med_*']

Each set is a folder with answers.tsv (task, worker, label) and gold.tsv (task, label). Without names, all sets in the
folder that have options to choose from are used. No method gets any gold. Sets with doubtful gold count for accuracy
but not for calibration.

Published: Zheng, Li, Li, Shan & Cheng, Truth inference in crowdsourcing: is the problem solved? PVLDB 10(5), 2017,
table 6, for D_Product and D_PosSent.
"""

import argparse
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np

from cli.measuring.comparison import Compared, compare_one, tasks_that_count
from cli.tables.answer_file import AnswerFileRefused, read_answer_file
from crowd.aggregation.methods import DEFAULT, METHODS

#: Set -> method -> accuracy in percent, the lower end if it is a range.
PUBLISHED = {
    "d_product": {"majority": 89.66, "zc": 92.80, "dawid_skene": 93.66, "dawid_skene_map": 93.73},
    "d_possent": {"majority": 93.31, "zc": 95.10, "dawid_skene": 96.00, "dawid_skene_map": 96.00},
}

#: Set -> best accuracy in percent of nine other programs, measured with their defaults: the seven classical methods
#: of crowd-kit 1.4.2, iBCC (Kim & Ghahramani 2012, AISTATS) and BWA (Li, Rubinstein & Cohn 2019, WWW). For other
#: sets, the best of our own methods counts.
BEST_OF_OTHERS = {
    "bluebirds": 88.9,
    "d_possent": 96.0,
    "d_product": 94.0,
    "labelme": 79.2,
    "leaves": 64.8,
    "med_cause": 76.7,
    "med_treat": 84.9,
    "music": 80.0,
    "rte": 92.8,
    "weather_amt": 86.0,
    "weather_cf": 89.3,
    "web": 82.9,
    "wsd": 99.4,
}

#: Most options in a set: sets with more are texts or numbers.
_MOST_LABELS = 20


@dataclass(frozen=True, kw_only=True)
class SetFigures:
    """The figures of every method on one set."""

    name: str
    methods: dict[str, Compared]
    is_doubted: bool

    @property
    def best(self) -> float:
        """The best accuracy known, in percent."""
        return BEST_OF_OTHERS.get(self.name, max(100 * one.accuracy for one in self.methods.values()))


@dataclass(frozen=True, kw_only=True)
class Summary:
    """One method over all sets, in percentage points except for the calibration error."""

    accuracy: float
    under_best: float
    under_best_on: str
    under_votes: float
    under_votes_on: str
    gap: float
    most_gap: float
    ece: float


def main() -> int:
    """Print three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--without", nargs="+", default=[], metavar="PATTERN", help="sets to leave out")
    parser.add_argument("--doubted", nargs="+", default=[], metavar="PATTERN", help="sets with doubtful gold")
    args = parser.parse_args()
    names = args.sets or sorted(path.parent.name for path in args.folder.glob("*/gold.tsv"))
    figures = []
    for name in names:
        if _matches(name, args.without):
            continue
        found = measure(args.folder / name, is_doubted=_matches(name, args.doubted))
        if found is not None:
            figures.append(found)
    if not figures:
        sys.stderr.write(f"{args.folder} has no set with options and gold.\n")
        return 2
    _print_accuracy(figures)
    _print_stated(figures)
    _print_summary(figures)
    return 0


def _matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def measure(folder: Path, *, is_doubted: bool = False) -> SetFigures | None:
    """Measure every method on one set; None for a set of another kind: pairs, numbers, texts."""
    try:
        file = read_answer_file(folder / "answers.tsv", folder / "gold.tsv")
    except AnswerFileRefused:
        return None
    codes, gold = file.answers.codes, file.gold
    if gold is None or codes.n_labels > _MOST_LABELS or not tasks_that_count(codes, gold).size:
        return None
    return SetFigures(
        name=folder.name,
        methods={
            name: compare_one(name, find(codes, None), codes, gold, 0.0) for name, find in METHODS.items()
        },
        is_doubted=is_doubted,
    )


def summarise(figures: list[SetFigures], method: str) -> Summary:
    """Summarise one method over all sets; doubtful ones only count for calibration if there are no others."""
    accuracy = {one.name: 100 * one.methods[method].accuracy for one in figures}
    to_best = {one.name: accuracy[one.name] - one.best for one in figures}
    to_votes = {one.name: accuracy[one.name] - 100 * one.methods["majority"].accuracy for one in figures}
    sure = [one.methods[method] for one in figures if not one.is_doubted]
    sure = sure or [one.methods[method] for one in figures]
    return Summary(
        accuracy=float(np.mean(list(accuracy.values()))),
        under_best=min(to_best.values()),
        under_best_on=min(to_best, key=lambda name: to_best[name]),
        under_votes=min(to_votes.values()),
        under_votes_on=min(to_votes, key=lambda name: to_votes[name]),
        gap=100 * float(np.mean([one.gap for one in sure])),
        most_gap=100 * max((one.gap for one in sure), key=abs),
        ece=float(np.mean([one.ece for one in sure])),
    )


def _print_accuracy(figures: list[SetFigures]) -> None:
    print("Accuracy in percent; for majority, with ties at their expected value\n")
    print("| set | best of others | " + " | ".join(METHODS) + " |")
    print("|---|---|" + "---|" * len(METHODS))
    for one in figures:
        cells = [f"{100 * compared.accuracy:.2f}" for compared in one.methods.values()]
        best = f"{one.best:.1f}" if one.name in BEST_OF_OTHERS else ""
        print(f"| {one.name} | {best} | " + " | ".join(cells) + " |")
        if one.name in PUBLISHED:
            told = (PUBLISHED[one.name].get(method) for method in METHODS)
            print("| *published* | | " + " | ".join(f"{value:.2f}" if value else "" for value in told) + " |")


def _print_stated(figures: list[SetFigures]) -> None:
    print(
        f"\nAccuracy and stated confidence of {DEFAULT} in percent; expected calibration error over ten bins\n"
    )
    print("| set | accuracy | stated | stated minus accuracy | calibration error |")
    print("|---|---|---|---|---|")
    for one in figures:
        own = one.methods[DEFAULT]
        name = f"{one.name} (gold doubtful)" if one.is_doubted else one.name
        print(
            f"| {name} | {100 * own.accuracy:.1f} | {100 * own.confidence:.1f} | {100 * own.gap:+.1f} | "
            f"{own.ece:.3f} |"
        )


def _print_summary(figures: list[SetFigures]) -> None:
    print(f"\nOver {len(figures)} sets\n")
    print(
        "| method | accuracy, mean | worst against the best of others | worst against majority "
        "| stated minus accuracy: mean, farthest | calibration error, mean |"
    )
    print("|---|---|---|---|---|---|")
    for name in METHODS:
        own = summarise(figures, name)
        print(
            f"| {name} | {own.accuracy:.2f} | {own.under_best:+.1f} ({own.under_best_on}) "
            f"| {own.under_votes:+.1f} ({own.under_votes_on}) | {own.gap:+.1f}, {own.most_gap:+.1f} "
            f"| {own.ece:.3f} |"
        )


if __name__ == "__main__":
    sys.exit(main())
