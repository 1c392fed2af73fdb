"""What a full fit reads, and what it leaves behind."""

from collections.abc import Iterable
from dataclasses import dataclass

from crowd.aggregation.online import Matched, QuestionModel, Row
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.skill import SkillPrior
from storage.answers import add_skills
from storage.models import write_belief, write_matched, write_model
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class FitInput:
    """Every counted answer to a question, as triples, with the gold labels."""

    question_id: QuestionId
    n_options: int
    triples: list[tuple[int, int, int]]  #: (task id, contributor id, label)
    credits: dict[tuple[int, int], float]  #: what each answer (task id, contributor id) gave so far
    gold: dict[int, int]  #: task id to label
    through: int  #: when the newest of the answers was given


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What an answer gives to its author's expected right answers."""

    task_id: TaskId
    contributor_id: ContributorId
    label: int
    value: float


def questions_in_use(tx: Tx) -> list[tuple[ProjectId, QuestionId, int, int]]:
    """Return (project, question, answers that count, answers at the last fit) of running projects."""
    rows = tx.execute(
        """
        SELECT p.id AS project_id, q.id AS question_id, p.n_answers, q.n_fitted
        FROM project p JOIN question q ON q.project_id = p.id WHERE p.state = 'RUNNING'
        """
    )
    return [(ProjectId(row[0]), QuestionId(row[1]), row[2], row[3]) for row in rows]


def read_fit_input(tx: Tx, project_id: ProjectId, question_id: QuestionId) -> FitInput:
    """Return what a full fit of one question needs."""
    answers = tx.execute(
        """
        SELECT n.task_id, n.contributor_id, n.label, n.credit, n.answered_at
        FROM task t JOIN answer n ON n.task_id = t.id
        WHERE t.project_id = :project AND n.question_id = :question AND n.counted
        """,
        {"project": project_id, "question": question_id},
    )
    gold = tx.execute("SELECT task_id, label FROM gold WHERE question_id = :id", {"id": question_id})
    options = tx.one("SELECT count(*) FROM option WHERE question_id = :id", {"id": question_id})
    return FitInput(
        question_id=question_id,
        n_options=int(options[0]) if options else 0,
        triples=[(row[0], row[1], row[2]) for row in answers],
        credits={(row[0], row[1]): row[3] for row in answers if row[3] is not None},
        gold={row["task_id"]: row["label"] for row in gold},
        through=max((row["answered_at"] for row in answers), default=-1),
    )


def set_model(
    tx: Tx, question_id: QuestionId, model: QuestionModel, prior: SkillPrior, *, n_fitted: int, through: int
) -> None:
    """Store what a fit found of the crowd, and which answers it saw."""
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
    """Store what a fit counted of people."""
    tx.many(
        "UPDATE skill SET matched = :matched WHERE question_id = :question AND contributor_id = :contributor",
        [
            {"question": question_id, "contributor": contributor, "matched": write_matched(matched)}
            for contributor, matched in people
        ],
    )


def set_beliefs(tx: Tx, beliefs: Iterable[tuple[TaskId, Row]]) -> None:
    """Store what a fit believed of tasks."""
    tx.many(
        "UPDATE task SET belief = :belief WHERE id = :id",
        [{"id": task_id, "belief": write_belief(belief)} for task_id, belief in beliefs],
    )


_THE_ANSWER = """
    task_id = :task AND question_id = :question AND counted AND contributor_id = :contributor AND label = :label
"""


def change_credits(tx: Tx, question_id: QuestionId, credits_now: Iterable[Credit]) -> None:
    """Store the credits of a fit, and what they change of their authors' skills.

    An answer that was changed or taken back meanwhile keeps its own.
    """
    for credit in credits_now:
        params = {
            "task": credit.task_id,
            "contributor": credit.contributor_id,
            "label": credit.label,
            "question": question_id,
            "credit": credit.value,
        }
        row = tx.one(f"SELECT credit FROM answer WHERE {_THE_ANSWER} AND credit IS NOT NULL", params)
        if row is not None:
            tx.execute(f"UPDATE answer SET credit = :credit WHERE {_THE_ANSWER}", params)
            add_skills(tx, question_id, [(credit.contributor_id, credit.value - row["credit"], 0.0)])
