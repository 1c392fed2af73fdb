"""How right values of any kind are, and those of the simple rule of their kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from crowd.answers import AnswerCodes
from crowd.kinds import Kind, Value
from crowd.kinds.question import Question
from crowd.simulated.fixed_overlap import draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Rightness:
    """How right some values are.

    Attributes:
        right: Share of the values that are right; None without any.
        error: Median distance from the truth; None if values have none.
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
    kind, config = question.kind, question.config
    right = [kind.is_alike(value, truth, config) for value, truth in pairs]
    apart = [kind.distance(value, truth, config) for value, truth in pairs]
    known = [distance for distance in apart if distance is not None]
    return Rightness(
        right=sum(right) / len(right), error=float(median(known)) if len(known) == len(apart) else None
    )


def read_rule(kind: Kind) -> str:
    """Return the simple rule of a kind as people read it: `the most frequent`."""
    return f"the {kind.simple_rule.replace('_', ' ')}"


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
                    (question.kind.decide_simply(said, question.config), truths[task])
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
