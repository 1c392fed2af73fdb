"""The path of a person through the questions of a task: which of them they are asked, and in which order.

Positions are the places of the questions, from 0. `own` maps those that a person has dealt with to their answer, None
if they skipped it. `found` maps those that are closed to what they were decided as, None if that is nothing.
"""

from collections.abc import Mapping, Sequence

from crowd.kinds import Value
from crowd.kinds.question import Condition, Question

#: Answers by the position of their question; None for no answer.
Answers = Mapping[int, Value | None]


def reached(questions: Sequence[Question], own: Answers, found: Answers) -> list[int]:
    """Return which questions a person comes to, in order.

    A condition looks at their own answer. If they were not asked because the question is closed, it looks at what that
    was decided as. It never holds after a skip, or for a question that they do not come to themselves.
    """
    return _ways(questions, own, found, hoping=False)


def next_question(questions: Sequence[Question], own: Answers, found: Answers) -> int | None:
    """Return the position of the first question that a person comes to and that still needs an answer, if any."""
    ahead = (place for place in reached(questions, own, found) if place not in own and place not in found)
    return next(ahead, None)


def longest(questions: Sequence[Question], own: Answers, found: Answers) -> int:
    """Return how many questions a person deals with in all if they come to every one that they may still come to."""
    return sum(place in own or place not in found for place in _ways(questions, own, found, hoping=True))


def _ways(questions: Sequence[Question], own: Answers, found: Answers, *, hoping: bool) -> list[int]:
    """Return which questions a person comes to; `hoping` says whether conditions on what is still open hold."""
    ways: list[int] = []
    for question in questions:
        if all(_is_met(questions, one, ways, own, found, hoping=hoping) for one in question.conditions):
            ways.append(question.position)
    return ways


def _is_met(
    questions: Sequence[Question],
    condition: Condition,
    ways: Sequence[int],
    own: Answers,
    found: Answers,
    *,
    hoping: bool,
) -> bool:
    place = condition.position
    if place not in ways:
        return False
    if place not in own and place not in found:
        return hoping
    return condition.holds(own[place] if place in own else found[place], questions[place])


def before(questions: Sequence[Question], own: Answers, found: Answers, *, position: int) -> int | None:
    """Return the question that a person has dealt with and that comes before one on their path; None at its start."""
    behind = [place for place in reached(questions, own, found) if place in own and place < position]
    return behind[-1] if behind else None


def is_ruled_out(questions: Sequence[Question], question: Question, found: Answers) -> bool:
    """Return whether what earlier questions were decided as says that a question does not apply."""
    return any(
        condition.position in found
        and not condition.holds(found[condition.position], questions[condition.position])
        for condition in question.conditions
    )


def is_certain(questions: Sequence[Question], question: Question, found: Answers) -> bool:
    """Return whether a question is asked of anybody who gets its task: nothing undecided can rule it out."""
    return all(
        condition.position in found
        and condition.holds(found[condition.position], questions[condition.position])
        for condition in question.conditions
    )
