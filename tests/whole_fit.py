"""A full fit from start to end, in one transaction where the bot uses many."""

from collections.abc import Callable

from crowd.ids import ProjectId, QuestionId
from crowd.kinds.fitting import Fit
from storage.deciding.fits import Fitting, read_fitting
from storage.deciding.settling import waiting_projects
from storage.projects.questions import find_question
from storage.tx import Tx
from usecases.deciding.follow_fit import follow_fit
from usecases.deciding.refit_skills import (
    end_fit,
    fit,
    questions_to_fit,
    redecide_tasks,
    reopen_tasks,
    store_beliefs,
    store_credits,
    store_model,
    store_people,
)
from usecases.projects.settle_project import settle_project
from usecases.terms import Terms


def read_first(tx: Tx, project_id: ProjectId) -> Fitting:
    """What a full fit of a project's first question reads."""
    return read_fitting(tx, find_question(tx, project_id).id)


def store_fit_whole(tx: Tx, data: Fitting, found: Fit) -> None:
    """As the tick does, in pages of three."""
    for credits_now in found.credits.of(3):
        store_credits(tx, data, credits_now)
    for people_now in found.people.of(3):
        store_people(tx, data, people_now)
    for beliefs in found.beliefs.of(3):
        store_beliefs(tx, data, beliefs)
    store_model(tx, data, found)


def settle_all(tx: Tx, *, terms: Terms, at: int) -> None:
    """What the tick does for projects that are over, and for those whose files are waited for."""
    for waiting in waiting_projects(tx):
        if waiting.needs_fit:
            fit_at_last(tx, waiting.project_id, *waiting.question_ids, terms=terms, at=at)
        settle_project(tx, waiting.project_id, through=at if waiting.needs_fit else None, at=at)


def fit_at_last(tx: Tx, project_id: ProjectId, *question_ids: QuestionId, terms: Terms, at: int) -> None:
    """Full fits by which all tasks of a project are decided, in pages of three."""
    n_settled = read_fitting(tx, question_ids[0]).n_unsettled
    for question_id in question_ids:
        data = read_fitting(tx, question_id)
        found = fit(data)
        store_fit_whole(tx, data, found)
        _page_through(redecide_tasks, tx, project_id, terms=terms, at=at)
        _page_through(follow_fit, tx, project_id, question_id, found.values, terms=terms, at=at)
        end_fit(tx, question_id, n_settled=n_settled if question_id == question_ids[-1] else 0)


def refit_all(tx: Tx, *, terms: Terms, at: int) -> None:
    """What the tick does where answers have grown enough."""
    for project_id, question_id in questions_to_fit(tx):
        data = read_fitting(tx, question_id)
        found = fit(data)
        store_fit_whole(tx, data, found)
        _page_through(redecide_tasks, tx, project_id, terms=terms, at=at)
        _page_through(reopen_tasks, tx, project_id, question_id, found.values, terms=terms, at=at)
        end_fit(tx, question_id)


def _page_through(unit: Callable[..., int | None], tx: Tx, *args: object, terms: Terms, at: int) -> None:
    """Decide a project's tasks in pages of three, as the tick does in larger ones."""
    after: int | None = 0
    while after is not None:
        after = unit(tx, *args, after=after, limit=3, terms=terms, at=at)
