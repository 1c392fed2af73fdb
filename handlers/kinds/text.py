"""A text: typed, with a line that says what may be typed; two buttons where it hardly looks like an answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crowd.errors import AnswerRefused, Conflict, InvalidInput
from crowd.kinds import HalfMade, Value
from crowd.kinds.question import Question
from crowd.kinds.text import CHECK, MATCH, typed_text
from crowd.kinds.wordings import ONE_FORM, Check, Match, Wording, read_text
from handlers.cut import cut
from handlers.figures import percent
from handlers.kinds.face import TakesTexts
from handlers.message import Buttons, button
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Args, Texts

#: What a button does: it says whether a doubtful text is the answer.
_SURE, _UNSURE = "yes", "no"
#: The most texts in a summary, and how many tasks the least of them has.
_SHOWN_TEXTS, _LEAST_SHOWN = 5, 2
#: How much of a text to show there, and on a button.
_ROOM, _BUTTON_ROOM = 60, 30

#: Makes the tap of an answering button.
Answer = Callable[[str, int], Tap]


class TextFace(TakesTexts):
    """The face. A half-made answer is a text that somebody has to be sure of."""

    name = "text"

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:  # noqa: ARG002 - a task is shown as it is
        """Return the columns."""
        return content

    def show(
        self,
        question: Question,  # noqa: ARG002 - texts are typed, whatever is asked
        *,
        page: int = 0,  # noqa: ARG002 - it has one
        chosen: str | None = None,
        partial: Value | None = None,
        answer: Answer,
        turn: Callable[[int], Tap],  # noqa: ARG002 - there is no other page
        here: Tap,
        texts: Texts,
    ) -> Buttons:
        """Return no buttons; the present answer, or the two with which somebody says whether they are sure."""
        if _doubted(partial) is not None:
            return [
                [
                    button(texts("button-text-sure"), answer(_SURE, 0)),
                    button(texts("button-text-unsure"), answer(_UNSURE, 0)),
                ]
            ]
        if chosen is None:
            return []
        return [[button(texts("button-text-now", {"value": _short(chosen, _BUTTON_ROOM)}), here)]]

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:
        """Return what to type, or whether somebody is sure of what they wrote; not escaped."""
        doubted = _doubted(partial)
        if doubted is not None:
            return texts("text-sure", {"value": _short(doubted, _ROOM)})
        return texts("text-hint", _about(question.config))

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return usual checks, and when texts say the same."""
        return [*map(texts, _PRESETS.get(step, ()))]

    def value(self, question: Question, step: str, texts: Texts) -> str:
        """Return what may be typed, or when two texts say the same."""
        config: Wording = question.config
        return texts("text-check", _about(config)) if step == CHECK else texts(_MATCHES[config.match])

    def summary(self, question: Question, texts: Texts) -> str:
        """Return both in a line."""
        config: Wording = question.config
        allowed = texts("text-check", _about(config))
        if config.check in ONE_FORM:
            return texts("set-up-text-form", {"check": allowed})
        return texts("set-up-text", {"check": allowed, "match": texts(_MATCHES[config.match])})

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> HalfMade | object:  # noqa: ARG002 - there is one text to be sure of
        """Return the text that somebody was asked about, or nothing."""
        doubted = _doubted(partial)
        match op:
            case "yes" if doubted is None:
                raise Conflict
            case "yes":
                return str(doubted)
            case "no":
                return HalfMade(None)
            case _:
                raise InvalidInput

    def spread(self, question: Question, values: Sequence[tuple[str, int]], texts: Texts) -> list[str]:  # noqa: ARG002 - a text is shown as it is
        """Return which texts are the results of several tasks, and how many different ones there are."""
        total = sum(count for _, count in values)
        common = [(value, count) for value, count in values if count >= _LEAST_SHOWN][:_SHOWN_TEXTS]
        lines = [
            texts(
                "summary-value",
                {"value": _short(value, _ROOM), "count": count, "percent": percent(count / total)},
            )
            for value, count in common
        ]
        if not values:
            return []
        words = sorted(len(value.split()) for value, count in values for _ in range(count))
        about = {"texts": len(values), "low": words[0], "middle": words[len(words) // 2], "high": words[-1]}
        return [*lines, texts("text-spread", about)]

    def refused(self, question: Question, text: str) -> Reply | None:
        """Return why a text cannot be an answer."""
        try:
            read_text(typed_text(text), question.config)
        except AnswerRefused as refused:
            return Reply(key=f"refused-{refused.reason}", args=refused.limits)
        return None

    def expected(self, question: Question) -> Reply:
        """Return what to type."""
        return Reply(key="text-hint", args=_about(question.config))


_MATCHES = {
    Match.CASE: "text-match-case",
    Match.ENDS: "text-match-ends",
    Match.EXACT: "text-match-exact",
    Match.WORDS: "text-match-words",
}
_PRESETS: dict[str, tuple[str, ...]] = {
    CHECK: (
        "text-check-any",
        "text-check-few-words",
        "text-check-code",
        "text-check-date",
        "text-check-email",
        "text-check-link",
        "text-check-phone",
    ),
    MATCH: tuple(_MATCHES.values()),
}


def _doubted(partial: Any) -> str | None:
    return partial.get("sure") if isinstance(partial, dict) else None


def _short(text: str, room: int) -> str:
    return cut(" ".join(text.split()), room)


def _about(config: Wording) -> Args:
    which = "same" if config.least == config.most else "up" if config.least == 1 else "both"
    counted = config.check in {Check.CHARACTERS, Check.WORDS}
    return {
        "check": config.check,
        "which": which if counted else "none",
        "least": config.least,
        "most": config.most,
        "pattern": config.pattern,
    }
