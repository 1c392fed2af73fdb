"""Any number of several options: a box for each, and Done; or one tap that none of them fits."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from crowd.errors import AnswerRefused, InvalidInput
from crowd.kinds import HalfMade, Value
from crowd.kinds.many_of import BOXES, NONE_NAME, Boxes, read_boxes, types_none
from crowd.kinds.option_words import has_places
from crowd.kinds.question import Question
from handlers.cut import cut
from handlers.figures import percent
from handlers.kinds.face import TakesTexts
from handlers.kinds.labels import SEPARATOR, layout
from handlers.message import Button, Buttons, arranged, button, page_row
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Args, Texts

#: What a button does: it ticks a box or takes the tick away, is done, or says that no option fits.
_TICK, _UNTICK, _DONE, _NONE = "tick", "untick", "done", "none"
#: A box before its option, by whether it is ticked; both are as wide.
_MARKS = {False: "⬜ ", True: "✅ "}
#: A button carries the code of its option and, above these bits, which boxes are ticked where it is shown. That only
#: counts before the first tap: an answer that is being changed begins with its own ticks.
_CODE_BITS = 6
#: The most options in a summary; the results file has all of them.
_SHOWN_OPTIONS = 10
#: How much of an option to show there, and of something that is no option.
_OPTION_ROOM, _FOUND_ROOM = 40, 40
#: Thirty options can be longer than a message.
_OPTIONS_ROOM = 1500

#: Makes the tap of an answering button.
Answer = Callable[[str, int], Tap]


class ManyOfFace(TakesTexts):
    """The face. A half-made answer is the codes of the boxes that are ticked so far."""

    name = "many_of"

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:  # noqa: ARG002 - a task is shown as it is
        """Return the columns."""
        return content

    def show(
        self,
        question: Question,
        *,
        page: int = 0,
        chosen: Sequence[int] | None = None,
        partial: Value | None = None,
        answer: Answer,
        turn: Callable[[int], Tap],
        here: Tap,
        texts: Texts,
    ) -> Buttons:
        """Return a box for each option, and below them the button with which one is done."""
        config: Boxes = question.config
        ticked = set(chosen or ()) if partial is None else _ticked(partial)
        shown = _bits(ticked) << _CODE_BITS
        size, columns = layout([_MARKS[False] + option for option in config.options])
        pages = max(1, -(-len(config.options) // size))
        page = min(page, pages - 1)
        taps = [
            (
                _MARKS[code in ticked] + config.options[code],
                answer(_UNTICK if code in ticked else _TICK, shown | code),
            )
            for code in range(page * size, min((page + 1) * size, len(config.options)))
        ]
        last = _last(config, ticked, shown, answer, here, texts, is_now=chosen == [])
        return [*arranged(taps, columns=columns or 1), *page_row(page, pages, turn=turn, here=here), [last]]

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:  # noqa: ARG002 - boxes show what is ticked
        """Return how to answer."""
        return texts("many-hint")

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return usual words for none of the options, and that one always fits."""
        return [texts("many-none"), texts("many-always")] if step == NONE_NAME else []

    def value(self, question: Question, step: str, texts: Texts) -> str:
        """Return the options, or the words for none of them."""
        config: Boxes = question.config
        if step == BOXES:
            return SEPARATOR.join(config.options)
        return config.none or texts("many-always")

    def summary(self, question: Question, texts: Texts) -> str:
        """Return both in a line."""
        config: Boxes = question.config
        args: Args = {
            "options": cut(SEPARATOR.join(config.options), _OPTIONS_ROOM),
            "has_none": int(bool(config.none)),
            "none": config.none or "",
        }
        return texts("set-up-many-of", args)

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> HalfMade | object:
        """Return the ticked boxes after a tap, or all of them as the answer."""
        ticked = _ticked(argument >> _CODE_BITS) if partial is None else _ticked(partial)
        code = argument & ((1 << _CODE_BITS) - 1)
        if code >= len(question.config.options):
            raise InvalidInput
        match op:
            case "tick":
                return HalfMade(sorted(ticked | {code}))
            case "untick":
                return HalfMade(sorted(ticked - {code}))
            case "none":
                return []
            case "done" if ticked:
                return sorted(ticked)
            case "done":
                raise AnswerRefused("box-expected")
            case _:
                raise InvalidInput

    def spread(
        self, question: Question, values: Sequence[tuple[Sequence[int], int]], texts: Texts
    ) -> list[str]:
        """Return for how many tasks each option was chosen, and for how many none was."""
        config: Boxes = question.config
        total = sum(count for _, count in values)
        counted: Counter[str] = Counter()
        for value, count in values:
            for name in [config.options[code] for code in value] or [config.none or ""]:
                counted[name] += count
        common = counted.most_common()
        lines = [
            texts(
                "summary-value",
                {"value": cut(name, _OPTION_ROOM), "count": count, "percent": percent(count / total)},
            )
            for name, count in common[:_SHOWN_OPTIONS]
        ]
        more = len(common) - _SHOWN_OPTIONS
        return [*lines, *([texts("many-more", {"options": more})] if more > 0 else [])]

    def refused(self, question: Question, text: str) -> Reply | None:
        """Return which part of a list is no option, or that none cannot be right."""
        config: Boxes = question.config
        if types_none(text, config):
            return None if config.none else Reply(key="refused-box-expected")
        read = read_boxes(text, config)
        unknown = [part for part, code in read if code is None]
        is_list = len(read) > 1 and len(unknown) < len(read)
        is_number = bool(unknown) and all(part.isdecimal() for part in unknown)
        if not (unknown and (is_list or is_number)):
            return None
        args = {**_about(config), "found": cut(unknown[0], _FOUND_ROOM)}
        return Reply(key="refused-box-unknown", args=args)

    def expected(self, question: Question) -> Reply:
        """Return how to answer."""
        return Reply(key="refused-boxes-expected", args=_about(question.config))


def _last(
    config: Boxes, ticked: set[int], shown: int, answer: Answer, here: Tap, texts: Texts, *, is_now: bool
) -> Button:
    """Return the button below the boxes: Done once one is ticked, before that none of these."""
    if ticked:
        return button(texts("button-many-done", {"count": len(ticked)}), answer(_DONE, shown))
    if config.none:
        return button(f"{'✓ ' * is_now}{config.none}", answer(_NONE, shown))
    return button(texts("button-many-empty"), here)


def _ticked(stored: Value) -> set[int]:
    """Return the codes of ticked boxes, from a half-made answer or from the bits that a button carries."""
    if isinstance(stored, int):
        return {code for code in range(stored.bit_length()) if stored >> code & 1}
    return {int(code) for code in stored}


def _bits(ticked: set[int]) -> int:
    return sum(1 << code for code in ticked)


def _about(config: Boxes) -> Args:
    first, *_, last = config.options
    return {
        "first": first,
        "last": last,
        "most": len(config.options) if has_places(config.options) else 0,
        "found": "",
    }
