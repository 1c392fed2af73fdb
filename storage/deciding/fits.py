"""What a full fit reads and stores."""

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from crowd.aggregation.online import Matched, QuestionModel, Row
from crowd.deciding.skill import SkillPrior
from crowd.ids import AssignmentId, ContributorId, ProjectId, QuestionId, TaskId
from storage.answering.answers import add_skills, set_credits
from storage.deciding.models import write_belief, write_matched, write_model
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitInput:
    """Every counted answer to a question, and the gold labels.

    Each column is an array: a million answers take 32 MB this way, but 400 MB as rows.

    Attributes:
        task: Task ids, 64-bit integers, one per answer, in any order.
        contributor: Contributor ids.
        label: Labels.
        credit: The current credit of each answer; NaN if it has none yet.
        gold: The known label of each gold task.
        through: When the newest answer was given; -1 without answers.
        n_unsettled: Number of answers that are new or changed since a full fit last decided all tasks.
    """

    question_id: QuestionId
    n_options: int
    task: "array[int]" = field(default_factory=lambda: array("q"))
    contributor: "array[int]" = field(default_factory=lambda: array("q"))
    label: "array[int]" = field(default_factory=lambda: array("q"))
    credit: "array[float]" = field(default_factory=lambda: array("d"))
    gold: dict[int, int]
    through: int = -1
    n_unsettled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """How much an answer adds to its author's expected right answers."""

    task_id: TaskId
    contributor_id: ContributorId
    label: int
    value: float


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
    """Return (project, question, answers that count, answers at the last fit) for the running projects."""
    rows = tx.execute(
        """
        SELECT p.id AS project_id, q.id AS question_id, p.n_answers, q.n_fitted
        FROM project p JOIN question q ON q.project_id = p.id WHERE p.state = 'RUNNING'
        """
    )
    return [(ProjectId(row[0]), QuestionId(row[1]), row[2], row[3]) for row in rows]


def read_fit_input(tx: Tx, project_id: ProjectId, question_id: QuestionId) -> FitInput:
    """Return the input for a full fit of a question."""
    gold = tx.execute("SELECT task_id, label FROM gold WHERE question_id = :id", {"id": question_id})
    unsettled = tx.one("SELECT n_unsettled FROM project WHERE id = :id", {"id": project_id})
    options = tx.one("SELECT count(*) FROM option WHERE question_id = :id", {"id": question_id})
    data = FitInput(
        question_id=question_id,
        n_options=int(options[0]) if options else 0,
        gold={row["task_id"]: row["label"] for row in gold},
        n_unsettled=int(unsettled[0]) if unsettled else 0,
    )
    through = data.through
    answers = tx.each(
        """
        SELECT n.task_id, n.contributor_id, n.label, n.credit, n.answered_at
        FROM task t JOIN answer n ON n.task_id = t.id
        WHERE t.project_id = :project AND n.question_id = :question AND n.counted
        """,
        {"project": project_id, "question": question_id},
    )
    for task_id, contributor_id, label, credit, answered_at in answers:
        data.task.append(task_id)
        data.contributor.append(contributor_id)
        data.label.append(label)
        data.credit.append(math.nan if credit is None else credit)
        through = max(through, answered_at)
    return replace(data, through=through)


def set_model(
    tx: Tx, question_id: QuestionId, model: QuestionModel, prior: SkillPrior, *, n_fitted: int, through: int
) -> None:
    """Store what a fit learned about the crowd, and which answers it saw."""
    tx.execute(
        """
        UPDATE question SET model = :model, prior_right = :right, prior_wrong = :wrong, n_fitted = :n,
            fitted_through = :through WHERE id = :id
        """,
        {
            "id": question_id,
            "model": write_model(model),
            "right": prior.right,
            "wrong": prior.wrong,
            "n": n_fitted,
            "through": through,
        },
    )


def set_matched(tx: Tx, question_id: QuestionId, people: Iterable[tuple[ContributorId, Matched]]) -> None:
    """Store what a fit counted for people."""
    tx.many(
        "UPDATE skill SET matched = :matched WHERE question_id = :question AND contributor_id = :contributor",
        [
            {"question": question_id, "contributor": contributor, "matched": write_matched(matched)}
            for contributor, matched in people
        ],
    )


def set_beliefs(tx: Tx, beliefs: Iterable[tuple[TaskId, Row]]) -> None:
    """Store a fit's beliefs about tasks."""
    tx.many(
        "UPDATE task SET belief = :belief WHERE id = :id",
        [{"id": task_id, "belief": write_belief(belief)} for task_id, belief in beliefs],
    )


def change_credits(tx: Tx, question_id: QuestionId, credits_now: Iterable[Credit]) -> None:
    """Store the credits from a fit and update the authors' skills.

    An answer that was changed or withdrawn in the meantime keeps its own credit.
    """
    credits_set, skills_moved = [], []
    for task_id, of_task in groupby(credits_now, lambda credit: credit.task_id):
        found = {(credit.contributor_id, credit.label): credit.value for credit in of_task}
        for row in tx.execute(_WEIGHED, {"task": task_id, "question": question_id}):
            value = found.get((row["contributor_id"], row["label"]))
            if value is not None:
                credits_set.append((AssignmentId(row["assignment_id"]), row["version"], value))
                skills_moved.append((ContributorId(row["contributor_id"]), value - row["credit"], 0.0))
    set_credits(tx, question_id, credits_set)
    add_skills(tx, question_id, skills_moved)


_WEIGHED = """
    SELECT assignment_id, version, contributor_id, label, credit FROM answer
    WHERE task_id = :task AND question_id = :question AND counted AND credit IS NOT NULL
"""
