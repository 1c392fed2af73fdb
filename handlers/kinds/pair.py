"""Which of two items is better: a button for each side, and below them those for a tie and for both bad."""

from collections.abc import Callable, Mapping, Sequence

from crowd.errors import InvalidInput
from crowd.kinds import Value
from crowd.kinds.pair import COLUMNS, TIES, Sides
from crowd.kinds.question import Question
from handlers.cut import cut
from handlers.figures import percent
from handlers.kinds.face import TakesTexts
from handlers.kinds.labels import SEPARATOR
from handlers.message import Buttons, arranged, button
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Args, Texts

#: What a button does.
_CHOOSE = "better"
#: How much of the name of a column, or of the words for neither, to show in a line.
_NAME_ROOM = 40
#: Shown for an item that has no text.
_NOTHING = "—"


class PairFace(TakesTexts):
    """The face. Buttons carry the code of the item on their side, so that it never matters where it stood."""

    name = "pair"

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:
        """Return the other columns, then the items as left and right."""
        config: Sides = question.config
        if not config.columns:
            return content
        shown = {name: text for name, text in content.items() if name not in config.columns}
        for key, code in zip(("pair-left", "pair-right"), config.sides, strict=True):
            shown[_free(texts(key), shown)] = content.get(config.columns[code], "").strip() or _NOTHING
        return shown

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
        texts: Texts,
    ) -> Buttons:
        """Return a button for each side, and one for each other thing that people may say."""
        config: Sides = question.config
        marked = {chosen: "✓ "}
        left, right = config.sides
        sides = [
            button(f"{marked.get(code, '')}{texts(key)}", answer(_CHOOSE, code))
            for key, code in (("pair-left", left), ("pair-right", right))
        ]
        others = [
            (f"{marked.get(code, '')}{config.outcomes[code]}", answer(_CHOOSE, code))
            for code in range(2, len(config.outcomes))
        ]
        return [sides, *arranged(others)]

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:  # noqa: ARG002 - buttons say it all
        """Return nothing."""
        return ""

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return usual words for neither."""
        if step != TIES:
            return []
        tie, bad = texts("pair-tie"), texts("pair-bad")
        return [texts("pair-no-ties"), tie, f"{tie}\n{bad}"]

    def value(self, question: Question, step: str, texts: Texts) -> str:
        """Return the two columns, or the words for neither."""
        config: Sides = question.config
        if step == COLUMNS:
            return SEPARATOR.join(config.columns)
        return SEPARATOR.join(filter(None, (config.tie, config.bad))) or texts("pair-no-ties")

    def summary(self, question: Question, texts: Texts) -> str:
        """Return both in a line."""
        config: Sides = question.config
        first, second = config.columns or ("?", "?")
        args: Args = {
            "first": cut(first, _NAME_ROOM),
            "second": cut(second, _NAME_ROOM),
            "has_tie": int(bool(config.tie)),
            "tie": config.tie or "",
            "has_bad": int(bool(config.bad)),
            "bad": config.bad,
        }
        return texts("set-up-pair", args)

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> object:  # noqa: ARG002 - one tap makes a whole answer
        """Return the code of what the button says."""
        if op != _CHOOSE:
            raise InvalidInput
        return argument

    def spread(self, question: Question, values: Sequence[tuple[int, int]], texts: Texts) -> list[str]:
        """Return in how many tasks the item of each column is better, and in how many neither."""
        total = sum(count for _, count in values)
        return [
            texts(
                "summary-value",
                {
                    "value": cut(question.write(value), _NAME_ROOM),
                    "count": count,
                    "percent": percent(count / total),
                },
            )
            for value, count in sorted(values)
        ]

    def refused(self, question: Question, text: str) -> Reply | None:  # noqa: ARG002 - any other text means something else
        """Return nothing: what names no side was hardly meant as an answer."""
        return None

    def expected(self, question: Question) -> Reply:
        """Return how to answer."""
        config: Sides = question.config
        args: Args = {"others": len(config.outcomes) - 2, "third": "", "fourth": ""}
        for name, word in zip(("third", "fourth"), config.outcomes[2:], strict=False):
            args = {**args, name: word}
        return Reply(key="refused-side-expected", args=args)


def _free(name: str, taken: Mapping[str, str]) -> str:
    """Return a name that no column has."""
    while name in taken:
        name += "·"
    return name
