"""A number: typed, or tapped on a pad of digits; a button each where only a few numbers are possible."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crowd.errors import AnswerRefused, Conflict, InvalidInput
from crowd.kinds import HalfMade, Value
from crowd.kinds.number import RANGE, TOLERANCE, UNIT
from crowd.kinds.number.ranges import Range, ends, expectation, refuse, why_not, write_span, write_tolerance
from crowd.kinds.question import Question
from crowd.typed.amounts import Amount
from crowd.typed.numbers import MOST_DIGITS
from handlers.kinds.face import TakesTexts
from handlers.message import Button, Buttons, arranged, button
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Args, Texts

#: Up to so many numbers have a button each; more are tapped digit by digit.
MOST_BUTTONS = 21
#: The most buttons of numbers side by side.
_COLUMNS = 6
#: What a button does: it chooses a number, adds a digit or the decimal sign, turns the sign, takes back, is done; or
#: says whether somebody is sure of an odd number.
_CHOOSE, _DIGIT, _POINT, _SIGN, _BACK, _DONE, _SURE, _UNSURE = (
    "number",
    "digit",
    "point",
    "sign",
    "back",
    "done",
    "yes",
    "no",
)
#: Units that are suggested, besides none.
_UNITS = ("%", "km", "kg")

#: Makes the tap of an answering button.
Answer = Callable[[str, int], Tap]


class NumberFace(TakesTexts):
    """The face. A half-made answer is the digits tapped so far, or an odd number that somebody has to be sure of."""

    name = "number"

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:  # noqa: ARG002 - a task is shown as it is
        """Return the columns."""
        return content

    def show(
        self,
        question: Question,
        *,
        page: int = 0,  # noqa: ARG002 - it has one
        chosen: float | None = None,
        partial: Value | None = None,
        answer: Answer,
        turn: Callable[[int], Tap],  # noqa: ARG002 - there is no other page
        here: Tap,
        texts: Texts,
    ) -> Buttons:
        """Return a button for each number, a pad, or the two with which somebody says whether they are sure."""
        config: Range = question.config
        doubted = _doubted(partial)
        if doubted is not None:
            sure = texts("button-number-sure", {"value": question.write(doubted)})
            unsure = texts("button-number-unsure")
            return [[button(sure, answer(_SURE, 0))], [button(unsure, answer(_UNSURE, 0))]]
        if (few := _few(config)) is not None:
            marked = {chosen: "✓ "}
            taps = [
                (f"{marked.get(number, '')}{number}", answer(_CHOOSE, place))
                for place, number in enumerate(few)
            ]
            rows = -(-len(few) // _COLUMNS)
            return arranged(taps, columns=-(-len(few) // rows))
        return [[_top(question, chosen, _digits(partial), answer, here, texts)], *_pad(config, answer)]

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:
        """Return what can be answered, or whether somebody is sure of what they wrote; not escaped."""
        doubted = _doubted(partial)
        if doubted is not None:
            return texts("number-sure", {"value": question.write(doubted)})
        if _few(question.config) is not None:
            return texts("number-hint-tap")
        return texts("number-hint-type", _about(question.config))

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return usual ranges, units and tolerances."""
        presets = {
            RANGE: ("number-from-zero", "number-choose-any"),
            UNIT: ("number-choose-no-unit",),
            TOLERANCE: ("number-choose-exact",),
        }
        return [*map(texts, presets.get(step, ())), *(_UNITS if step == UNIT else ())]

    def value(self, question: Question, step: str, texts: Texts) -> str:
        """Return the range, the unit or the tolerance."""
        config: Range = question.config
        if step == RANGE:
            return write_span(config) or texts("number-any")
        if step == UNIT:
            return config.unit or texts("number-no-unit")
        return write_tolerance(config) if config.tolerance else texts("number-exact")

    def summary(self, question: Question, texts: Texts) -> str:
        """Return all three in a line."""
        config: Range = question.config
        args: Args = {
            **_about(config),
            "exact": int(not config.tolerance),
            "tolerance": write_tolerance(config),
        }
        return texts("set-up-number", args)

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> HalfMade | object:
        """Return the number, or the digits so far with one more or less."""
        config: Range = question.config
        match op:
            case "number" if (few := _few(config)) is not None and argument < len(few):
                return few[argument]
            case "yes":
                if (doubted := _doubted(partial)) is None:
                    raise Conflict
                return float(doubted)
            case "no":
                return HalfMade(None)
            case "done":
                return _whole(_digits(partial), config)
            case _:
                return HalfMade({"digits": _typed(op, argument, _digits(partial), config)})

    def refused(self, question: Question, text: str) -> Reply | None:
        """Return why a number cannot be an answer."""
        refusal = refuse(text, question.config)
        return None if refusal is None else Reply(key=f"refused-{refusal.reason}", args=refusal.limits)

    def expected(self, question: Question) -> Reply:
        """Return that a number is wanted, with an example."""
        return Reply(key="refused-number-expected", args=expectation(question.config))

    def spread(self, question: Question, values: Sequence[tuple[float, int]], texts: Texts) -> list[str]:
        """Return the lowest and the highest number, the middle, and between which half of the tasks are."""
        if not values:
            return []
        numbers = sorted(values)
        if len(numbers) == 1:
            return [texts("number-spread-one", {"value": question.write(numbers[0][0])})]
        named = {"low": 0.0, "lower": 0.25, "middle": 0.5, "upper": 0.75, "high": 1.0}
        found = {name: question.write(_quantile(numbers, share)) for name, share in named.items()}
        return [texts("number-spread", found)]


def _few(config: Range) -> range | None:
    """Return the numbers, if they are so few that each has a button."""
    if config.decimals or config.low is None or config.high is None:
        return None
    numbers = range(int(config.low), int(config.high) + 1)
    return numbers if len(numbers) <= MOST_BUTTONS else None


def _about(config: Range) -> Args:
    return {
        **ends(config),
        "decimals": config.decimals,
        "has_unit": int(bool(config.unit)),
        "unit": config.unit,
    }


def _top(
    question: Question, chosen: float | None, digits: str, answer: Answer, here: Tap, texts: Texts
) -> Button:
    """Return the button above the pad: the number so far, with which one is done."""
    if digits:
        shown = f"{digits} {question.config.unit}".rstrip()
        return button(texts("button-number-done", {"value": shown}), answer(_DONE, 0))
    if chosen is not None:
        return button(texts("button-number-now", {"value": question.write(chosen)}), here)
    return button(texts("button-number-empty"), here)


def _pad(config: Range, answer: Answer) -> Buttons:
    """Return the digits as on a telephone, with the signs that the range needs."""
    rows = [[button(str(digit), answer(_DIGIT, digit)) for digit in row] for row in _ROWS]
    last = [button("0", answer(_DIGIT, 0)), button("⌫", answer(_BACK, 0))]
    if config.decimals:
        last.insert(0, button(".", answer(_POINT, 0)))
    if config.low is None or config.low < 0:
        last.insert(0, button("±", answer(_SIGN, 0)))
    return [*rows, last]


_ROWS = ((1, 2, 3), (4, 5, 6), (7, 8, 9))


def _digits(partial: Any) -> str:
    return str(partial.get("digits", "")) if partial else ""


def _doubted(partial: Any) -> Any:
    return partial.get("sure") if partial else None


def _typed(op: str, argument: int, digits: str, config: Range) -> str:
    """Return the digits so far after a tap; as they were where the tap cannot go on from them.

    Raises:
        InvalidInput: There is no such button.
    """
    sign, number = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, point, decimals = number.partition(".")
    match op:
        case "digit" if 0 <= argument <= 9:
            full = len(decimals) >= config.decimals if point else len(whole) >= MOST_DIGITS
            # Nobody means 007.
            number = number if full else f"{'' if number == '0' else number}{argument}"
        case "point" if config.decimals:
            number = number if point else f"{whole or 0}."
        case "sign" if config.low is None or config.low < 0:
            sign = "" if sign else "-"
        case "back":
            sign, number = (sign, number[:-1]) if number else ("", "")
        case _:
            raise InvalidInput
    return sign + number


def _whole(digits: str, config: Range) -> float:
    """Return the number that was tapped.

    Raises:
        AnswerRefused: It is none yet, or no possible one.
    """
    if not any(character.isdigit() for character in digits):
        raise AnswerRefused("number-expected", expectation(config))
    value = float(digits)
    refusal = why_not(Amount(value=value, decimals=0), config)
    if refusal is not None:
        raise refusal
    return value


def _quantile(numbers: Sequence[tuple[float, int]], share: float) -> float:
    """Return the number below or at which a share of all lies."""
    total, seen = sum(count for _, count in numbers), 0
    for number, count in numbers:
        seen += count
        if seen >= share * total:
            return number
    return numbers[-1][0]
