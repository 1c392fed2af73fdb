"""How right sets of options are, and how right they claim to be, against a vote per option.

    python -m benchmarks.sets [DIR ...]

DIR has a set of recorded answers: `answers.tsv` (task, worker, label, the options separated by |), `gold.tsv` (task,
label) and `meta.json` (`options`). Seven made-up crowds follow: typical people; people who overlook much, or name too
much; one with spammers; one in which some options look right to half of all people; one that gives one option for
another; and an able one. Unless `--known` says otherwise, the model gets no known answers.
"""

import argparse
import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from crowd.aggregation.sets.set_fit import SetCodes, fit_sets
from crowd.answers import FloatArray, IntArray

_ANSWERS, _SAMPLES = (3, 5, 9, 15), 5
#: Sensitivity and specificity of each made-up crowd.
_CROWDS = {
    "typical": (0.8, 0.92),
    "overlooking": (0.55, 0.97),
    "eager": (0.92, 0.72),
    "spammed": (0.85, 0.93),
    "lured": (0.85, 0.93),
    "mixed up": (0.8, 0.9),
    "able": (0.95, 0.97),
}
_TASKS, _PEOPLE, _OPTIONS = 200, 30, 6


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Who named what, and what is true, (n_tasks, n_options) bool."""

    task: IntArray
    contributor: IntArray
    named: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]"
    true: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]"

    def sample(self, n_answers: int, rng: np.random.Generator) -> "Answered":
        """At most so many answers of each task, drawn at random."""
        order = rng.permutation(self.task.size)
        order = order[np.argsort(self.task[order], kind="stable")]
        starts = np.searchsorted(self.task[order], np.arange(self.true.shape[0]))
        kept = order[np.arange(order.size) - starts[self.task[order]] < n_answers]
        return Answered(
            task=self.task[kept],
            contributor=self.contributor[kept],
            named=self.named[kept],
            true=self.true,
        )


def read_set(folder: Path) -> Answered:
    """Read a folder."""
    options = json.loads((folder / "meta.json").read_text("utf-8"))["options"]

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    def named(text: str) -> list[bool]:
        return [option in text.split("|") for option in options]

    gold = {row["task"]: named(row["label"]) for row in rows("gold.tsv")}
    answers = [row for row in rows("answers.tsv") if row["task"] in gold]
    task, contributor = (
        np.unique([row[column] for row in answers], return_inverse=True) for column in ("task", "worker")
    )
    return Answered(
        task=task[1],
        contributor=contributor[1],
        named=np.array([named(row["label"]) for row in answers]),
        true=np.array([gold[name] for name in task[0].tolist()]),
    )


def make_crowd(name: str, n_answers: int, rng: np.random.Generator) -> Answered:
    """Make up a crowd and its answers."""
    true = rng.random((_TASKS, _OPTIONS)) < 0.3
    if name == "mixed up":
        true = np.eye(_OPTIONS, dtype=np.bool_)[rng.integers(_OPTIONS, size=_TASKS)]
    sensitivity, specificity = (rng.beta(8 * mean, 8 * (1 - mean), _PEOPLE) for mean in _CROWDS[name])
    if name == "spammed":
        bad = rng.random(_PEOPLE) < 0.3
        sensitivity[bad], specificity[bad] = 0.3, 0.7
    lured = rng.random(true.shape) < (0.08 if name == "lured" else 0.0)
    task = np.repeat(np.arange(_TASKS), n_answers)
    people = np.concatenate([rng.choice(_PEOPLE, n_answers, replace=False) for _ in range(_TASKS)])
    chance = np.where(true[task], sensitivity[people, np.newaxis], 1.0 - specificity[people, np.newaxis])
    named = rng.random(chance.shape) < np.where(lured[task], 0.55, chance)
    if name == "mixed up":
        wrong = rng.random(task.size) > sensitivity[people]
        one = np.where(wrong, rng.integers(_OPTIONS, size=task.size), true[task].argmax(axis=1))
        named = np.eye(_OPTIONS, dtype=np.bool_)[one]
    return Answered(task=task, contributor=people, named=named, true=true)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Shares of options and of whole sets that are right, by vote and by the model, and what the model states."""

    vote_options: float
    vote_sets: float
    options: float
    sets: float
    stated_options: float
    stated_sets: float

    def __str__(self) -> str:
        return (
            f"options {self.options:6.1%} (vote {self.vote_options:6.1%}, stated {self.stated_options:6.1%})   "
            f"sets {self.sets:6.1%} (vote {self.vote_sets:6.1%}, stated {self.stated_sets:6.1%})"
        )


def measure(answered: Answered, n_known: int, rng: np.random.Generator) -> Figures:
    """Fit answers and compare; some tasks, chosen at random, are known and are not judged."""
    order = np.argsort(answered.task, kind="stable")
    n_tasks, n_options = answered.true.shape
    codes = SetCodes(
        task=answered.task[order],
        contributor=answered.contributor[order],
        named=answered.named[order],
        n_tasks=n_tasks,
        n_contributors=int(answered.contributor.max()) + 1,
    )
    gold = np.full(answered.true.shape, np.nan)
    shuffled = rng.permutation(n_tasks)
    known, rest = shuffled[:n_known], shuffled[n_known:]
    gold[known] = answered.true[known]
    found = fit_sets(codes, gold)
    votes = np.zeros((n_tasks, n_options))
    np.add.at(votes, codes.task, codes.named)
    voted = 2 * votes > np.bincount(codes.task, minlength=n_tasks)[:, np.newaxis]
    chosen, true = found.posterior[rest] > 0.5, answered.true[rest]
    sure: FloatArray = np.maximum(found.posterior[rest], 1.0 - found.posterior[rest])
    return Figures(
        vote_options=float((voted[rest] == true).mean()),
        vote_sets=float((voted[rest] == true).all(axis=1).mean()),
        options=float((chosen == true).mean()),
        sets=float((chosen == true).all(axis=1).mean()),
        stated_options=float(sure.mean()),
        stated_sets=float((sure.prod(axis=1) ** found.model.dependence).mean()),
    )


def mean_of(figures: list[Figures]) -> Figures:
    """The mean of each figure."""
    return Figures(
        **{name: float(np.mean([getattr(one, name) for one in figures])) for name in Figures.__annotations__}
    )


def _sets(folders: list[Path]) -> Iterator[tuple[str, Callable[[int, np.random.Generator], Answered]]]:
    for folder in folders:
        yield folder.name, read_set(folder).sample
    for name in _CROWDS:
        yield name, lambda n_answers, rng, name=name: make_crowd(name, n_answers, rng)  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="*", metavar="DIR", help="folder of recorded answers")
    parser.add_argument("--known", type=int, default=0, help="known answers that the model gets")
    args = parser.parse_args()
    for name, make in _sets(args.folders):
        for n_answers in _ANSWERS:
            dice = [np.random.default_rng(seed) for seed in range(_SAMPLES)]
            figures = [measure(make(n_answers, rng), args.known, rng) for rng in dice]
            print(f"{name:12} {n_answers:2} answers: {mean_of(figures)}")


if __name__ == "__main__":
    main()
