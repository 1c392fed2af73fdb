"""A scale: a level from 1 to k, with names for its two ends. Levels have an order, so that neighbours nearly agree."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median
from typing import Any

import numpy as np

from crowd.aggregation.consensus import METHOD, VERSION
from crowd.aggregation.stored_models import read_model
from crowd.agreement import Level, NamedAgreement, measure_agreement
from crowd.answers import FloatArray, IntArray, code_answers
from crowd.deciding.policy import StopRule, tally_votes
from crowd.errors import InvalidInput, ValueRefused
from crowd.kinds.fitting import Fit, FitInput
from crowd.kinds.kind import Imagined, Verdict, WeighedAnswer
from crowd.kinds.labels import (
    choose_leading,
    fit_labels,
    move_labels,
    near_needed,
    nearest_labels,
    weigh_labels,
)
from crowd.typed.names import look_of, tidy_name
from crowd.typed.nothing import writes_none
from crowd.typed.options import split_options

#: Under which the dialogue asks for the number of levels, the names of the ends, and how close is right.
LEVELS, ENDS, CLOSENESS = "LEVELS", "END_NAMES", "CLOSENESS"

#: With two levels there is nothing in between; people do not tell more than eleven apart.
FEWEST_LEVELS, MOST_LEVELS = 3, 11
#: A name stands in a line under the task, beside that of the other end.
MAX_END = 32
#: How likely known answers that are whole numbers from 1 on are levels.
_SUITED = 0.3
#: How much of a refused text is shown.
_SHOWN = 40

#: A level as it is typed, or as a file gives it.
_LEVEL = re.compile(r"\d{1,3}")
_LEVELS = re.compile(r"(?:1\s*(?:-|–|\.\.+|…|to|a)\s*)?(\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """How a scale is set up.

    Attributes:
        most: The highest level; the lowest is 1.
        low: What the lowest level means; empty if that goes without saying.
        high: What the highest level means.
        slack: How many levels off an answer may be and still be right: 0 or 1.
    """

    most: int = 5
    low: str = ""
    high: str = ""
    slack: int = 0


@lru_cache(maxsize=1024)
def _read_config(text: str) -> Levels:
    stored = json.loads(text)
    return Levels(**stored) if stored else Levels()


@lru_cache(maxsize=1024)
def _names(config: Levels) -> tuple[str, ...]:
    ends = {1: config.low, config.most: config.high}
    return tuple(
        f"{level} ({ends[level]})" if ends.get(level) else str(level) for level in range(1, config.most + 1)
    )


class Scale:
    """The kind. A value is the code of a level, from 0 on, judged by the default model."""

    name = "scale"
    has_codes = True
    labels_are_options = False
    simple_rule = "median"
    method = (METHOD, VERSION)
    steps = (LEVELS, ENDS, CLOSENESS)
    columns = ("level",)
    sheet = None

    def of_task(self, config: Levels, content: Mapping[str, str], *, task: int, person: int) -> Levels:  # noqa: ARG002 - answers are about the whole task
        """Return the same."""
        return config

    def read_config(self, text: str) -> Levels:
        """Read how a scale is set up."""
        return _read_config(text)

    def write_config(self, config: Levels) -> str:
        """Write how a scale is set up."""
        stored = {"most": config.most, "low": config.low, "high": config.high, "slack": config.slack}
        return json.dumps(stored, ensure_ascii=False)

    def configure(self, config: Levels, step: str, text: str) -> Levels:
        """Take the number of levels, the names of the ends, or how close is right, as it was typed."""
        if step == LEVELS:
            return replace(config, most=_read_levels(text))
        if step == ENDS:
            low, high = _read_ends(text)
            return replace(config, low=low, high=high)
        return replace(config, slack=_read_closeness(text))

    def suggest(self, config: Levels, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:
        """Suggest what is set already, and what is usual, as far as the known answers fit."""
        if step == LEVELS:
            highest = max((int(text) for text in gold if text.isdecimal()), default=0)
            guesses = [f"1–{config.most}", *presets]
            return list(dict.fromkeys(text for text in guesses if _read_levels(text) >= highest))
        now = [f"{config.low}\n{config.high}"] if step == ENDS and config.low else []
        return list(dict.fromkeys([*now, *presets]))

    def suits(self, gold: Sequence[str]) -> float:
        """Suit known answers, if there are any, that are whole numbers from 1 up to the most levels."""
        fits = all(_LEVEL.fullmatch(text) and 1 <= int(text) <= MOST_LEVELS for text in gold)
        return _SUITED if gold and fits else 0.0

    def check(self, raw: object, config: Levels) -> int:
        """Check the code of a level."""
        if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw < config.most:
            raise InvalidInput
        return raw

    def read(self, text: str, config: Levels) -> int | None:
        """Read a level that was typed, or the name of an end."""
        typed = look_of(text)
        for code, name in ((0, config.low), (config.most - 1, config.high)):
            if name and typed in {look_of(name), look_of(_names(config)[code])}:
                return code
        level = int(typed) if _LEVEL.fullmatch(typed) else 0
        return level - 1 if 1 <= level <= config.most else None

    def read_cell(self, text: str, config: Levels) -> int | None:
        """Read a level, or the name of an end."""
        return self.read(text, config)

    def write(self, value: int, config: Levels) -> str:
        """Write a level, with the name of an end."""
        return _names(config)[value]

    def write_cell(self, value: int, config: Levels) -> str:  # noqa: ARG002 - files hold the bare number
        """Write a level."""
        return str(value + 1)

    def cells(self, value: int, numbers: Mapping[str, Any], config: Levels) -> tuple[str]:  # noqa: ARG002 - a level says it all
        """Return the level."""
        return (self.write_cell(value, config),)

    def options(self, config: Levels) -> tuple[str, ...]:
        """Return the levels, with the names of the ends."""
        return _names(config)

    def n_choices(self, config: Levels) -> int:
        """Return the number of levels."""
        return config.most

    def imagined(self, config: Levels) -> Imagined:
        """Imagine levels; where a neighbour is right, too."""
        return Imagined(n_labels=config.most, slack=config.slack)

    def most_sure(self, config: Levels) -> float:  # noqa: ARG002 - other kinds look at it
        """Return 1: there is no limit."""
        return 1.0

    def is_alike(self, one: int, other: int, config: Levels) -> bool:
        """Whether either would be right if the other were true."""
        return abs(one - other) <= config.slack

    def distance(self, one: int, other: int, config: Levels) -> float:  # noqa: ARG002 - other kinds look at it
        """Return how many levels apart they are."""
        return float(abs(one - other))

    def doubt(self, value: int, config: Levels, model: str | None) -> None:
        """Doubt no level: nobody mistypes a tap."""

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Levels,
        model: str | None,
        *,
        rule: StopRule,
        known: int | None = None,
    ) -> Verdict:
        """Decide a task by the posterior of each level, or of the levels that are close enough to it."""
        move, numbers = move_labels(answers, model, n_labels=config.most, rule=rule, known=known)
        if not config.slack or not answers:
            value, confidence, needed = move.label, move.confidence, move.agreeing_needed
        else:
            values, confidences = _choose(
                config, np.array([move.posterior]), np.zeros((1, config.most), dtype=np.int64)
            )
            value, confidence = values[0], float(confidences[0])
            needed = _needed(answers, config, model, value=value, confidence=confidence, rule=rule)
        return Verdict(
            value=value if answers else None,
            confidence=confidence if answers else 0.0,
            credits=move.credits,
            vote_share=move.vote_share,
            agreeing_needed=needed,
            within_reach=move.within_reach or needed < np.inf,
            tally=tally_votes(rule, [answer.value for answer in answers], value),
            numbers=numbers,
        )

    def decide_simply(self, values: Sequence[int], config: Levels) -> int:  # noqa: ARG002 - other kinds look at it
        """Take the median; half-way between two levels, it is as often rounded up as down."""
        return round(median(values))

    def measure(
        self, answers: Sequence[tuple[int, int, int]], config: Levels, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure agreement on levels, by how many answers lie between them."""
        coded = code_answers(answers, labels=range(config.most))
        found = measure_agreement(coded.codes, level=Level.ORDINAL, rng=rng)
        return NamedAgreement(found=found, names=_names(config))

    def fit(self, data: FitInput, config: Levels) -> Fit:
        """Fit the default model to all answers."""
        return fit_labels(
            data, n_labels=config.most, choose=lambda posterior, votes: _choose(config, posterior, votes)
        )


def _choose(config: Levels, posterior: FloatArray, votes: IntArray) -> tuple[Sequence[int], FloatArray]:
    """Return the level of each task that is most probably close enough to the truth, and how probably it is."""
    if config.slack:
        return nearest_labels(posterior, config.slack)
    return choose_leading(posterior, votes)


def _needed(
    answers: Sequence[WeighedAnswer],
    config: Levels,
    model: str | None,
    *,
    value: int,
    confidence: float,
    rule: StopRule,
) -> float:
    """Return the fewest further answers from newcomers, all for a level, that would reach the target."""
    if confidence >= rule.target:
        return 0
    return near_needed(
        weigh_labels(answers),
        read_model(model, config.most),
        label=value,
        slack=config.slack,
        target=rule.target,
        most_more=rule.max_answers - len(answers),
    )


def _read_levels(text: str) -> int:
    """Return the highest level.

    Raises:
        ValueRefused: It is no such number, or there would be too few or too many.
    """
    found = _LEVELS.fullmatch(text.strip())
    if found is None:
        raise ValueRefused("levels-unclear", {"found": text.strip()[:_SHOWN]})
    most = int(found[1])
    if not FEWEST_LEVELS <= most <= MOST_LEVELS:
        raise ValueRefused(
            "levels-out-of-range", {"found": most, "least": FEWEST_LEVELS, "most": MOST_LEVELS}
        )
    return most


def _read_ends(text: str) -> tuple[str, str]:
    """Return the names of the lowest and of the highest level; empty for none.

    Raises:
        ValueRefused: There are not two, they look alike, or one is too long.
    """
    if writes_none(text):
        return "", ""
    names = tuple(map(tidy_name, split_options(text)))
    if len(names) != 2 or not all(names):
        raise ValueRefused("ends-unclear", {"found": text.strip()[:_SHOWN]})
    low, high = names
    if look_of(low) == look_of(high):
        raise ValueRefused("ends-alike", {"found": low[:_SHOWN]})
    longest = max(names, key=len)
    if len(longest) > MAX_END:
        raise ValueRefused("end-too-long", {"found": longest[:_SHOWN], "most": MAX_END})
    if any(name[0].isdecimal() for name in names):
        raise ValueRefused("ends-unclear", {"found": text.strip()[:_SHOWN]})
    return low, high


def _read_closeness(text: str) -> int:
    """Return how many levels off is still right.

    Raises:
        ValueRefused: It can be read as neither 0 nor 1.
    """
    typed = look_of(text)
    digits = re.findall(r"\d+", typed)
    if digits in (["0"], ["1"]):
        return int(digits[0])
    if not digits and "exact" in typed:
        return 0
    raise ValueRefused("closeness-unclear", {"found": text.strip()[:_SHOWN]})
