"""Accuracy of every method on folders of recorded answers, beside what Zheng et al. (2017) print.

    python -m benchmarks.published FOLDER_OF_SETS [SET ...]

Each set is a folder with answers.tsv (task, worker, label) and gold.tsv (task, label). Without names all sets of
the folder are taken whose gold is among the labels. Published: Zheng, Li, Li, Shan & Cheng, Truth inference in
crowdsourcing: is the problem solved? PVLDB 10(5), 2017, table 6, for D_Product and D_PosSent.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from cli.answer_file import AnswerFileRefused, read_answer_file
from cli.comparison import compare_one, tasks_that_count
from crowd.aggregation.methods import METHODS

#: Set -> method -> accuracy in percent; the lower end of a range.
PUBLISHED = {
    "d_product": {"majority": 89.66, "zc": 92.80, "dawid_skene": 93.66, "dawid_skene_map": 93.73},
    "d_possent": {"majority": 93.31, "zc": 95.10, "dawid_skene": 96.00, "dawid_skene_map": 96.00},
}

#: So many options at most: sets with more are texts or numbers.
_MOST_LABELS = 20


def main() -> int:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*")
    args = parser.parse_args()
    names = args.sets or sorted(path.name for path in args.folder.iterdir() if (path / "gold.tsv").exists())
    print("| set | " + " | ".join(METHODS) + " |")
    print("|---|" + "---|" * len(METHODS))
    means = []
    for name in names:
        row = _accuracies(args.folder / name)
        if row is None:
            continue
        means.append(row)
        print(f"| {name} | " + " | ".join(f"{value:.2f}" for value in row) + " |", flush=True)
        if name in PUBLISHED:
            cells = (PUBLISHED[name].get(method) for method in METHODS)
            print("| *published* | " + " | ".join(f"{value:.2f}" if value else "" for value in cells) + " |")
    if len(means) > 1:
        print("| mean | " + " | ".join(f"{value:.2f}" for value in np.mean(means, axis=0)) + " |")
    return 0


def _accuracies(folder: Path) -> list[float] | None:
    try:
        file = read_answer_file(folder / "answers.tsv", folder / "gold.tsv")
    except AnswerFileRefused:
        return None  # a set of another kind: pairs, for example
    codes, gold = file.answers.codes, file.gold
    if gold is None or codes.n_labels > _MOST_LABELS or not tasks_that_count(codes, gold).size:
        return None
    return [
        100.0 * compare_one(name, find(codes, None), codes, gold, 0.0).accuracy
        for name, find in METHODS.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
