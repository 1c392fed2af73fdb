"""Questions with options, for views that a test makes by hand."""

from collections.abc import Sequence

from crowd.ids import QuestionId
from crowd.kinds.one_of import OneOf, Options
from crowd.kinds.question import Question


def choice(text: str = "Which colour is it?", options: Sequence[str] = ("Red", "Blue")) -> Question:
    """A question of the kind one_of."""
    return Question(id=QuestionId(1), kind=OneOf(), text=text, config=Options(options=tuple(options)))
