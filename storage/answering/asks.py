"""Tasks with everything needed to decide them: what is asked, by which rules, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from crowd.answering.tasks import Task
from crowd.deciding.limits import Limits
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import SkillPrior
from crowd.errors import NotFound
from crowd.ids import ProjectId, TaskId
from crowd.kinds.question import Question
from crowd.projects.project import ProjectState
from storage.answering.tasks import TASK, task_of
from storage.deciding.rules import RULE, limits_of, rule_of
from storage.projects.questions import QUESTION, question_of
from storage.tx import Record, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is asked of a task, with everything needed to decide it."""

    question: Question
    rule: StopRule
    prior: SkillPrior
    model: str | None  #: what the last full fit learnt, as the kind of question wrote it


class AskFields(TypedDict):
    """The fields of an `Ask`, for what is one too."""

    task: Task
    project_state: ProjectState
    n_project_answers: int
    n_project_offered: int
    limits: Limits
    instruction_version: int
    questions: tuple[Asked, ...]
    lease: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A task with everything needed to decide it, read in one query."""

    task: Task
    project_state: ProjectState
    n_project_answers: int
    n_project_offered: int  #: offers in flight
    limits: Limits
    instruction_version: int
    questions: tuple[Asked, ...]  #: in their order
    lease: int | None  #: how long a task is kept for somebody; None for the default from the settings

    @property
    def project_id(self) -> ProjectId:
        """The project of its task."""
        return self.task.project_id

    @property
    def asked(self) -> tuple[Question, ...]:
        """Its questions alone."""
        return tuple(asked.question for asked in self.questions)

    @property
    def is_form(self) -> bool:
        """Whether it asks several questions."""
        return len(self.questions) > 1

    def at(self, position: int) -> Asked:
        """Return the question at a place.

        Raises:
            NotFound: There is none.
        """
        if not 0 <= position < len(self.questions):
            raise NotFound
        return self.questions[position]


#: What `ask_fields` reads.
ASK = f"""
    {TASK}, p.state AS project_state, p.instruction_version, p.budget, p.deadline_at,
        p.n_answers AS n_project_answers, p.n_offered AS n_project_offered, p.lease,
        {QUESTION}, {RULE}, q.prior_right, q.prior_wrong, q.model
"""

#: One row for each question.
OF_TASK = """
    JOIN project p ON p.id = t.project_id JOIN question q ON q.project_id = p.id
    LEFT JOIN task_question b ON b.task_id = t.id AND b.question_id = q.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a question of a task is, without its answers.

    Attributes:
        rule: When asking stops.
        n_answers: Answers that count.
        is_open: Whether it takes answers.
        is_conditional: Whether it is only asked after certain answers to others.
    """

    rule: StopRule
    n_answers: int
    is_open: bool
    is_conditional: bool


def find_progress(tx: Tx, task_id: TaskId) -> tuple[int, tuple[Progress, ...]]:
    """Return how many offers of a task are in flight, and how far each of its questions is; of gold, none is open."""
    rows = tx.execute(
        f"""
        SELECT t.n_offered, coalesce(b.n_answers, 0) AS n_answers,
            (coalesce(b.state, 'OPEN') = 'OPEN' AND NOT t.mixed) AS is_open,
            q.conditions IS NOT NULL AS is_conditional, {RULE}
        FROM task t JOIN question q ON q.project_id = t.project_id
        LEFT JOIN task_question b ON b.task_id = t.id AND b.question_id = q.id
        WHERE t.id = :id
        """,
        {"id": task_id},
    )
    if not rows:
        raise LookupError(task_id)
    progress = [
        Progress(
            rule=rule_of(row),
            n_answers=row["n_answers"],
            is_open=bool(row["is_open"]),
            is_conditional=bool(row["is_conditional"]),
        )
        for row in rows
    ]
    return rows[0]["n_offered"], tuple(progress)


def find_ask(tx: Tx, task_id: TaskId) -> Ask | None:
    """Return a task with everything needed to decide it."""
    rows = tx.records(
        f"SELECT {ASK} FROM task t {OF_TASK} WHERE t.id = :id ORDER BY q.position", {"id": task_id}
    )
    return Ask(**ask_fields(rows)) if rows else None


def ask_fields(rows: Sequence[Record]) -> AskFields:
    """Return the fields of an `Ask` from its rows with the columns of `ASK`, one for each question."""
    row = rows[0]
    return {
        "task": task_of(rows),
        "project_state": ProjectState(row["project_state"]),
        "n_project_answers": row["n_project_answers"],
        "n_project_offered": row["n_project_offered"],
        "limits": limits_of(row),
        "instruction_version": row["instruction_version"],
        "questions": tuple(map(_asked, rows)),
        "lease": row["lease"],
    }


def _asked(row: Record) -> Asked:
    return Asked(
        question=question_of(row),
        rule=rule_of(row),
        prior=SkillPrior(right=row["prior_right"], wrong=row["prior_wrong"]),
        model=row["model"],
    )
