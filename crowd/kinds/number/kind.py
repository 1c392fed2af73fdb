"""How a question for a number is set up, answered, decided and fitted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import median
from typing import Any

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.numbers.decisions import decide_numbers
from crowd.aggregation.numbers.number_fit import NumberCodes, fit_numbers
from crowd.aggregation.numbers.number_model import MOST_SURE
from crowd.aggregation.numbers.online import NumberAnswer, move_number
from crowd.aggregation.numbers.ruler import Ruler
from crowd.aggregation.numbers.stored import (
    read_number_model,
    read_number_person,
    write_number_model,
    write_number_person,
)
from crowd.agreement import NamedAgreement, measure_numbers
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior
from crowd.errors import InvalidInput
from crowd.kinds.fitting import Fit, FitInput, FittedValues, Pages, code_rows, moved_credits, write_people
from crowd.kinds.kind import Verdict, WeighedAnswer
from crowd.kinds.number.ranges import (
    ROUNDING,
    Range,
    check_tolerance,
    check_unit,
    usual_spans,
    usual_tolerances,
    why_not,
    write_span,
    write_tolerance,
)
from crowd.typed.amounts import Amount, read_span, read_within, readings

#: Under which the dialogue asks for the range, the unit, and how far off is still right.
RANGE, UNIT, TOLERANCE = "RANGE", "UNIT", "TOLERANCE"

#: With more distinct known answers than this, numbers are more likely meant as numbers than as options.
FEW = 12
#: How likely known answers are numbers to be typed, if there are more of them than that, or fewer.
_LIKELY, _UNLIKELY = 0.9, 0.2
#: Guesses that differ by less than what is still right count as one. Without both ends of a range, there is no telling.
_CHOICES_IF_OPEN, _MOST_CHOICES = 20, 1000
#: Where so many decimals are possible, that many digits behind a comma or a point are decimals rather than thousands.
_GROUP = 3
#: The longest cell with a known answer.
_LONGEST_CELL = 32
#: An answer this many times larger than nearly all answers to the question, or smaller, is asked about once.
ODD_FACTOR = 10.0
#: Between these percentiles of their absolute values lie "nearly all" answers.
_NEARLY_ALL = (5.0, 95.0)
#: Nobody is nearly always right or wrong before they have shown it.
_MEAN_SKILLS = (0.05, 0.95)


@lru_cache(maxsize=1024)
def _read_config(text: str) -> Range:
    stored = json.loads(text)
    return Range(**stored) if stored else Range()


@lru_cache(maxsize=1024)
def _typical(model: str) -> tuple[float, float] | None:
    found = json.loads(model).get("typical")
    return None if found is None else (float(found[0]), float(found[1]))


class Number:
    """The kind. The numerics are those of `crowd.aggregation.numbers`: online and fitted, they are one model."""

    name = "number"
    has_codes = False
    labels_are_options = False
    simple_rule = "median"
    method = ("numbers", 2)
    steps = (RANGE, UNIT, TOLERANCE)
    sheet = None
    columns = ("value", "low", "high", "unit")

    def of_task(self, config: Range, content: Mapping[str, str], *, task: int, person: int) -> Range:  # noqa: ARG002 - answers are about the whole task
        """Return the same."""
        return config

    def read_config(self, text: str) -> Range:
        """Read how a question is set up."""
        return _read_config(text)

    def write_config(self, config: Range) -> str:
        """Write how a question is set up."""
        return json.dumps(
            {
                "low": config.low,
                "high": config.high,
                "decimals": config.decimals,
                "unit": config.unit,
                "tolerance": config.tolerance,
                "is_share": config.is_share,
            },
            ensure_ascii=False,
        )

    def configure(self, config: Range, step: str, text: str) -> Range:
        """Take the range, the unit or the tolerance as it was typed."""
        if step == UNIT:
            return replace(config, unit=check_unit(text))
        if step == TOLERANCE:
            within = read_within(text, unit=config.unit)
            changed = replace(config, tolerance=within.amount, is_share=within.is_share)
        else:
            span = read_span(text)
            unit = check_unit(span.unit) if span.unit else config.unit
            changed = replace(config, low=span.low, high=span.high, decimals=span.decimals, unit=unit)
        check_tolerance(changed)
        return changed

    def suggest(self, config: Range, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:
        """Suggest what is set already, what the gold shows, and usual values."""
        if step == UNIT:
            guesses = [config.unit, *presets]
        elif step == TOLERANCE:
            now = [write_tolerance(config)] if config.tolerance else []
            usual = usual_tolerances(config)
            guesses = [*now, *usual, *presets] if config.decimals else [*now, *presets, *usual]
        else:
            now = [write_span(config)] if config != Range() else []
            usual = usual_spans(gold)
            meant = {read_span(text) for text in usual}
            others = (text for text in presets if read_span(text) not in meant)
            telling = _telling(gold)
            guesses = [*now, *(text for text in (*usual, *others) if self._holds(text, telling))]
        return list(dict.fromkeys(guess for guess in guesses if guess))

    def _holds(self, span: str, gold: Sequence[str]) -> bool:
        """Whether all known answers are possible in a range."""
        config = self.configure(Range(), RANGE, span)
        return all(self.read_cell(text, config) is not None for text in gold)

    def suits(self, gold: Sequence[str]) -> float:
        """Suit known answers that are numbers, the better the more they are."""
        if not gold or not all(len(text) <= _LONGEST_CELL and readings(text) for text in gold):
            return 0.0
        return _LIKELY if len(gold) > FEW else _UNLIKELY

    def check(self, raw: object, config: Range) -> float:
        """Check a number: in range, and with no more decimals than asked for."""
        if not isinstance(raw, int | float) or isinstance(raw, bool):
            raise InvalidInput
        if why_not(Amount(value=float(raw), decimals=0), config) is not None:
            raise InvalidInput
        return _rounded(float(raw), config)

    def read(self, text: str, config: Range) -> float | None:
        """Read a number that was typed, with or without its unit."""
        written = readings(text, unit=config.unit)
        for found in written if config.decimals < _GROUP else reversed(written):
            if why_not(found, config) is None:
                return _rounded(found.value, config)
        return None

    def read_cell(self, text: str, config: Range) -> float | None:
        """Read a number in a cell of a file."""
        return self.read(text, config)

    def write(self, value: float, config: Range) -> str:
        """Write a number with its unit."""
        return f"{self.write_cell(value, config)} {config.unit}".rstrip()

    def write_cell(self, value: float, config: Range) -> str:
        """Write a number alone."""
        return f"{value:.{config.decimals}f}"

    def cells(self, value: float, numbers: Mapping[str, Any], config: Range) -> tuple[str, ...]:
        """Return a number, the range that holds the truth in 90 of 100 cases, and the unit."""
        ends = (numbers.get("low"), numbers.get("high"))
        low, high = ("" if end is None else self.write_cell(end, config) for end in ends)
        return (self.write_cell(value, config), low, high, config.unit)

    def options(self, config: Range) -> tuple[str, ...]:  # noqa: ARG002 - no number is an option
        """Return no options."""
        return ()

    def n_choices(self, config: Range) -> int:
        """Return how many answers that are not right together fit into the range."""
        if config.low is None or config.high is None:
            return _CHOICES_IF_OPEN
        width = config.high - config.low + config.step
        wide = max(2.0 * config.margin(max(abs(config.low), abs(config.high))), config.step)
        return int(min(max(width / wide, 2.0), _MOST_CHOICES))

    def imagined(self, config: Range) -> None:
        """Imagine nothing: how far people will be apart depends on the tasks."""

    def most_sure(self, config: Range) -> float:  # noqa: ARG002 - other kinds look at it
        """Return what the model leaves for mistakes that no answer shows."""
        return MOST_SURE

    def is_alike(self, one: float, other: float, config: Range) -> bool:
        """Whether either would be right if the other were true."""
        margin = max(config.margin(one), config.margin(other))
        return abs(one - other) <= margin + ROUNDING * max(abs(one), abs(other), 1.0)

    def distance(self, one: float, other: float, config: Range) -> float:  # noqa: ARG002 - other kinds look at it
        """Return the difference."""
        return abs(one - other)

    def doubt(self, value: float, config: Range, model: str | None) -> object | None:  # noqa: ARG002 - every kind has it
        """Doubt a number that is ten times as large, or as small, as nearly all answers to the question."""
        typical = None if model is None else _typical(model)
        if typical is None:
            return None
        least, most = typical
        size = abs(value)
        is_odd = size > ODD_FACTOR * most > 0.0 or 0.0 < ODD_FACTOR * size < least
        return {"sure": value} if is_odd else None

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Range,
        model: str | None,
        *,
        rule: StopRule,
        known: float | None = None,
    ) -> Verdict:
        """Decide a task by the posterior of its value."""
        if not answers:
            needed = float(rule.min_answers)
            return Verdict(
                value=None,
                confidence=0.0,
                credits=(),
                vote_share=0.0,
                agreeing_needed=needed,
                within_reach=True,
            )
        ruler = _ruler(config)
        move = move_number(
            [NumberAnswer(number=one.value, person=read_number_person(one.learnt)) for one in answers],
            ruler,
            read_number_model(model, ruler),
            known=known,
            target=rule.target,
            most_more=max(rule.max_answers - len(answers), 0),
        )
        return Verdict(
            value=_rounded(move.number, config),
            confidence=move.confidence,
            credits=move.credits,
            vote_share=move.vote_share,
            agreeing_needed=move.agreeing_needed,
            within_reach=move.within_reach,
            numbers={"low": _rounded(move.low, config), "high": _rounded(move.high, config)},
        )

    def decide_simply(self, values: Sequence[float], config: Range) -> float:
        """Take the median."""
        return _rounded(median(values), config)

    def measure(
        self, answers: Sequence[tuple[int, int, float]], config: Range, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure agreement on numbers, by how far apart they are."""
        return measure_numbers(
            answers,
            is_alike=lambda one, other: self.is_alike(one, other, config),
            write=lambda value: self.write(value, config),
            rng=rng,
        )

    def fit(self, data: FitInput, config: Range) -> Fit:
        """Fit the model to all answers, and note how large nearly all of them are."""
        coded, ruler = code_rows(data), _ruler(config)
        codes = NumberCodes(
            task=coded.task,
            contributor=coded.contributor,
            number=np.asarray(data.value, dtype=np.float64)[coded.rows],
            n_tasks=coded.task_ids.size,
            n_contributors=coded.contributor_ids.size,
        )
        gold = np.array([data.gold.get(task, np.nan) for task in coded.task_ids.tolist()], dtype=np.float64)
        found = fit_numbers(codes, ruler, gold)
        decided = decide_numbers(codes, ruler, found, gold)
        size = np.abs(codes.number)
        typical = np.percentile(size, _NEARLY_ALL).tolist() if size.size else None
        mean = float(np.clip(decided.credit.mean(), *_MEAN_SKILLS)) if size.size else DEFAULT_PRIOR.mean
        return Fit(
            model=write_number_model(found.model, typical=typical),
            prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
            credits=moved_credits(
                coded, [_rounded(number, config) for number in codes.number.tolist()], decided.credit
            ),
            people=write_people(coded.contributor_ids, lambda code: write_number_person(found.person(code))),
            beliefs=Pages(n_rows=0, make=lambda _: []),
            values=FittedValues(
                task_ids=coded.task_ids,
                value=[_rounded(number, config) for number in decided.number.tolist()],
                confidence=decided.confidence,
            ),
            n_answers=len(data.task),
        )


def _telling(gold: Sequence[str]) -> list[str]:
    """Return the lowest, the highest and the finest of some numbers: a range that has these has all."""
    found = sorted(
        (amounts[0].value, amounts[0].decimals, text) for text in gold if (amounts := readings(text))
    )
    if not found:
        return []
    return [text for _, _, text in (found[0], found[-1], max(found, key=lambda one: one[1]))]


@lru_cache(maxsize=1024)
def _ruler(config: Range) -> Ruler:
    return Ruler(
        lowest=-np.inf if config.low is None else config.low,
        highest=np.inf if config.high is None else config.high,
        decimals=config.decimals,
        tolerance=config.tolerance / 100.0 if config.is_share else config.tolerance,
        relative=config.is_share,
    )


def _rounded(value: float, config: Range) -> float:
    # Not -0.0, which would be stored unlike 0.
    return round(value, config.decimals) + 0.0 if config.decimals else round(value)
