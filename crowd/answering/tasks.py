"""A task: one thing to answer, and the states it goes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from crowd.deciding.policy import CloseReason
from crowd.ids import ProjectId, QuestionId, TaskId
from crowd.states import Steps


class TaskState(StrEnum):
    """Whether a task, or one of its questions, still takes answers."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


TASK_STEPS: Steps[TaskState] = {
    TaskState.OPEN: {TaskState.CLOSED},
    #: A changed answer or a raised limit reopens a task.
    TaskState.CLOSED: {TaskState.OPEN},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuestion:
    """One of the questions of a task: whether it still takes answers, and how many it has.

    Attributes:
        state: Whether it still takes answers.
        reason: Why it is closed; None while it is open.
        n_answers: Answers that count.
    """

    state: TaskState = TaskState.OPEN
    reason: CloseReason | None = None
    n_answers: int = 0


#: Nobody has answered it.
_FRESH = TaskQuestion()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task with the counts that its policy uses."""

    id: TaskId
    project_id: ProjectId
    state: TaskState  #: open while any of its questions is
    named: bool  #: only offered to the people in its audience
    mixed: bool  #: gold that is closed from launch and mixed in with the other tasks, to learn about people
    has_gold: bool  #: its file says what the answer is
    offer: bool  #: one more offer may be made now
    n_offered: int  #: offers in flight: not yet answered, skipped or expired
    level: int
    rank: int
    questions: Mapping[QuestionId, TaskQuestion]  #: those that are closed or have answers

    def question(self, question_id: QuestionId) -> TaskQuestion:
        """Return how far one of its questions is."""
        return self.questions.get(question_id, _FRESH)
