"""Whether the results of small projects are final: compares files from real runs with a fit of their own answers.

    python -m benchmarks.small_projects                    # all shapes, four projects of each: some minutes
    python -m benchmarks.small_projects --shapes usual --seeds 4

A small project is drawn from a seed: how able each person is (a beta distribution), and how each of them would answer
each task. It then runs through the whole system, as in `askmany replay`: the real bot in its own process, everything
over HTTP, everybody present at once. `askmany aggregate` fits its answers file, and each row of its results file is
compared with that. The goals: no label contradicts the fit, confidences differ by less than 0.01 on average, no task is
given up while everybody agrees and it could get another answer, and there are at most one in 120 tasks fewer right
labels than with the most votes.
"""

import argparse
import contextlib
import csv
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from cli.__main__ import main as askmany
from crowd.deciding.policy import CloseReason, StopRule

#: How much a run may differ from the fit of its own answers, on average.
MOST_GAP = 0.01
#: How many fewer right labels than with the most votes are allowed: one task in this many.
TASKS_A_LABEL_LESS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A kind of small project."""

    n_tasks: int
    n_labels: int
    n_people: int
    right: float  #: how often people are right, on average
    alike: float  #: how similar they are in this: the sum of the two parameters of the beta distribution
    rule: StopRule


def _rule(least: int, most: int) -> StopRule:
    return StopRule(target=0.95, min_answers=least, max_answers=most)


SHAPES = {
    "usual": Shape(n_tasks=30, n_labels=3, n_people=20, right=0.85, alike=8, rule=_rule(3, 6)),
    "wide": Shape(n_tasks=30, n_labels=3, n_people=20, right=0.85, alike=8, rule=_rule(2, 10)),
    "tiny": Shape(n_tasks=10, n_labels=2, n_people=5, right=0.85, alike=8, rule=_rule(2, 5)),
    "five-options": Shape(n_tasks=30, n_labels=5, n_people=20, right=0.85, alike=8, rule=_rule(3, 6)),
    "fixed-three": Shape(n_tasks=30, n_labels=3, n_people=20, right=0.85, alike=8, rule=_rule(3, 3)),
    "often-wrong": Shape(n_tasks=30, n_labels=3, n_people=20, right=0.70, alike=8, rule=_rule(3, 6)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One project: how people would answer, and the true labels."""

    truth: list[int]  #: of each task
    answers: list[list[int]]  #: of each task, by person


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The results of some projects compared with the fit of their answers. All fields but the gap count tasks."""

    tasks: int = 0
    answers: int = 0
    given_up: int = 0
    given_up_unanimous: int = 0  #: although everybody agrees and it could still get answers
    unlike: int = 0  #: labels that differ from the fit's
    gap: float = 0.0  #: sum of the differences in confidence
    right: int = 0
    right_by_votes: float = 0.0  #: ties at their expected value

    def __add__(self, other: "Found") -> "Found":
        return Found(
            **{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)}
        )

    @property
    def mean_gap(self) -> float:
        """The mean difference in confidence."""
        return self.gap / max(self.tasks, 1)

    @property
    def holds(self) -> bool:
        """Whether all goals are met."""
        fewest = self.right_by_votes - max(self.tasks / TASKS_A_LABEL_LESS, 1.0)
        return (
            self.unlike == 0
            and self.mean_gap < MOST_GAP
            and self.given_up_unanimous == 0
            and self.right >= fewest
        )


def draw(shape: Shape, seed: int) -> Drawn:
    """Draw a project; the same seed gives the same project."""
    rng = np.random.default_rng(seed)
    able = rng.beta(shape.right * shape.alike, (1.0 - shape.right) * shape.alike, shape.n_people)
    truth = rng.integers(0, shape.n_labels, shape.n_tasks)
    size = (shape.n_tasks, shape.n_people)
    is_right = rng.random(size) < able
    wrong = (truth[:, np.newaxis] + rng.integers(1, shape.n_labels, size)) % shape.n_labels
    said = np.where(is_right, truth[:, np.newaxis], wrong)
    return Drawn(truth=truth.tolist(), answers=said.tolist())


def key_of(task: int) -> str:
    """The id of a task in the files."""
    return f"task-{task:03d}"


def option_of(label: int) -> str:
    """What a label is called."""
    return f"option {'ABCDEFGHIJ'[label]}"


def judge(shape: Shape, drawn: Drawn, results: bytes, answers: bytes) -> Found:
    """Compare a project's results with `askmany aggregate` of its answers."""
    rows = {row["id"]: row for row in _rows(results)}
    votes: dict[str, Counter[str]] = {key: Counter() for key in rows}
    for row in _rows(answers):
        if row["counted"] == "yes":
            votes[row["id"]][row["label"]] += 1
    fitted = {row["task"]: row for row in _aggregated(answers)}
    found = Found()
    for task, truth in enumerate(drawn.truth):
        key = key_of(task)
        found += _judge_task(shape, rows[key], fitted[key], votes[key], option_of(truth))
    return found


def _judge_task(
    shape: Shape, row: dict[str, str], fitted: dict[str, str], votes: Counter[str], truth: str
) -> Found:
    given_up = row["reason"] == CloseReason.OUT_OF_REACH
    leading = [label for label, count in votes.items() if count == max(votes.values())]
    return Found(
        tasks=1,
        answers=votes.total(),
        given_up=given_up,
        given_up_unanimous=given_up and len(votes) == 1 and votes.total() < shape.rule.max_answers,
        unlike=row["label"] != fitted["label"],
        gap=abs(float(row["confidence"]) - float(fitted["confidence"])),
        right=row["label"] == truth,
        right_by_votes=(truth in leading) / len(leading),
    )


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def _aggregated(answers: bytes) -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "answers.csv", Path(folder) / "labels.csv"
        given.write_bytes(answers)
        with contextlib.redirect_stdout(io.StringIO()):
            if askmany(["aggregate", str(given), "--out", str(out)]) != 0:
                raise ValueError("the answers cannot be aggregated")
        return _rows(out.read_bytes())


def replay(shape: Shape, seed: int, folder: Path) -> Found:
    """Run one project through the whole system.

    Raises:
        ValueError: One of the replay's own checks failed.
    """
    drawn = draw(shape, seed)
    data = folder / f"small-{seed}"
    write_dataset(drawn, data)
    rule = shape.rule
    numbers = {
        "--target": rule.target,
        "--min": rule.min_answers,
        "--max": rule.max_answers,
        "--at-once": shape.n_people,
        "--seed": seed,
        "--out": folder / "out",
    }
    options = [text for name, value in numbers.items() for text in (name, str(value))]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        if askmany(["replay", str(data), *options]) != 0:
            raise ValueError(printed.getvalue())
    out = folder / "out" / data.name
    return judge(shape, drawn, (out / "results.csv").read_bytes(), (out / "answers.csv").read_bytes())


def write_dataset(drawn: Drawn, folder: Path) -> None:
    """Write a project as a folder for `askmany replay`."""
    folder.mkdir()
    people = range(len(drawn.answers[0]))
    given = [
        f"{key_of(task)}\tperson-{person:02d}\t{option_of(said[person])}"
        for task, said in enumerate(drawn.answers)
        for person in people
    ]
    gold = [f"{key_of(task)}\t{option_of(label)}" for task, label in enumerate(drawn.truth)]
    (folder / "answers.tsv").write_text("\n".join(["task\tworker\tlabel", *given, ""]), "utf-8")
    (folder / "gold.tsv").write_text("\n".join(["task\tlabel", *gold, ""]), "utf-8")


def main() -> int:
    """Print the table; return 0 only if all goals are met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES), help="default: all")
    parser.add_argument("--seeds", type=int, default=4, help="projects per shape")
    args = parser.parse_args()
    print(
        "| project | answers per task | given up | of these, all agreed | labels unlike the fit | mean difference "
        "| right | right by most votes |\n|---|---|---|---|---|---|---|---|"
    )
    found = [_measure(name, range(1, args.seeds + 1)) for name in args.shapes]
    return 0 if all(one.holds for one in found) else 1


def _measure(name: str, seeds: Iterable[int]) -> Found:
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            found += replay(SHAPES[name], seed, Path(folder))
    print(
        f"| {name} | {found.answers / found.tasks:.2f} | {found.given_up} of {found.tasks} "
        f"| {found.given_up_unanimous} | {found.unlike} | {found.mean_gap:.4f} | {found.right} "
        f"| {found.right_by_votes:.1f} |",
        flush=True,
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
