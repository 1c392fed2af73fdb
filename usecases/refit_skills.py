"""Finds out anew, by a full fit over all answers to a question, who mixes up what and how sure one may be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.consensus import QuestionFit, fit_question
from crowd.aggregation.online import Matched, QuestionModel, Row, matched_of, model_of
from crowd.aggregation.result import in_order
from crowd.answers import CodedAnswers, code_answers
from crowd.assignments import LEASE_SAMPLE, fit_lease
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.policy import CloseReason, must_reopen, refit_due
from crowd.skill import SkillPrior
from storage.answers import answers_of_task
from storage.assignments import answer_times, find_ask, set_lease
from storage.fits import (
    Credit,
    FitInput,
    change_credits,
    questions_in_use,
    set_beliefs,
    set_matched,
    set_model,
)
from storage.tasks import closed_by, open_task_ids
from storage.tx import Tx
from usecases.decide_task import Ended, decide_task
from usecases.move_posterior import SMALLEST_MOVE, weigh
from usecases.terms import Terms
from usecases.wake_waiting import wake_for_task

#: Nobody is left out when others are woken.
_NOBODY = ContributorId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """What a fit found, ready to be stored."""

    model: QuestionModel
    prior: SkillPrior
    credits: list[Credit]  #: those that it moved
    people: list[tuple[ContributorId, Matched]]
    beliefs: list[tuple[TaskId, Row]]
    n_answers: int


def questions_to_fit(tx: Tx) -> list[tuple[ProjectId, QuestionId]]:
    """Return the questions for which a full fit is due."""
    return [
        (project_id, question_id)
        for project_id, question_id, n_answers, n_fitted in questions_in_use(tx)
        if refit_due(n_answers=n_answers, n_fitted=n_fitted)
    ]


def fit(data: FitInput) -> Refit:
    """Fit a question's answers: pure work on arrays, to be done outside the event loop and any transaction."""
    coded = code_answers(data.triples, labels=range(data.n_options))
    gold = np.array([data.gold.get(task, -1) for task in coded.tasks], dtype=np.int64)
    found = fit_question(in_order(coded.codes), gold)
    mean = found.confusions.prior.mean_skill
    return Refit(
        model=model_of(found),
        prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
        credits=_moved(data, coded, found, gold),
        people=[
            (ContributorId(person), matched_of(found, code)) for code, person in enumerate(coded.contributors)
        ],
        beliefs=[
            (TaskId(task), tuple(row))
            for task, row in zip(coded.tasks, found.confusions.belief.tolist(), strict=True)
        ],
        n_answers=len(data.triples),
    )


def _moved(
    data: FitInput, coded: CodedAnswers[int, int, int], found: QuestionFit, gold: np.ndarray
) -> list[Credit]:
    """The credits that a fit moved."""
    codes = coded.codes
    known = gold[codes.task]
    now = np.where(known >= 0, known == codes.label, found.posterior[codes.task, codes.label])
    rows = zip(
        codes.task.tolist(), codes.contributor.tolist(), codes.label.tolist(), now.tolist(), strict=True
    )
    return [
        Credit(
            task_id=TaskId(coded.tasks[task]),
            contributor_id=ContributorId(coded.contributors[person]),
            label=label,
            value=float(credit),
        )
        for task, person, label, credit in rows
        if abs(credit - data.credits.get((coded.tasks[task], coded.contributors[person]), -1.0))
        > SMALLEST_MOVE
    ]


def refit_lease(tx: Tx, project_id: ProjectId, *, terms: Terms) -> None:
    """Let a project's tasks be kept for as long as its answers take."""
    set_lease(tx, project_id, fit_lease(answer_times(tx, project_id, limit=LEASE_SAMPLE), most=terms.lease))


def store_credits(tx: Tx, data: FitInput, page: Sequence[Credit]) -> None:
    """Store some of the credits that a fit moved, with the skills that follow."""
    change_credits(tx, data.question_id, page)


def store_people(tx: Tx, data: FitInput, page: Sequence[tuple[ContributorId, Matched]]) -> None:
    """Store what a fit counted of some people."""
    set_matched(tx, data.question_id, page)


def store_beliefs(tx: Tx, _: FitInput, page: Sequence[tuple[TaskId, Row]]) -> None:
    """Store what a fit believed of some tasks."""
    set_beliefs(tx, page)


def store_model(tx: Tx, data: FitInput, refit: Refit) -> None:
    """Store what a fit found of the crowd, once all else of it is stored."""
    set_model(tx, data.question_id, refit.model, refit.prior, n_fitted=refit.n_answers, through=data.through)


def redecide_tasks(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Decide a page of a project's open tasks by what is known now.

    Returns:
        The last task of the page, from which to go on; None when there is no more.
    """
    task_ids = open_task_ids(tx, project_id, after=after, limit=limit)
    for task_id in task_ids:
        _decide(tx, task_id, terms=terms, at=at)
    return task_ids[-1] if len(task_ids) == limit else None


def reopen_tasks(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Open those of a page of tasks again that closed by their target on what proved to be too little.

    Returns:
        The last task of the page, from which to go on; None when there is no more.
    """
    task_ids, last = closed_by(tx, project_id, CloseReason.TARGET, after=after, limit=limit)
    for task_id in task_ids:
        ask = find_ask(tx, task_id)
        if ask is None:
            continue
        move = weigh(ask, answers_of_task(tx, task_id, ask.question_id))
        if must_reopen(ask.rule, confidence=move.confidence):
            _decide(tx, task_id, terms=terms, at=at)
    return last


def _decide(tx: Tx, task_id: TaskId, *, terms: Terms, at: int) -> None:
    ask = find_ask(tx, task_id)
    if ask is not None:
        decision = decide_task(tx, ask, Ended(), at=at)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
