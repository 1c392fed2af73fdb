"""The numbers of all tasks after a full fit: each is decided as it would be online."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.numbers.number_fit import NumberCodes, NumberFit
from crowd.aggregation.numbers.online import NumberAnswer, NumberMove, move_number
from crowd.aggregation.numbers.ruler import Ruler
from crowd.answers import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberDecisions:
    """What each task is decided as, for the tasks with answers.

    Attributes:
        task: Task codes, (n,) int, in ascending order.
        number: The number of each, (n,).
        confidence: The probability that it is right, (n,).
        low: Lower end of the range that holds the truth with a probability of 90 %, (n,).
        high: Upper end, (n,).
        credit: For each answer, in the order of the codes, the probability that it is right, (n_answers,).
    """

    task: IntArray
    number: FloatArray
    confidence: FloatArray
    low: FloatArray
    high: FloatArray
    credit: FloatArray


def decide_numbers(
    codes: NumberCodes, ruler: Ruler, fit: NumberFit, truth: FloatArray | None = None
) -> NumberDecisions:
    """Decide every task that has answers.

    Args:
        codes: The answers.
        ruler: How the numbers are measured.
        fit: What a fit of these answers found.
        truth: The truth of each task, (n_tasks,), NaN where it is not known; it only decides credits.
    """
    known = np.full(codes.n_tasks, math.nan) if truth is None else truth
    person = [fit.person(code) for code in range(codes.n_contributors)]
    credit = np.zeros(codes.task.size)
    tasks: list[int] = []
    moves: list[NumberMove] = []
    number, contributor = codes.number.tolist(), codes.contributor.tolist()
    for task, rows in _by_task(codes):
        answers = [NumberAnswer(number=number[row], person=person[contributor[row]]) for row in rows.tolist()]
        true = float(known[task])
        # No answer is to follow, so no target either.
        found = move_number(answers, ruler, fit.model, known=None if math.isnan(true) else true, target=0.0)
        credit[rows] = found.credits
        tasks.append(task)
        moves.append(found)
    return NumberDecisions(
        task=np.array(tasks, dtype=np.int64),
        number=np.array([move.number for move in moves]),
        confidence=np.array([move.confidence for move in moves]),
        low=np.array([move.low for move in moves]),
        high=np.array([move.high for move in moves]),
        credit=credit,
    )


def _by_task(codes: NumberCodes) -> Iterator[tuple[int, IntArray]]:
    """Each task that has answers, with their rows."""
    if not codes.task.size:
        return
    order = np.argsort(codes.task, kind="stable")
    tasks, starts = np.unique(codes.task[order], return_index=True)
    yield from zip(tasks.tolist(), np.split(order, starts[1:]), strict=True)
