"""Reads what the path of somebody through the questions of their task depends on."""

from collections.abc import Mapping

from crowd.answering.path import Answers
from crowd.answering.tasks import TaskState
from crowd.kinds import Value
from storage.answering.asks import Ask
from storage.answering.forms import Own, found_values
from storage.tx import Tx


def values_of(own: Mapping[int, Own]) -> dict[int, Value | None]:
    """Return the answers that somebody gave to the questions of their task, by position; None for a skip."""
    return {position: one.value for position, one in own.items()}


def found_in(tx: Tx, ask: Ask) -> Answers:
    """Return what the closed questions of a task were decided as when it was read, by position.

    All questions of gold that is mixed in are asked, as if none were closed.
    """
    if ask.task.mixed:
        return {}
    closed = [question for question in ask.asked if ask.task.question(question.id).state is TaskState.CLOSED]
    needs_values = closed and any(question.conditions for question in ask.asked)
    values = found_values(tx, ask.task.id) if needs_values else {}
    return {question.position: values.get(question.id) for question in closed}
