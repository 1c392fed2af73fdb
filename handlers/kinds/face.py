"""How a kind of question looks in the chat."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from crowd.errors import InvalidInput
from crowd.kinds import HalfMade, Value
from crowd.kinds.question import Question
from handlers.kinds.sent import Sent
from handlers.message import Buttons
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Texts


class Face(Protocol):
    """What the chat shows of a kind of question, and what it takes from there. Everything here is pure."""

    @property
    def name(self) -> str:
        """The name of the kind."""

    @property
    def takes(self) -> frozenset[str]:
        """The types of message that may be an answer, besides texts: `location`, `photo` and so on.

        A place that somebody sends is kept only while they are asked a question that takes it.
        """

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:
        """Return what a task shows, in order, by the names to show it under; most show their columns as they are."""

    def show(
        self,
        question: Question,
        *,
        page: int = 0,
        chosen: Value | None = None,
        partial: Value | None = None,
        answer: Callable[[str, int], Tap],
        turn: Callable[[int], Tap],
        here: Tap,
        texts: Texts,
    ) -> Buttons:
        """Return the buttons under a task.

        Args:
            question: The question.
            page: The page of buttons.
            chosen: The answer to mark as the present one.
            partial: What they have of their answer so far; None before they begin.
            answer: Makes the tap of an answering button from what it does, a word of a few lower-case letters, and its
                argument.
            turn: Makes the tap that turns to a page.
            here: The tap of a button that does nothing.
            texts: Their language.
        """

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:
        """Return a line under the task: how to answer, or what is asked about the answer so far; "" for none.

        It is not escaped.
        """

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return usual answers to a step that sets up a question, as they would be typed; none for other steps."""

    def value(self, question: Question, step: str, texts: Texts) -> str:
        """Return in short what is set at a step."""

    def summary(self, question: Question, texts: Texts) -> str:
        """Return in a line how the question is set up; what people typed is not escaped."""

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> HalfMade | object:
        """Return what a pressed button makes of the answer so far: the raw answer, or a half-made one.

        A press may come late, or twice, so what it does should be harmless then.

        Raises:
            InvalidInput: There is no such button.
        """

    def spread(self, question: Question, values: Sequence[tuple[Value, int]], texts: Texts) -> list[str]:
        """Return in a few lines how the results are spread; they are not escaped.

        Args:
            question: The question.
            values: What tasks were decided as, and how many, the commonest first.
            texts: The requester's language.
        """

    def refused(self, question: Question, text: str) -> Reply | None:
        """Return why a text that was meant as an answer cannot be one; None if it was hardly meant as one."""

    def expected(self, question: Question) -> Reply:
        """Return what to say to somebody who typed something that is no answer."""

    def read_message(self, question: Question, sent: Sent) -> object:
        """Return the raw answer in a message of a type in `takes`.

        Raises:
            InvalidInput: It holds no answer.
        """

    def remark(self, question: Question, sent: Sent) -> Reply | None:
        """Return what to say beside the thanks for such an answer; None for most."""


class TakesTexts:
    """What faces have in common whose answers are tapped or typed."""

    takes: frozenset[str] = frozenset()

    def read_message(self, question: Question, sent: Sent) -> object:  # noqa: ARG002 - there is none
        """Take no message."""
        raise InvalidInput

    def remark(self, question: Question, sent: Sent) -> Reply | None:  # noqa: ARG002 - there is none
        """Say nothing."""
        return None
