"""Corrects every skill of a question by a full fit over its answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.one_coin import fit_one_coin
from crowd.answers import code_answers
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.policy import refit_due
from crowd.skill import SkillPrior
from storage.assignments import find_ask
from storage.fits import Credit, FitInput, change_credits, questions_in_use, set_prior
from storage.tasks import open_task_ids
from storage.tx import Tx
from usecases.decide_task import Ended, decide_task
from usecases.move_posterior import SMALLEST_MOVE
from usecases.terms import Terms
from usecases.wake_waiting import wake_for_task


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """What a fit found: the pooled prior, and the credits that it moved."""

    prior: SkillPrior
    moved: list[Credit]
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
    found = fit_one_coin(coded.codes, gold=gold)
    tasks, contributors = coded.tasks, coded.contributors
    given = zip(coded.codes.task, coded.codes.contributor, coded.codes.label, found.credit, strict=True)
    moved = [
        Credit(
            task_id=TaskId(tasks[task]),
            contributor_id=ContributorId(contributors[contributor]),
            label=int(label),
            value=float(credit),
        )
        for task, contributor, label, credit in given
        if abs(credit - data.credits.get((tasks[task], contributors[contributor]), -1.0)) > SMALLEST_MOVE
    ]
    return Refit(prior=found.prior, moved=moved, n_answers=len(data.triples))


def store_credits(tx: Tx, data: FitInput, page: Sequence[Credit]) -> None:
    """Store some of the credits that a fit moved, with the skills that follow."""
    change_credits(tx, data.question_id, page)


def store_prior(tx: Tx, data: FitInput, refit: Refit) -> None:
    """Store the pooled prior of a fit, once its credits are stored."""
    set_prior(tx, data.question_id, refit.prior, n_fitted=refit.n_answers)


def redecide_tasks(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Decide a page of a project's open tasks by the corrected skills.

    Returns:
        The last task of the page, from which to go on; None when there is no more.
    """
    task_ids = open_task_ids(tx, project_id, after=after, limit=limit)
    for task_id in task_ids:
        ask = find_ask(tx, task_id)
        if ask is not None:
            decision = decide_task(tx, ask, Ended(), at=at)
            wake_for_task(tx, decision, but=ContributorId(0), terms=terms, at=at)
    return task_ids[-1] if len(task_ids) == limit else None
