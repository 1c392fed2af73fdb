"""What kinds share whose answers are labels, codes from 0 on: they are judged by the default model."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.consensus import fit_question
from crowd.aggregation.online import TaskAnswer, TaskMove, matched_of, model_of, move_task
from crowd.aggregation.question_model import QuestionModel
from crowd.aggregation.result import leading_label
from crowd.aggregation.stored_models import (
    read_belief,
    read_matched,
    read_model,
    write_belief,
    write_matched,
    write_model,
)
from crowd.answers import AnswerCodes, FloatArray, IntArray
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import SkillPrior
from crowd.ids import TaskId
from crowd.kinds.fitting import Fit, FitInput, FittedValues, Pages, code_rows, moved_credits, write_people
from crowd.kinds.kind import WeighedAnswer

#: Makes of posteriors, (n_tasks, n_labels), and votes of the same shape what each task is decided as, and how surely.
Choose = Callable[[FloatArray, IntArray], tuple[Sequence[int], FloatArray]]


def weigh_labels(answers: Sequence[WeighedAnswer]) -> list[TaskAnswer]:
    """Return answers as the model weighs them."""
    return [
        TaskAnswer(
            label=answer.value,
            right=answer.right,
            answered=answer.answered,
            credit=answer.credit,
            matched=read_matched(answer.learnt),
            belief=read_belief(answer.belief),
        )
        for answer in answers
    ]


def move_labels(
    answers: Sequence[WeighedAnswer], model: str | None, *, n_labels: int, rule: StopRule, known: int | None
) -> tuple[TaskMove, dict[str, Any]]:
    """Decide a task by the posterior of each label.

    Args:
        answers: The answers.
        model: What the last full fit learnt, as `fit_labels` wrote it; None before the first.
        n_labels: The number of labels, 1 or more.
        rule: When asking stops.
        known: The true label of a gold task.

    Returns:
        The state of the task, and what it was made of.
    """
    question = read_model(model, n_labels)
    move = move_task(
        weigh_labels(answers),
        question,
        known=known,
        target=rule.target,
        most_more=max(rule.max_answers - len(answers), 0),
        may_give_up=len(answers) >= rule.enough_to_give_up,
    )
    return move, {
        "posterior": [round(share, 6) for share in move.posterior],
        "mean_skill": round(question.mean_skill, 6),
        "shared_error": round(question.calibration.shared_error, 6),
        "temper": round(question.calibration.temper, 6),
    }


def fit_labels(data: FitInput, *, n_labels: int, choose: Choose) -> Fit:
    """Fit the default model to all answers."""
    coded = code_rows(data)
    codes = AnswerCodes(
        task=coded.task,
        contributor=coded.contributor,
        label=np.asarray(data.value)[coded.rows].astype(np.int32),
        n_tasks=coded.task_ids.size,
        n_contributors=coded.contributor_ids.size,
        n_labels=n_labels,
    )
    gold = np.array([data.gold.get(task, -1) for task in coded.task_ids.tolist()], dtype=np.int64)
    found = fit_question(codes, gold)
    known = gold[codes.task]
    credit = np.where(known >= 0, known == codes.label, found.posterior[codes.task, codes.label])
    mean = found.confusions.prior.mean_skill
    value, confidence = choose(found.posterior, codes.votes())
    return Fit(
        model=write_model(model_of(found)),
        prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
        credits=moved_credits(coded, codes.label.tolist(), credit),
        people=write_people(coded.contributor_ids, lambda code: write_matched(matched_of(found, code))),
        beliefs=_beliefs(coded.task_ids, found.confusions.belief),
        values=FittedValues(task_ids=coded.task_ids, value=value, confidence=confidence),
        n_answers=len(data.task),
    )


def choose_leading(posterior: FloatArray, votes: IntArray) -> tuple[Sequence[int], FloatArray]:
    """Decide each task as its most probable label."""
    label = leading_label(posterior, votes)
    return label.tolist(), posterior[np.arange(label.size), label]


def nearest_labels(posterior: FloatArray, slack: int) -> tuple[list[int], FloatArray]:
    """Return the label of each task that is most probably close enough to the true one, and how probably it is.

    Where several are alike in that, the most probable of them is chosen.

    Args:
        posterior: The probability of each label, (n_tasks, n_labels).
        slack: How many labels off is still right, 0 or 1.
    """
    padded = np.pad(posterior, ((0, 0), (slack, slack)))
    n_labels = posterior.shape[1]
    near = np.minimum(sum(padded[:, shift : shift + n_labels] for shift in range(2 * slack + 1)), 1.0)
    best = np.isclose(near, near.max(axis=1, keepdims=True), rtol=1e-9, atol=0.0)
    label = np.where(best, posterior, -1.0).argmax(axis=1)
    return label.tolist(), near[np.arange(label.size), label]


def near_needed(
    answers: Sequence[TaskAnswer],
    model: QuestionModel,
    *,
    label: int,
    slack: int,
    target: float,
    most_more: int,
) -> float:
    """Return the fewest further answers from newcomers, all for a label, that would make it sure enough.

    It is infinite if not even `most_more` would.
    """
    weighed = list(answers)
    for more in range(1, most_more + 1):
        weighed.append(TaskAnswer(label=label, right=0.0, answered=0.0))
        posterior = move_task(weighed, model).posterior
        if sum(posterior[max(label - slack, 0) : label + slack + 1]) >= target:
            return more
    return np.inf


def _beliefs(ids: IntArray, belief: FloatArray) -> Pages[tuple[TaskId, str]]:
    def make(part: slice) -> list[tuple[TaskId, str]]:
        rows = zip(ids[part].tolist(), belief[part].tolist(), strict=True)
        return [(TaskId(task), write_belief(tuple(row))) for task, row in rows]

    return Pages(n_rows=ids.size, make=make)
