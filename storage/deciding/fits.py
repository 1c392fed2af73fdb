"""What a full fit reads and stores."""

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crowd.deciding.skill import SkillPrior
from crowd.ids import AssignmentId, ContributorId, ProjectId, QuestionId, TaskId
from crowd.kinds.fitting import Credit, FitInput
from crowd.kinds.question import Question
from storage.answering.answers import add_skills, set_credits
from storage.projects.questions import QUESTION, question_of, value_of
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitting:
    """A full fit to make.

    Attributes:
        question: The question.
        data: Every answer to it that counts, and the gold.
        through: When the newest answer was given; -1 without answers.
        n_unsettled: Number of answers that are new or changed since a full fit last decided all tasks.
    """

    question: Question
    data: FitInput
    through: int
    n_unsettled: int


def questions_in_fit(tx: Tx) -> list[tuple[ProjectId, QuestionId]]:
    """Return (project, question) for the full fits that were started but not finished."""
    rows = tx.execute("SELECT project_id, id FROM question WHERE fitting")
    return [(ProjectId(row["project_id"]), QuestionId(row["id"])) for row in rows]


def set_fitting(tx: Tx, question_id: QuestionId, *, fitting: bool) -> None:
    """Store whether a question's full fit is under way."""
    tx.execute(
        "UPDATE question SET fitting = :fitting WHERE id = :id", {"id": question_id, "fitting": fitting}
    )


def questions_in_use(tx: Tx) -> list[tuple[ProjectId, QuestionId, int, int]]:
    """Return (project, question, answers that count, answers at the last fits) for the running projects.

    The answers are those to all questions of the project: they are fitted one after another.
    """
    rows = tx.execute(
        """
        SELECT p.id AS project_id, q.id AS question_id, p.n_answers,
            (SELECT sum(f.n_fitted) FROM question f WHERE f.project_id = p.id) AS n_fitted
        FROM project p JOIN question q ON q.project_id = p.id WHERE p.state = 'RUNNING' ORDER BY p.id, q.position
        """
    )
    return [(ProjectId(row[0]), QuestionId(row[1]), row[2], row[3]) for row in rows]


def read_fitting(tx: Tx, question_id: QuestionId) -> Fitting:
    """Return what a full fit of a question reads.

    Raises:
        LookupError: There is no such question.
    """
    row = tx.one(f"SELECT q.project_id, {QUESTION} FROM question q WHERE q.id = :id", {"id": question_id})
    if row is None:
        raise LookupError(question_id)
    question, project_id = question_of(row), row["project_id"]
    gold = tx.execute("SELECT task_id, label, value FROM gold WHERE question_id = :id", {"id": question.id})
    unsettled = tx.one("SELECT n_unsettled FROM project WHERE id = :id", {"id": project_id})
    values: Any = array("q") if question.kind.has_codes else []
    data = FitInput(
        value=values,
        gold={row["task_id"]: value_of(row["label"], row["value"]) for row in gold},
    )
    through = -1
    answers = tx.each(
        """
        SELECT n.task_id, n.contributor_id, n.label, n.value, n.credit, n.answered_at
        FROM task t JOIN answer n ON n.task_id = t.id
        WHERE t.project_id = :project AND n.question_id = :question AND n.counted
        """,
        {"project": project_id, "question": question.id},
    )
    for task_id, contributor_id, label, value, credit, answered_at in answers:
        data.task.append(task_id)
        data.contributor.append(contributor_id)
        values.append(value_of(label, value))
        data.credit.append(math.nan if credit is None else credit)
        through = max(through, answered_at)
    return Fitting(
        question=question, data=data, through=through, n_unsettled=int(unsettled[0]) if unsettled else 0
    )


def set_model(
    tx: Tx, question_id: QuestionId, model: str, prior: SkillPrior, *, n_fitted: int, through: int
) -> None:
    """Store what a fit learned about the crowd, and which answers it saw."""
    tx.execute(
        """
        UPDATE question SET model = :model, prior_right = :right, prior_wrong = :wrong, n_fitted = :n,
            fitted_through = :through WHERE id = :id
        """,
        {
            "id": question_id,
            "model": model,
            "right": prior.right,
            "wrong": prior.wrong,
            "n": n_fitted,
            "through": through,
        },
    )


def set_learnt(tx: Tx, question_id: QuestionId, people: Iterable[tuple[ContributorId, str]]) -> None:
    """Store what a fit learnt about people."""
    tx.many(
        "UPDATE skill SET matched = :learnt WHERE question_id = :question AND contributor_id = :contributor",
        [
            {"question": question_id, "contributor": contributor, "learnt": learnt}
            for contributor, learnt in people
        ],
    )


def set_beliefs(tx: Tx, question_id: QuestionId, beliefs: Iterable[tuple[TaskId, str]]) -> None:
    """Store a fit's beliefs about tasks, which all have answers to the question."""
    tx.many(
        "UPDATE task_question SET belief = :belief WHERE task_id = :task AND question_id = :question",
        [{"task": task_id, "question": question_id, "belief": belief} for task_id, belief in beliefs],
    )


def change_credits(tx: Tx, question_id: QuestionId, credits_now: Iterable[Credit]) -> None:
    """Store the credits from a fit and update the authors' skills.

    An answer that was changed or withdrawn in the meantime keeps its own credit.
    """
    credits_set, skills_moved = [], []
    for task_id, of_task in groupby(credits_now, lambda credit: credit.task_id):
        found = {credit.contributor_id: credit for credit in of_task}
        for row in tx.execute(_WEIGHED, {"task": task_id, "question": question_id}):
            moved = found.get(row["contributor_id"])
            if moved is not None and moved.value == value_of(row["label"], row["value"]):
                credits_set.append((AssignmentId(row["assignment_id"]), row["version"], moved.credit))
                skills_moved.append((ContributorId(row["contributor_id"]), moved.credit - row["credit"], 0.0))
    set_credits(tx, question_id, credits_set)
    add_skills(tx, question_id, skills_moved)


_WEIGHED = """
    SELECT assignment_id, version, contributor_id, label, value, credit FROM answer
    WHERE task_id = :task AND question_id = :question AND counted AND credit IS NOT NULL
"""
