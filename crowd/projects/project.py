"""A project: what it asks, when it stops asking, and the states it goes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crowd.deciding.limits import Limits
from crowd.deciding.policy import StopRule
from crowd.errors import ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.kinds.question import Question
from crowd.projects.topics import Subject
from crowd.states import Steps
from crowd.typed.nothing import NO_LIMIT, writes_none
from crowd.typed.numbers import read_count, read_share


class ProjectState(StrEnum):
    """The state of a project."""

    DRAFT = "DRAFT"  #: not launched yet
    RUNNING = "RUNNING"  #: its tasks are being offered
    PAUSED = "PAUSED"  #: nothing new is offered; presses still count
    COMPLETED = "COMPLETED"  #: every task is closed
    CANCELLED = "CANCELLED"  #: the requester ended it


PROJECT_STEPS: Steps[ProjectState] = {
    #: Drafts are deleted, not cancelled.
    ProjectState.DRAFT: {ProjectState.RUNNING},
    ProjectState.RUNNING: {ProjectState.PAUSED, ProjectState.COMPLETED, ProjectState.CANCELLED},
    ProjectState.PAUSED: {ProjectState.RUNNING, ProjectState.COMPLETED, ProjectState.CANCELLED},
    #: A changed answer may reopen a task and, with it, the project.
    ProjectState.COMPLETED: {ProjectState.RUNNING, ProjectState.PAUSED},
    ProjectState.CANCELLED: set(),
}


class Hold(StrEnum):
    """Who paused a project so that only an admin can resume it."""

    ADMIN = "ADMIN"
    REPORTS = "REPORTS"  #: it paused by itself, because several people reported it


#: Every card shows the project's name above the question.
MAX_NAME = 80
#: A question and its task together must fit in one message of 4,096 characters.
MAX_QUESTION = 500
#: Below this, you might as well flip a coin.
MIN_TARGET = 0.5
#: A higher target needs more answers than any crowd gives.
MAX_TARGET = 0.999
#: The most answers a task may get.
MAX_OVERLAP = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project as its requester set it up, with the counts for its panel."""

    id: ProjectId
    requester_id: ContributorId
    name: str
    state: ProjectState
    draft_step: str  #: the first step of the dialogue that has no answer yet; READY once launched
    question: Question
    content_columns: tuple[str, ...]
    rule: StopRule  #: when asking stops for a task
    limits: Limits
    subject: Subject
    n_tasks: int
    n_closed: int
    n_gold: int
    n_stated: int  #: closed tasks whose confidence comes from the crowd: not gold, and with answers
    n_answers: int
    n_late: int
    n_skips: int
    confidence_sum: float
    created_at: int
    launched_at: int | None
    ended_at: int | None
    n_cut_off: int = (
        0  #: closed tasks that no rule decided, because the project was cancelled or hit a limit first
    )
    held: Hold | None = None  #: who paused it so that only an admin can resume it
    held_reason: str = ""  #: why, in the admin's words
    is_preparing: bool = False  #: launched, but nothing is offered until its gold is mixed in
    is_ending: bool = False  #: cancelled, but some of its tasks are still being closed

    @property
    def options(self) -> tuple[str, ...]:
        """The options of its question by code; none if answers are not options."""
        return self.question.options

    @property
    def n_decided(self) -> int:
        """Number of tasks that were decided."""
        return self.n_closed - self.n_cut_off

    @property
    def n_asked(self) -> int:
        """Number of tasks asked by the rules: gold is only mixed in, unless there is nothing else."""
        return self.n_tasks - self.n_gold if self.n_gold < self.n_tasks else self.n_tasks

    @property
    def mean_confidence(self) -> float | None:
        """Mean confidence of the closed tasks that have one; None before the first."""
        return self.confidence_sum / self.n_stated if self.n_stated else None


def check_name(text: str) -> str:
    """Return a project's name with its white space tidied.

    Raises:
        ValueRefused: It has several lines or is too long.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        raise ValueRefused("name-lines", {"lines": len(lines)})
    return _check_text(text, longest=MAX_NAME)


def check_question(text: str) -> str:
    """Return a question with its white space tidied."""
    return _check_text(text, longest=MAX_QUESTION)


def highest_target(most_sure: float) -> float:
    """Return the highest target that a requester can ask for.

    Args:
        most_sure: The highest confidence that answers to the question can give.
    """
    return min(MAX_TARGET, most_sure)


def check_target(text: str, *, most_sure: float) -> float:
    """Read a target confidence written as 0.95, 0,95, 95 or 95 %.

    Raises:
        ValueRefused: It is no share, or out of range; there is a separate reason for one that no answers would reach.
    """
    target, highest = read_share(text), highest_target(most_sure)
    least, most = round(100 * MIN_TARGET), round(100 * highest, 1)
    if highest < target <= MAX_TARGET:
        raise ValueRefused("target-beyond", {"least": least, "most": most})
    if not MIN_TARGET <= target <= highest:
        raise ValueRefused("target-out-of-range", {"least": least, "most": most})
    return target


def check_min(text: str) -> int:
    """Read the fewest answers per task."""
    return _check_count(text, least=1)


def check_max(text: str, *, min_answers: int) -> int:
    """Read the most answers per task, which must be at least the fewest.

    Raises:
        ValueRefused: It is not such a number; there is a separate reason for a number below the fewest.
    """
    most = _check_count(text, least=1)
    if most < min_answers:
        raise ValueRefused("max-below-min", {"least": min_answers, "most": MAX_OVERLAP})
    return most


def check_margin(text: str) -> int | None:
    """Read how many votes ahead are enough; None for no such rule."""
    return None if writes_none(text) else _check_count(text, least=1)


def check_nothing(text: str, options: Sequence[str]) -> int | None:
    """Return the option that means that there is nothing; None for no such rule.

    Raises:
        ValueRefused: It is not one of the options.
    """
    if text.strip() == NO_LIMIT:
        return None
    wanted = " ".join(text.split()).casefold()
    for code, option in enumerate(options):
        if option.casefold() == wanted:
            return code
    raise ValueRefused("option-unknown", {"found": text.strip()[:MAX_NAME]})


def check_run(text: str) -> int:
    """Read how many answers in a row are enough."""
    return _check_count(text, least=1)


def _check_text(text: str, *, longest: int) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise ValueRefused("text-empty")
    if len(tidy) > longest:
        raise ValueRefused("text-too-long", {"found": len(tidy), "most": longest})
    return tidy


def _check_count(text: str, *, least: int) -> int:
    number = read_count(text)
    if not least <= number <= MAX_OVERLAP:
        raise ValueRefused("count-out-of-range", {"least": least, "most": MAX_OVERLAP})
    return number
