"""One of several options: each answer is the code of an option."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from crowd.aggregation.consensus import METHOD, VERSION
from crowd.agreement import NamedAgreement, measure_agreement
from crowd.answers import code_answers
from crowd.deciding.policy import StopRule, tally_votes
from crowd.errors import InvalidInput
from crowd.kinds.fitting import Fit, FitInput
from crowd.kinds.kind import Imagined, Verdict, WeighedAnswer
from crowd.kinds.labels import choose_leading, fit_labels, move_labels
from crowd.kinds.option_words import read_option
from crowd.typed.names import look_of
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS, check_options

#: How likely known answers are options, whatever they look like.
_SUITED = 0.5

#: Under which the dialogue asks for the options.
OPTIONS = "OPTIONS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a question, by their codes."""

    options: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def _read_config(text: str) -> Options:
    return Options(options=tuple(json.loads(text).get("options", ())))


@lru_cache(maxsize=1024)
def _by_look(config: Options) -> dict[str, int]:
    return {look_of(option): code for code, option in enumerate(config.options)}


class OneOf:
    """The kind. The numerics are those of `crowd.aggregation`: online and fitted, they are one model."""

    name = "one_of"
    has_codes = True
    labels_are_options = True
    simple_rule = "most_frequent"
    method = (METHOD, VERSION)
    steps = (OPTIONS,)
    columns = ("label",)
    sheet = None

    def of_task(self, config: Options, content: Mapping[str, str], *, task: int, person: int) -> Options:  # noqa: ARG002 - answers are about the whole task
        """Return the same."""
        return config

    def read_config(self, text: str) -> Options:
        """Read the options of a question."""
        return _read_config(text)

    def write_config(self, config: Options) -> str:
        """Write the options of a question."""
        return json.dumps({"options": list(config.options)}, ensure_ascii=False)

    def configure(self, config: Options, step: str, text: str) -> Options:  # noqa: ARG002 - it has one step
        """Take the options as they were typed."""
        return Options(options=check_options(text))

    def suggest(self, config: Options, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:  # noqa: ARG002
        """Suggest the options so far, those of the gold, and usual ones in the spelling of the gold."""
        # One a line: an option may hold a comma or a semicolon.
        guesses = ["\n".join(config.options)]
        fitted = [found for preset in presets if (found := _fit_gold(preset, gold))]
        is_preset = any(set(gold) == set(found.split("\n")) for found in fitted)
        if len(gold) >= 2 and not is_preset:
            guesses.append("\n".join(gold))
        guesses += fitted
        return list(dict.fromkeys(guess for guess in guesses if guess))

    def suits(self, gold: Sequence[str]) -> float:
        """Suit any known answers, unless there are more of them than options can be, or longer ones."""
        fits = len(gold) <= MAX_OPTIONS and all(len(text) <= MAX_OPTION for text in gold)
        return _SUITED if fits else 0.0

    def check(self, raw: object, config: Options) -> int:
        """Check the code of an option."""
        if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw < len(config.options):
            raise InvalidInput
        return raw

    def read(self, text: str, config: Options) -> int | None:
        """Read an option that was typed, or its number."""
        return read_option(text, config.options)

    def read_cell(self, text: str, config: Options) -> int | None:
        """Read the option that looks like the text."""
        return _by_look(config).get(look_of(text))

    def write(self, value: int, config: Options) -> str:
        """Write the option of a code."""
        return config.options[value]

    def write_cell(self, value: int, config: Options) -> str:
        """Write the option of a code."""
        return config.options[value]

    def cells(self, value: int, numbers: Mapping[str, Any], config: Options) -> tuple[str]:  # noqa: ARG002 - other kinds look at them
        """Return the option of a code."""
        return (config.options[value],)

    def options(self, config: Options) -> tuple[str, ...]:
        """Return the options."""
        return config.options

    def n_choices(self, config: Options) -> int:
        """Return the number of options."""
        return len(config.options)

    def imagined(self, config: Options) -> Imagined:
        """Imagine options, each as likely as any other."""
        return Imagined(n_labels=len(config.options))

    def most_sure(self, config: Options) -> float:  # noqa: ARG002 - other kinds look at it
        """Return 1: there is no limit."""
        return 1.0

    def is_alike(self, one: int, other: int, config: Options) -> bool:  # noqa: ARG002 - other kinds look at it
        """Whether both are the same option."""
        return one == other

    def distance(self, one: int, other: int, config: Options) -> None:
        """Return no distance: there is nothing between two options."""

    def doubt(self, value: int, config: Options, model: str | None) -> None:
        """Doubt no option: nobody mistypes a tap."""

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Options,
        model: str | None,
        *,
        rule: StopRule,
        known: int | None = None,
    ) -> Verdict:
        """Decide a task by the posterior of each option."""
        move, numbers = move_labels(
            answers, model, n_labels=max(len(config.options), 1), rule=rule, known=known
        )
        return Verdict(
            value=move.label if answers else None,
            confidence=move.confidence if answers else 0.0,
            credits=move.credits,
            vote_share=move.vote_share,
            agreeing_needed=move.agreeing_needed,
            within_reach=move.within_reach,
            tally=tally_votes(rule, [answer.value for answer in answers], move.label),
            numbers=numbers,
        )

    def decide_simply(self, values: Sequence[int], config: Options) -> int:  # noqa: ARG002 - other kinds look at it
        """Take the most frequent option."""
        return Counter(values).most_common(1)[0][0]

    def measure(
        self, answers: Sequence[tuple[int, int, int]], config: Options, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure agreement on options, which are the same or not."""
        # A question without options has no answers either, but arrays need at least one label.
        coded = code_answers(answers, labels=range(max(len(config.options), 1)))
        return NamedAgreement(found=measure_agreement(coded.codes, rng=rng), names=config.options)

    def fit(self, data: FitInput, config: Options) -> Fit:
        """Fit the default model to all answers."""
        return fit_labels(data, n_labels=len(config.options), choose=choose_leading)


def _fit_gold(preset: str, gold: Sequence[str]) -> str | None:
    """Return a preset in the spelling of the known answers; None where it leaves one out and would be refused."""
    spelled, options = {look_of(option): option for option in gold}, preset.split("\n")
    if not spelled.keys() <= {look_of(option) for option in options}:
        return None
    is_small = any(option.islower() for option in gold)
    return "\n".join(spelled.get(look_of(o), o.lower() if is_small else o) for o in options)
