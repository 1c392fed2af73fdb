"""Checks the counts of a run against each other, and measures how good its results are."""

import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from cli.replaying.datasets import Dataset, code_dataset
from cli.replaying.rehearsal import Outcome, Plan
from cli.replaying.values import judge, judge_simple, read_rule
from crowd.aggregation.classical.majority import expected_accuracy
from crowd.deciding.policy import CloseReason
from storage.checking.ledger import Ledger, read_ledger
from storage.database import path_of

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{35}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must hold, and whether it does."""

    claim: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """How right a simple rule is. `error` is its median distance from the truth, of numbers."""

    rule: str
    accuracy: float | None
    error: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a run shows. Shares are of 1."""

    tasks: int
    closed: int
    closed_by: dict[str, int]
    answers: int
    late: int
    recorded: int
    accuracy: float | None
    error: float | None  #: median distance from the truth, of numbers
    simple: Simple
    confidence: float | None
    seconds: float

    @property
    def answers_per_s(self) -> float:
        """Answers stored, acknowledged and followed by the next card, a second."""
        return self.answers / self.seconds if self.seconds else 0.0

    @property
    def answers_per_task(self) -> float:
        """Answers asked for each task."""
        return self.answers / self.tasks if self.tasks else 0.0


#: Draws of a fixed number of answers, for the simple rule.
_DRAWS = 5
_PANEL_ANSWERS = re.compile(r"Answers: ([\d,]+) ")

Rows = list[dict[str, str]]


def measure(dataset: Dataset, outcome: Outcome) -> Figures:
    """Return the figures of a run; gold is used here and nowhere before."""
    rows, answers = read_rows(outcome.results), read_rows(outcome.answers)
    column = answer_column(dataset)
    judged = [row for row in rows if dataset.gold.get(row["id"]) and row[column]]
    right, error = _judge(dataset, [(row[column], dataset.gold[row["id"]]) for row in judged])
    stated = [float(row["confidence"]) for row in rows if row["confidence"]]
    return Figures(
        tasks=len(rows),
        closed=sum(row["state"] == "closed" for row in rows),
        closed_by=dict(Counter(row["reason"] for row in rows if row["reason"])),
        answers=len({(row["id"], row["contributor"]) for row in answers}),
        late=sum(row["counted"] == "no" for row in answers),
        recorded=dataset.n_recorded,
        accuracy=right,
        error=error,
        simple=_simple(
            dataset, len({(row["id"], row["contributor"]) for row in answers}) / max(len(rows), 1)
        ),
        confidence=sum(stated) / len(stated) if stated else None,
        seconds=outcome.seconds,
    )


def check(dataset: Dataset, plan: Plan, outcome: Outcome, figures: Figures) -> list[Check]:
    """Compare what people tapped, what the files say, what the panel says and what the database holds."""
    rows, answers = read_rows(outcome.results), read_rows(outcome.answers)
    ledger = read_ledger(path_of(plan.database_url))
    pairs = Counter((row["id"], row["contributor"]) for row in answers)
    counted = Counter(row["id"] for row in answers if row["counted"] == "yes")
    checks = {
        "every task is in the results file, once": _ids(rows) == sorted(dataset.contents),
        "every task is closed": figures.closed == figures.tasks,
        "every closing has a reason": sum(figures.closed_by.values()) == figures.closed
        and set(figures.closed_by) <= set(CloseReason),
        "no task has more answers than the maximum": max(counted.values(), default=0) <= plan.max_answers,
        "nobody was asked the same task twice": max(pairs.values(), default=0) <= 1,
        "nobody was shown a task meant for others": not any(
            person.tapped.foreign for person in outcome.people
        ),
        "results file = file of answers": all(int(row["answers"]) == counted[row["id"]] for row in rows),
        "answers stored = answers tapped": _stored(dataset, answers) == _tapped(dataset, outcome),
        "panel = file of answers": _answers_on(outcome.panel) == sum(counted.values()),
        **_ledger_checks(ledger, figures, sum(counted.values())),
        "every call keeps to the Bot API's schema": outcome.violations == 0,
        "the token is in no log": not _TOKEN.search(outcome.log_text),
    }
    return [Check(claim=claim, holds=bool(holds)) for claim, holds in checks.items()]


def read_rows(data: bytes) -> Rows:
    """Return the rows of a result file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _answers_on(panel: str) -> int | None:
    found = _PANEL_ANSWERS.search(panel)
    return int(found[1].replace(",", "")) if found else None


def _ledger_checks(ledger: Ledger, figures: Figures, n_counted: int) -> dict[str, bool]:
    return {
        "results file = database": (ledger.n_tasks, ledger.n_closed) == (figures.tasks, figures.closed)
        and ledger.n_answers == figures.answers
        and ledger.closed_by == figures.closed_by,
        "counters of the database = counts": ledger.counted == n_counted == ledger.counter
        and ledger.tasks_off == 0,
        "skills of the database = sums of their answers": ledger.skills_off < 1e-6,
        "no offer is left in flight": ledger.n_offered == 0,
        "the database is whole": ledger.integrity == "ok",
    }


def _stored(dataset: Dataset, answers: Rows) -> Counter[tuple[str, str]]:
    column = answer_column(dataset)
    return Counter((row["id"], row[column]) for row in answers)


def _tapped(dataset: Dataset, outcome: Outcome) -> Counter[tuple[str, str]]:
    return Counter(
        (task, dataset.options[label])
        for person in outcome.people
        for task, label in person.tapped.labels.items()
    )


def _ids(rows: Rows) -> list[str]:
    return sorted(row["id"] for row in rows)


def answer_column(dataset: Dataset) -> str:
    """The column of both files that holds the answer."""
    return dataset.asked.question.kind.columns[0] if dataset.asked else "label"


def _judge(dataset: Dataset, pairs: list[tuple[str, str]]) -> tuple[float | None, float | None]:
    """How often what a file says is right, and the median error of numbers."""
    if dataset.asked is None:
        label_of = {option: label for label, option in dataset.options.items()}
        right = sum(label_of[option] == truth for option, truth in pairs)
        return right / len(pairs) if pairs else None, None
    question = dataset.asked.question
    found = judge(
        question, [(question.read_cell(value), question.read_cell(truth)) for value, truth in pairs]
    )
    return found.right, found.error


def _simple(dataset: Dataset, per_task: float) -> Simple:
    """What anybody would do: a vote of all recorded answers; of other answers, as many as were asked for."""
    if dataset.asked is None:
        return Simple(rule="a vote of all recorded answers", accuracy=_majority(dataset))
    question = dataset.asked.question
    coded = code_dataset(dataset)
    values = [question.read_cell(label) for label in coded.labels]
    known = [dataset.gold.get(task, "") for task in coded.tasks]
    truths = [question.read_cell(truth) if truth else None for truth in known]
    overlap = max(math.ceil(per_task), 1)
    found = judge_simple(question, coded.codes, values, truths, overlap, draws=_DRAWS)
    return Simple(
        rule=f"{read_rule(question.kind)} of {overlap} answers per task",
        accuracy=found.right,
        error=found.error,
    )


def _majority(dataset: Dataset) -> float | None:
    """Accuracy of a plain vote over all recorded answers, ties at their expected value."""
    coded = code_dataset(dataset)
    label_code = {label: code for code, label in enumerate(coded.labels)}
    gold = np.array([label_code.get(dataset.gold.get(task, ""), -1) for task in coded.tasks])
    if not (gold >= 0).any():
        return None
    return float(expected_accuracy(coded.codes, gold))
