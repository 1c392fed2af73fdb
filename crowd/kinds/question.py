"""A question: what is asked of each task of a project."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from crowd.ids import QuestionId
from crowd.kinds.kind import Config, Imagined, Kind, Value


class Op(StrEnum):
    """How a condition looks at an answer; of several options at once, `IS` means that one is among them."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the answer to an earlier question has to be for a question to be asked.

    Attributes:
        position: The place of the earlier question.
        op: How to look at its answer.
        value: What to compare it with: an answer to that question; for `ONE_OF`, a list of them.
    """

    position: int
    op: Op
    value: Value

    def holds(self, value: Value | None, question: "Question") -> bool:
        """Return whether it holds for an answer to the earlier question, which is given; never without an answer."""
        if value is None:
            return False
        match self.op:
            case Op.IS:
                return _is(question, value, self.value)
            case Op.IS_NOT:
                return not _is(question, value, self.value)
            case Op.ONE_OF:
                return any(_is(question, value, one) for one in _listed(self.value))
            case Op.MORE_THAN:
                return _number(value) > _number(self.value)
            case Op.LESS_THAN:
                return _number(value) < _number(self.value)


def _is(question: "Question", value: Value, wanted: Value) -> bool:
    if isinstance(value, list) and not isinstance(wanted, list):
        return wanted in value
    return question.kind.is_alike(value, wanted, question.config)


def _listed(value: Value) -> list[Value]:
    return list(value) if isinstance(value, list) else [value]


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as its requester set it up.

    Attributes:
        id: Its id.
        kind: What kind of question it is.
        text: What is asked.
        config: How it is set up, in the form of its kind.
        position: Its place among the questions of its project, from 0.
        conditions: What the answers to earlier questions have to be for it to be asked; all must hold.
    """

    id: QuestionId
    kind: Kind
    text: str
    config: Config
    position: int = 0
    conditions: tuple[Condition, ...] = ()

    def of_task(self, content: Mapping[str, str], *, task: int = 0, person: int = 0) -> "Question":
        """Return the question as it is asked of a task of a person: see `Kind.of_task`."""
        config = self.kind.of_task(self.config, content, task=task, person=person)
        return self if config is self.config else replace(self, config=config)

    def check(self, raw: object) -> Value:
        """Check an answer, from wherever it comes.

        Raises:
            InvalidInput: It is no possible answer.
        """
        return self.kind.check(raw, self.config)

    def read(self, text: str) -> Value | None:
        """Read an answer that somebody typed; None if it is no answer."""
        return self.kind.read(text, self.config)

    def read_cell(self, text: str) -> Value | None:
        """Read an answer that a cell of a file gives; None if it is no answer."""
        return self.kind.read_cell(text, self.config)

    def write(self, value: Value) -> str:
        """Write an answer as people read it."""
        return self.kind.write(value, self.config)

    def write_cell(self, value: Value) -> str:
        """Write an answer as files read it."""
        return self.kind.write_cell(value, self.config)

    @property
    def options(self) -> tuple[str, ...]:
        """The names of the options by code; none if answers are not options."""
        return self.kind.options(self.config)

    @property
    def n_choices(self) -> int:
        """Among how many answers somebody who guesses would choose."""
        return self.kind.n_choices(self.config)

    @property
    def imagined(self) -> Imagined | None:
        """How to imagine its answers; None if that is not known beforehand."""
        return self.kind.imagined(self.config)

    @property
    def most_sure(self) -> float:
        """The highest confidence that any answers can give."""
        return self.kind.most_sure(self.config)
