"""A task: one thing to answer, and the states it goes through."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ProjectId, TaskId
from crowd.states import Steps


class TaskState(StrEnum):
    """Whether a task still takes answers."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


TASK_STEPS: Steps[TaskState] = {
    TaskState.OPEN: {TaskState.CLOSED},
    #: A changed answer or a raised limit reopens a task.
    TaskState.CLOSED: {TaskState.OPEN},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task with the counts that its policy uses."""

    id: TaskId
    project_id: ProjectId
    state: TaskState
    named: bool  #: only offered to the people in its audience
    mixed: bool  #: gold that is closed from launch and mixed in with the other tasks, to learn about people
    offer: bool  #: one more offer may be made now
    n_offered: int  #: offers in flight: not yet answered, skipped or expired
    n_answers: int  #: answers that count
    confidence: float
    vote_share: float
    level: int
    rank: int
