"""How right values are that are no options, such as numbers, and what the rule is that anybody would use."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from crowd.answers import AnswerCodes
from crowd.kinds import Value
from crowd.kinds.question import Question
from crowd.simulated.fixed_overlap import draw

#: What the simple rules are called.
RULES_READ = {"median": "the median", "most_frequent": "the most frequent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rightness:
    """How right some values are.

    Attributes:
        right: Share of the values that are right; None without any.
        error: Median distance from the truth; None if values are no numbers.
    """

    right: float | None
    error: float | None


def judge(question: Question, pairs: Sequence[tuple[Value, Value]]) -> Rightness:
    """Judge values by their truths.

    Args:
        question: What was asked.
        pairs: A value and its truth for each task that has both.
    """
    if not pairs:
        return Rightness(right=None, error=None)
    right = [question.kind.is_alike(value, truth, question.config) for value, truth in pairs]
    numeric = all(_is_number(value) and _is_number(truth) for value, truth in pairs)
    return Rightness(
        right=sum(right) / len(right),
        error=float(median(abs(value - truth) for value, truth in pairs)) if numeric else None,
    )


def simple_rule(values: Sequence[Value]) -> str:
    """Return what anybody would do with such answers: take the median of numbers, else the most frequent."""
    return "median" if all(map(_is_number, values)) else "most_frequent"


def simple_value(question: Question, values: Sequence[Value]) -> Value:
    """Return what anybody would decide a task as; `values` holds at least one answer."""
    if simple_rule(values) == "median":
        # Written and read again, the middle of two whole numbers becomes a whole number.
        return question.read_cell(question.write_cell(median(values)))
    return Counter(values).most_common(1)[0][0]


def judge_simple(
    question: Question,
    answers: AnswerCodes,
    values: Sequence[Value],
    truths: Sequence[Value],
    overlap: int,
    *,
    draws: int,
) -> Rightness:
    """Judge the simple rule with a fixed number of answers a task.

    Args:
        question: What was asked.
        answers: All answers; a label stands for a value.
        values: The values of labels.
        truths: The truth of each task; None where it is not known.
        overlap: Answers a task; one with fewer keeps all it has.
        draws: Number of random choices of answers to average over, with seeds 0, 1, ...
    """
    judged = []
    for seed in range(draws):
        drawn = draw(answers, overlap, seed=seed)
        given: dict[int, list[Value]] = {}
        for task, label in zip(drawn.task.tolist(), drawn.label.tolist(), strict=True):
            given.setdefault(task, []).append(values[label])
        judged.append(
            judge(
                question,
                [
                    (simple_value(question, said), truths[task])
                    for task, said in given.items()
                    if truths[task] is not None
                ],
            )
        )
    return Rightness(right=_mean([one.right for one in judged]), error=_mean([one.error for one in judged]))


def fewest_for(
    question: Question,
    answers: AnswerCodes,
    values: Sequence[Value],
    truths: Sequence[Value],
    right: float,
    *,
    draws: int,
) -> int | None:
    """Find the fewest answers a task with which the simple rule is as right; None if all of them are too few."""
    most = int(np.bincount(answers.task, minlength=answers.n_tasks).max(initial=0))
    for overlap in range(1, most + 1):
        found = judge_simple(question, answers, values, truths, overlap, draws=draws)
        if found.right is not None and found.right >= right:
            return overlap
    return None


def _mean(shares: Sequence[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
