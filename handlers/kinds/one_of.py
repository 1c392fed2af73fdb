"""One of several options: a button each, on pages if there are many."""

from collections.abc import Callable, Mapping, Sequence

from crowd.errors import InvalidInput
from crowd.kinds import Value
from crowd.kinds.one_of import OPTIONS
from crowd.kinds.option_words import has_places
from crowd.kinds.question import Question
from handlers.cut import cut
from handlers.figures import percent
from handlers.kinds.face import TakesTexts
from handlers.kinds.labels import SEPARATOR, layout
from handlers.message import Buttons, arranged, page_row
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Texts

#: The most options in a summary; the results file has all of them.
SHOWN_OPTIONS = 10
#: How much of an option to show there.
_OPTION_ROOM = 40
#: What the button of an option does.
_CHOOSE = "o"
#: Fifty options can be longer than a message; a preview's buttons show them too.
_OPTIONS_ROOM = 1500


class OneOfFace(TakesTexts):
    """The face."""

    name = "one_of"

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:  # noqa: ARG002 - a task is shown as it is
        """Return the columns."""
        return content

    def show(
        self,
        question: Question,
        *,
        page: int = 0,
        chosen: int | None = None,
        partial: Value | None = None,  # noqa: ARG002 - one tap makes a whole answer
        answer: Callable[[str, int], Tap],
        turn: Callable[[int], Tap],
        here: Tap,
        texts: Texts,  # noqa: ARG002 - options are in the requester's words
    ) -> Buttons:
        """Return a button for each option."""
        options = question.options
        size, columns = layout(options)
        pages = max(1, -(-len(options) // size))
        page = min(page, pages - 1)
        labels = range(page * size, min((page + 1) * size, len(options)))
        marked = {chosen: "✓ "}
        taps = [(marked.get(label, "") + options[label], answer(_CHOOSE, label)) for label in labels]
        return arranged(taps, columns=columns) + page_row(page, pages, turn=turn, here=here)

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:  # noqa: ARG002 - buttons say it all
        """Return nothing."""
        return ""

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return common sets of options, with one option a line."""
        if step != OPTIONS:
            return []
        return [
            f"{texts('option-yes')}\n{texts('option-no')}",
            f"{texts('option-positive')}\n{texts('option-neutral')}\n{texts('option-negative')}",
            "\n".join(str(number) for number in range(1, 6)),
        ]

    def value(self, question: Question, step: str, texts: Texts) -> str:  # noqa: ARG002 - it has one step
        """Return the options."""
        return SEPARATOR.join(question.options)

    def summary(self, question: Question, texts: Texts) -> str:
        """Return the options, as far as there is room."""
        return texts("set-up-one-of", {"options": cut(SEPARATOR.join(question.options), _OPTIONS_ROOM)})

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> object:  # noqa: ARG002 - one tap makes a whole answer
        """Return the code of an option."""
        if op != _CHOOSE:
            raise InvalidInput
        return argument

    def spread(self, question: Question, values: Sequence[tuple[int, int]], texts: Texts) -> list[str]:
        """Return how many tasks have each option, as far as there is room."""
        total = sum(count for _, count in values)
        lines = [
            texts(
                "summary-value",
                {
                    "value": cut(question.write(value), _OPTION_ROOM),
                    "count": count,
                    "percent": percent(count / total),
                },
            )
            for value, count in values[:SHOWN_OPTIONS]
        ]
        rest = values[SHOWN_OPTIONS:]
        if rest:
            lines.append(
                texts("summary-rest", {"options": len(rest), "count": sum(count for _, count in rest)})
            )
        return lines

    def refused(self, question: Question, text: str) -> Reply | None:  # noqa: ARG002 - any other text means something else
        """Return nothing: what is no option was hardly meant as one."""
        return None

    def expected(self, question: Question) -> Reply:
        """Return how to answer with an option, and with its place if options have places."""
        options = question.options
        most = len(options) if has_places(options) else 0
        return Reply(key="refused-option-expected", args={"option": options[0], "most": most})
