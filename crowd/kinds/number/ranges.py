"""A range of numbers with a unit and a tolerance: how it is written, what fits it, and what is likely meant by it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crowd.errors import AnswerRefused, ValueRefused
from crowd.typed.amounts import Amount, readings, writes_no_unit
from crowd.typed.names import tidy_name
from crowd.typed.nothing import writes_none

#: A unit is a word or a sign, not a sentence.
MAX_UNIT = 16
#: More than half of a number off is another number.
MOST_PERCENT = 50.0
#: A number is as precise as the JSON that stores it.
ROUNDING = 1e-9
#: The ends of the ranges that are suggested: round numbers above the largest known answer.
_ROUND = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How a question for a number is set up.

    Attributes:
        low: The lowest answer; None if there is no limit.
        high: The highest answer; None if there is no limit.
        decimals: The most digits after the decimal sign; 0 for whole numbers.
        unit: What stands behind a number; empty for nothing.
        tolerance: How far from the truth an answer is still right: in the unit, or in percent of the truth.
        is_share: Whether the tolerance is in percent.
    """

    low: float | None = None
    high: float | None = None
    decimals: int = 0
    unit: str = ""
    tolerance: float = 0.0
    is_share: bool = False

    @property
    def step(self) -> float:
        """The smallest difference between two answers."""
        return float(10.0**-self.decimals)

    def margin(self, value: float) -> float:
        """Return how far from a true value an answer is still right."""
        return self.tolerance / 100.0 * abs(value) if self.is_share else self.tolerance


def why_not(found: Amount, config: Range) -> AnswerRefused | None:
    """Return why a number is no possible answer; None if it is one."""
    value = found.value
    if not math.isfinite(value):
        return AnswerRefused("number-expected", expectation(config))
    if (config.low is not None and value < config.low) or (config.high is not None and value > config.high):
        return AnswerRefused("number-out-of-range", ends(config))
    if abs(value - round(value, config.decimals)) > ROUNDING * max(abs(value), 1.0):
        return AnswerRefused("number-too-fine", {"decimals": config.decimals})
    return None


def refuse(text: str, config: Range) -> AnswerRefused | None:
    """Return why a number that was typed is no possible answer; None if it is one, or no number at all."""
    reasons = [why_not(found, config) for found in readings(text, unit=config.unit)]
    return reasons[0] if reasons and None not in reasons else None


def expectation(config: Range) -> dict[str, str | int | float]:
    """Return the arguments of a sentence that asks for a number: an example, and the unit."""
    low, high = config.low, config.high
    middle = (low + high) / 2 if low is not None and high is not None else (low or 0.0) + 12.0
    if low is None and high is not None:
        middle = min(high, middle)
    return {
        "has_unit": int(bool(config.unit)),
        "unit": config.unit,
        "example": f"{middle:.{config.decimals}f}",
    }


def write_span(config: Range) -> str:
    """Write a range as a requester would type it."""
    low, high = ("" if end is None else f"{end:.{config.decimals}f}" for end in (config.low, config.high))
    if low and high:
        return f"{low} – {high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else ""


def write_tolerance(config: Range) -> str:
    """Write how far off is still right, as a requester would type it."""
    amount = f"± {config.tolerance:.6g}"
    return f"{amount} %" if config.is_share else f"{amount} {config.unit}".rstrip()


def check_unit(text: str) -> str:
    """Return a unit as it is stored; empty for none.

    Raises:
        ValueRefused: It is too long, or begins with a digit, so that nobody could tell it from the number.
    """
    unit = tidy_name(text)
    if writes_none(unit) or writes_no_unit(unit):
        return ""
    if len(unit) > MAX_UNIT:
        raise ValueRefused("unit-too-long", {"found": len(unit), "most": MAX_UNIT})
    if not unit or unit[0].isdigit() or unit[0] in "+-.,":
        raise ValueRefused("unit-unclear", {"found": unit})
    return unit


def check_tolerance(config: Range) -> None:
    """Check that not every answer is right.

    Raises:
        ValueRefused: Nearly every one is.
    """
    if config.is_share and config.tolerance > MOST_PERCENT:
        raise ValueRefused("tolerance-too-wide", {"tolerance": write_tolerance(config)})
    if config.low is None or config.high is None or config.is_share:
        return
    if 2.0 * config.tolerance >= config.high - config.low:
        raise ValueRefused("tolerance-too-wide", {"tolerance": write_tolerance(config)})


def ends(config: Range) -> dict[str, str | int | float]:
    """Return the arguments of a sentence about a range: which of its ends there are, and these."""
    low, high = ("" if end is None else f"{end:.{config.decimals}f}" for end in (config.low, config.high))
    which = "both" if low and high else "low" if low else "high" if high else "none"
    return {"which": which, "low": low, "high": high}


def usual_spans(gold: Sequence[str]) -> list[str]:
    """Return ranges for known answers such as these, or usual ones."""
    known = [found[0] for text in gold if (found := readings(text))]
    if not known:
        return ["0 – 10", "0 – 100", "0.0 – 10.0"]
    decimals = max(amount.decimals for amount in known)
    least, most = min(amount.value for amount in known), max(amount.value for amount in known)
    low = 0.0 if least >= 0 else -_round_above(-least)
    high = _round_above(max(most, 0.0 if low else 1.0))
    spans = [Range(low=low, high=high, decimals=decimals)]
    # Few numbers that can be negative have a lowest one.
    return [write_span(span) for span in (*spans, *([] if low else [Range(low=low, decimals=decimals)]))]


def _round_above(value: float) -> float:
    """Return a round number that is not below a value."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * factor for factor in _ROUND if power * factor >= value * (1.0 - ROUNDING))


def usual_tolerances(config: Range) -> list[str]:
    """Return tolerances that fit a range."""
    found = []
    if config.low is not None and config.high is not None:
        width = config.high - config.low
        amounts = (max(width * share, config.step) for share in (0.01, 0.05))
        found += [
            replace(config, tolerance=round(amount, config.decimals), is_share=False)
            for amount in amounts
            if 2.0 * amount < width
        ]
    elif config.decimals == 0:
        found.append(replace(config, tolerance=1.0, is_share=False))
    if config.unit != "%":
        found += [replace(config, tolerance=share, is_share=True) for share in (5.0, 10.0)]
    return [write_tolerance(one) for one in found]
