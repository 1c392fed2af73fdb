"""Runs a full fit over all answers to a question: who confuses what, and how certain each result is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.consensus import QuestionFit, fit_question
from crowd.aggregation.online import Matched, QuestionModel, Row, matched_of, model_of
from crowd.aggregation.result import leading_label
from crowd.answering.assignments import LEASE_SAMPLE, fit_lease
from crowd.answers import AnswerCodes, FloatArray, IntArray, pair_codes
from crowd.deciding.policy import CloseReason, must_reopen, refit_due
from crowd.deciding.skill import SkillPrior
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from storage.answering.answers import answers_of_task
from storage.answering.assignments import answer_times, find_ask, set_lease
from storage.answering.tasks import closed_by, open_task_ids
from storage.deciding.fits import (
    Credit,
    FitInput,
    change_credits,
    questions_in_fit,
    questions_in_use,
    set_beliefs,
    set_fitting,
    set_matched,
    set_model,
)
from storage.deciding.settling import count_settled
from storage.tx import Tx
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task
from usecases.deciding.follow_fit import FittedLabels
from usecases.deciding.move_posterior import SMALLEST_MOVE, weigh
from usecases.terms import Terms

T = TypeVar("T")

#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages(Generic[T]):
    """Rows made from arrays a page at a time, when they are stored.

    Attributes:
        n_rows: The number of rows.
        make: Makes the rows from one position up to another.
    """

    n_rows: int
    make: Callable[[slice], list[T]]

    def of(self, size: int) -> Iterator[list[T]]:
        """Make the rows, page by page."""
        return (self.make(slice(start, start + size)) for start in range(0, self.n_rows, size))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """The result of a fit, ready to be stored."""

    model: QuestionModel
    prior: SkillPrior
    credits: Pages[Credit]  #: those that the fit moved, by task
    people: Pages[tuple[ContributorId, Matched]]
    beliefs: Pages[tuple[TaskId, Row]]
    labels: FittedLabels
    n_answers: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Coded:
    """The answers as codes, sorted by task and contributor, and what the codes stand for."""

    codes: AnswerCodes
    credit: FloatArray  #: credit of each answer so far, (n_answers,), NaN if it was not weighed
    task_ids: IntArray
    contributor_ids: IntArray


def questions_to_fit(tx: Tx) -> list[tuple[ProjectId, QuestionId]]:
    """Return the questions for which a full fit is due, and those whose fit was cut short."""
    due = [
        (project_id, question_id)
        for project_id, question_id, n_answers, n_fitted in questions_in_use(tx)
        if refit_due(n_answers=n_answers, n_fitted=n_fitted)
    ]
    return list(dict.fromkeys([*questions_in_fit(tx), *due]))


def begin_fit(tx: Tx, question_id: QuestionId) -> None:
    """Store that a full fit is under way: if the process is killed, the next start runs it again."""
    set_fitting(tx, question_id, fitting=True)


def end_fit(tx: Tx, question_id: QuestionId, *, n_settled: int = 0) -> None:
    """Store that a full fit is stored and followed; by `n_settled` new answers if every task is decided by it."""
    set_fitting(tx, question_id, fitting=False)
    count_settled(tx, question_id, n_settled)


def fit(data: FitInput) -> Refit:
    """Fit a question's answers. This is pure work on arrays, so run it outside the event loop and any transaction."""
    coded = _code(data)
    gold = np.array([data.gold.get(task, -1) for task in coded.task_ids.tolist()], dtype=np.int64)
    found = fit_question(coded.codes, gold)
    mean = found.confusions.prior.mean_skill
    return Refit(
        model=model_of(found),
        prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
        credits=_moved(coded, found, gold),
        people=_people(coded.contributor_ids, found),
        beliefs=_beliefs(coded.task_ids, found.confusions.belief),
        labels=_labels(coded, found),
        n_answers=len(data.task),
    )


def _code(data: FitInput) -> _Coded:
    """Turn ids into codes; if one person answered a task twice, the last answer read stays."""
    task_ids, task = np.unique(np.asarray(data.task), return_inverse=True)
    contributor_ids, contributor = np.unique(np.asarray(data.contributor), return_inverse=True)
    pair = pair_codes(task, contributor, contributor_ids.size)
    order = np.argsort(pair, kind="stable")
    kept = order[np.append(np.diff(pair[order]) > 0, True)] if order.size else order
    codes = AnswerCodes(
        task=task[kept].astype(np.int32),
        contributor=contributor[kept].astype(np.int32),
        label=np.asarray(data.label)[kept].astype(np.int32),
        n_tasks=task_ids.size,
        n_contributors=contributor_ids.size,
        n_labels=data.n_options,
    )
    credit = np.asarray(data.credit)[kept]
    return _Coded(codes=codes, credit=credit, task_ids=task_ids, contributor_ids=contributor_ids)


def _moved(coded: _Coded, found: QuestionFit, gold: IntArray) -> Pages[Credit]:
    """Return the credits that a fit moved."""
    codes = coded.codes
    known = gold[codes.task]
    now = np.where(known >= 0, known == codes.label, found.posterior[codes.task, codes.label])
    # An answer that was not weighed yet has NaN, which is never close to a number.
    moved = np.flatnonzero(~(np.abs(now - coded.credit) <= SMALLEST_MOVE))
    value = now[moved]

    def make(part: slice) -> list[Credit]:
        here = moved[part]
        columns = (
            coded.task_ids[codes.task[here]],
            coded.contributor_ids[codes.contributor[here]],
            codes.label[here],
            value[part],
        )
        return [
            Credit(task_id=TaskId(task), contributor_id=ContributorId(person), label=label, value=credit)
            for task, person, label, credit in zip(*(column.tolist() for column in columns), strict=True)
        ]

    return Pages(n_rows=moved.size, make=make)


def _people(ids: IntArray, found: QuestionFit) -> Pages[tuple[ContributorId, Matched]]:
    def make(part: slice) -> list[tuple[ContributorId, Matched]]:
        codes = range(*part.indices(ids.size))
        return [(ContributorId(int(ids[code])), matched_of(found, code)) for code in codes]

    return Pages(n_rows=ids.size, make=make)


def _beliefs(ids: IntArray, belief: FloatArray) -> Pages[tuple[TaskId, Row]]:
    def make(part: slice) -> list[tuple[TaskId, Row]]:
        rows = zip(ids[part].tolist(), belief[part].tolist(), strict=True)
        return [(TaskId(task), tuple(row)) for task, row in rows]

    return Pages(n_rows=ids.size, make=make)


def _labels(coded: _Coded, found: QuestionFit) -> FittedLabels:
    label = leading_label(found.posterior, coded.codes.votes())
    confidence = found.posterior[np.arange(label.size), label]
    return FittedLabels(task_ids=coded.task_ids, label=label, confidence=confidence)


def refit_lease(tx: Tx, project_id: ProjectId, *, terms: Terms) -> None:
    """Set a project's lease to how long its answers take."""
    set_lease(tx, project_id, fit_lease(answer_times(tx, project_id, limit=LEASE_SAMPLE), most=terms.lease))


def store_credits(tx: Tx, data: FitInput, page: Sequence[Credit]) -> None:
    """Store some of the credits that a fit moved, with the skills that follow."""
    change_credits(tx, data.question_id, page)


def store_people(tx: Tx, data: FitInput, page: Sequence[tuple[ContributorId, Matched]]) -> None:
    """Store what a fit counted for some people."""
    set_matched(tx, data.question_id, page)


def store_beliefs(tx: Tx, _: FitInput, page: Sequence[tuple[TaskId, Row]]) -> None:
    """Store what a fit believes about some tasks."""
    set_beliefs(tx, page)


def store_model(tx: Tx, data: FitInput, refit: Refit) -> None:
    """Store what a fit found about the crowd, once everything else is stored."""
    set_model(tx, data.question_id, refit.model, refit.prior, n_fitted=refit.n_answers, through=data.through)


def redecide_tasks(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Decide a page of a project's open tasks by what is known now.

    Returns:
        The last task of the page, to continue from; None if it was the last page.
    """
    task_ids = open_task_ids(tx, project_id, after=after, limit=limit)
    for task_id in task_ids:
        _decide(tx, task_id, terms=terms, at=at)
    return task_ids[-1] if len(task_ids) == limit else None


def reopen_tasks(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Reopen those tasks of a page that closed at their target on what proved to be too little.

    Returns:
        The last task of the page, to continue from; None if it was the last page.
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
