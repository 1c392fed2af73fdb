"""A scale: a button for each level, side by side, under a line that says what its ends mean."""

from collections.abc import Callable, Mapping, Sequence

from crowd.errors import InvalidInput
from crowd.kinds import Value
from crowd.kinds.question import Question
from crowd.kinds.scale import CLOSENESS, ENDS, LEVELS, Levels
from handlers.figures import percent
from handlers.kinds.face import TakesTexts
from handlers.message import Buttons, arranged
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Args, Texts

#: The most buttons of levels side by side; more would be too narrow for a thumb.
_COLUMNS = 6
#: What the button of a level does.
_CHOOSE = "level"


class ScaleFace(TakesTexts):
    """The face."""

    name = "scale"

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:  # noqa: ARG002 - a task is shown as it is
        """Return the columns."""
        return content

    def show(
        self,
        question: Question,
        *,
        page: int = 0,  # noqa: ARG002 - it has one
        chosen: int | None = None,
        partial: Value | None = None,  # noqa: ARG002 - one tap makes a whole answer
        answer: Callable[[str, int], Tap],
        turn: Callable[[int], Tap],  # noqa: ARG002 - there is no other page
        here: Tap,  # noqa: ARG002 - every button answers
        texts: Texts,  # noqa: ARG002 - levels are numbers
    ) -> Buttons:
        """Return a button for each level."""
        most = question.config.most
        marked = {chosen: "✓ "}
        taps = [(f"{marked.get(code, '')}{code + 1}", answer(_CHOOSE, code)) for code in range(most)]
        rows = -(-most // _COLUMNS)
        return arranged(taps, columns=-(-most // rows))

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:  # noqa: ARG002 - the names are the requester's words
        """Return what the ends mean."""
        config: Levels = question.config
        return f"1 = {config.low}, {config.most} = {config.high}" if config.low else ""

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return usual numbers of levels, names of ends, and how close is right."""
        if step == LEVELS:
            return ["1–5", "1–7", "1–10"]
        if step == ENDS:
            usual = ("scale-no-names", "scale-ends-quality", "scale-ends-frequency", "scale-ends-degree")
            return [*map(texts, usual)]
        return [texts("scale-exact"), texts("scale-near")] if step == CLOSENESS else []

    def value(self, question: Question, step: str, texts: Texts) -> str:
        """Return the levels, the names of the ends, or how close is right."""
        config: Levels = question.config
        if step == LEVELS:
            return f"1–{config.most}"
        if step == ENDS:
            return f"{config.low} · {config.high}" if config.low else texts("scale-no-names")
        return texts("scale-near" if config.slack else "scale-exact")

    def summary(self, question: Question, texts: Texts) -> str:
        """Return all three in a line."""
        return texts("set-up-scale", _about(question.config))

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> object:  # noqa: ARG002 - one tap makes a whole answer
        """Return the code of a level."""
        if op != _CHOOSE:
            raise InvalidInput
        return argument

    def spread(self, question: Question, values: Sequence[tuple[int, int]], texts: Texts) -> list[str]:
        """Return how many tasks have each level, from the lowest to the highest."""
        total = sum(count for _, count in values)
        return [
            texts(
                "summary-value",
                {"value": question.write(value), "count": count, "percent": percent(count / total)},
            )
            for value, count in sorted(values)
        ]

    def refused(self, question: Question, text: str) -> Reply | None:
        """Return between which levels an answer must be, if a number was typed."""
        is_number = text.strip().lstrip("+-").isdecimal()
        return Reply(key="refused-level-expected", args=_about(question.config)) if is_number else None

    def expected(self, question: Question) -> Reply:
        """Return that a level is wanted."""
        return Reply(key="refused-level-expected", args=_about(question.config))


def _about(config: Levels) -> Args:
    return {
        "most": config.most,
        "has_names": int(bool(config.low)),
        "low": config.low,
        "high": config.high,
        "slack": config.slack,
    }
