"""How close numbers, texts and orders come to the truth, for a folder of recorded sets.

    python -m benchmarks.kinds DIR

DIR has a folder per set, each with `answers.tsv` (task, worker, and label or left, right, label), `gold.tsv` (task,
label) and `meta.json` (`kind`: numeric, text or pairwise); other folders are skipped. Gold is only used to measure.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from crowd.aggregation.numbers.consensus import summarize_numbers
from crowd.aggregation.numbers.results import METHODS, NumbersResult
from crowd.aggregation.orders.consensus import summarize_pairs
from crowd.aggregation.orders.rankings import compare
from crowd.aggregation.texts.consensus import summarize_texts
from crowd.aggregation.texts.words import word_error_rate

#: crowd-kit's scores for the items of LLMFAO; the test next to the file says how they were made.
_CROWD_KIT = Path(__file__).parent.parent / "tests/published/bradley_terry_crowd_kit_1_4_2.tsv"

_SPLITS = 10


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_gold(folder: Path) -> dict[str, str]:
    return {row["task"]: row["label"] for row in read_table(folder / "gold.tsv")}


def measure_texts(folder: Path) -> None:
    answers, gold = read_table(folder / "answers.tsv"), read_gold(folder)
    begun = time.perf_counter()
    found = summarize_texts((row["task"], row["worker"], row["label"]) for row in answers)
    seconds = time.perf_counter() - begun

    def mean_rate(pairs: Iterable[tuple[str, str]]) -> float:
        return float(np.mean([word_error_rate(text, true) for text, true in pairs]))

    together = mean_rate((found.tasks[task].text, true) for task, true in gold.items())
    medoid = mean_rate((found.tasks[task].medoid, true) for task, true in gold.items())
    single = mean_rate((row["label"], gold[row["task"]]) for row in answers if row["task"] in gold)
    print(
        f"  word error rate: combined {together:.3f}, best answer (medoid) {medoid:.3f}, single answer {single:.3f}"
        f"; alpha {found.agreement:.3f}; {seconds:.1f} s"
    )


def measure_numbers(folder: Path) -> None:
    rows = [(row["task"], row["worker"], float(row["label"])) for row in read_table(folder / "answers.tsv")]
    gold = {task: float(label) for task, label in read_gold(folder).items()}
    for method in METHODS:
        found = summarize_numbers(rows, method=method)
        against = [_errors(found, gold)] if gold else []
        halves = [_halves(rows, seed) for seed in range(_SPLITS)]
        splits = [_errors(summarize_numbers(half, method=method), rest) for half, rest in halves]
        figures = [("gold", against)] * bool(gold) + [("the mean of the other half of people", splits)]
        said = "; ".join(f"{name}: {_figures(errors)}" for name, errors in figures)
        print(f"  {method:8} off {said}")
    print(f"  alpha {found.agreement:.3f}, intraclass correlation {found.icc:.3f}")


def _errors(found: NumbersResult, true: dict[str, float]) -> tuple[float, float]:
    """Mean absolute and root mean square error."""
    off = np.array([found.tasks[task].value - number for task, number in true.items() if task in found.tasks])
    return float(np.abs(off).mean()), float(np.sqrt((off**2).mean()))


def _figures(errors: list[tuple[float, float]]) -> str:
    absolute, square = np.mean(errors, axis=0)
    return f"MAE {absolute:.3f}, RMSE {square:.3f}"


def _halves(
    rows: list[tuple[str, str, float]], seed: int
) -> tuple[list[tuple[str, str, float]], dict[str, float]]:
    """Half of each task's answers, and the mean of the other half."""
    rng = np.random.default_rng(seed)
    by_task: dict[str, list[tuple[str, str, float]]] = {}
    for row in rows:
        by_task.setdefault(row[0], []).append(row)
    kept, rest = [], {}
    for task, own in by_task.items():
        order = [own[place] for place in rng.permutation(len(own))]
        kept += order[: len(own) // 2]
        rest[task] = float(np.mean([number for _, _, number in order[len(own) // 2 :]]))
    return kept, rest


def measure_pairs(folder: Path) -> None:
    from scipy.stats import spearmanr

    rows = [
        (row["task"], row["worker"], compare(row["left"], row["right"], row["label"]))
        for row in read_table(folder / "answers.tsv")
    ]
    reference = read_table(_CROWD_KIT)
    for ties in ("half", "full", "drop"):
        begun = time.perf_counter()
        found = summarize_pairs(rows, ties=ties)
        seconds = time.perf_counter() - begun
        line = f"  ties {ties}: {len(found.items)} items, alpha {found.agreement:.3f}, {seconds:.2f} s"
        if {row["item"] for row in reference} == set(found.items):
            scores = [found.items[row["item"]].score for row in reference]
            for column in ("ties_as_half", "ties_dropped"):
                theirs = [float(row[column]) for row in reference]
                line += f"; Spearman with crowd-kit, {column}, {spearmanr(theirs, scores).statistic:.3f}"
        print(line)


MEASURES: dict[str, Callable[[Path], None]] = {
    "numeric": measure_numbers,
    "text": measure_texts,
    "pairwise": measure_pairs,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder of sets")
    folder = parser.parse_args().folder
    found = 0
    for meta in sorted(folder.glob("*/meta.json")):
        measure = MEASURES.get(json.loads(meta.read_text("utf-8")).get("kind", ""))
        if measure is None or not (meta.parent / "answers.tsv").exists():
            continue
        found += 1
        print(meta.parent.name)
        measure(meta.parent)
    if not found:
        sys.stderr.write(f"{folder} has no set of numbers, texts or comparisons.\n")
    return 0 if found else 2


if __name__ == "__main__":
    sys.exit(main())
