"""Any number of several options: each answer is a list of the codes of those that fit, maybe none."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.sets.online import SetAnswer, choose, move_set
from crowd.aggregation.sets.set_fit import SetCodes, SetFit, fit_sets
from crowd.aggregation.sets.stored import (
    read_set_belief,
    read_set_model,
    read_set_person,
    write_set_belief,
    write_set_model,
    write_set_person,
)
from crowd.agreement import NamedAgreement, measure_sets
from crowd.answers import FloatArray
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior
from crowd.errors import InvalidInput, ValueRefused
from crowd.ids import TaskId
from crowd.kinds.fitting import (
    CodedRows,
    Fit,
    FitInput,
    FittedValues,
    Pages,
    code_rows,
    moved_credits,
    write_people,
)
from crowd.kinds.kind import Verdict, WeighedAnswer
from crowd.kinds.option_words import has_places, read_option
from crowd.typed.names import look_of, tidy_name
from crowd.typed.options import MAX_OPTION, check_options, split_options

#: Under which the dialogue asks for the options, and for the words for "none of these".
BOXES, NONE_NAME = "BOXES", "NONE_NAME"

#: A button carries which options are ticked, one bit each; and nobody reads a longer list for every task.
MOST_BOXES = 30
#: How likely known answers are sets of options, if one of them names several, or if none does.
_LIKELY, _UNLIKELY = 0.8, 0.1
#: What separates options in a cell; a cell may also be a JSON list.
_BAR = "|"
_SEPARATORS = re.compile(r"[|;\n]")
#: Numbers of options as people type them: 1 3, 1, 3, /1 3, 1+3.
_NUMBERS = re.compile(r"[/#]?\d{1,3}[.)]?(?:[\s,;，、+/&]+\d{1,3}[.)]?)*")
#: Between two options in a sentence.
_AND = re.compile(r"\s+(?:and|y|e)\s+|\s*[+&]\s*", re.IGNORECASE)
#: What people type for none of the options, by its look.
_NONE_LOOKS = frozenset(map(look_of, ("none", "nothing", "ninguna", "ninguno", "nada")))
#: What a requester types if there is always at least one option that fits, by its look.
_ALWAYS = re.compile("atleastone.*|always.*|siempre.*|[-–—]")
#: Guesses are among as many sets as the options allow, but that is no number to compare people with.
_MOST_CHOICES = 1000
#: Nobody is nearly always right or wrong before they have shown it.
_MEAN_SKILLS = (0.05, 0.95)
#: The longest cell with known answers.
_LONGEST_CELL = 10 * MAX_OPTION
#: A chance is never quite 0.
_LEAST_CHANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """How a question is set up.

    Attributes:
        options: The options, by their codes.
        none: What to call it if none of them fits; empty if one always does, None before that was asked.
    """

    options: tuple[str, ...] = ()
    none: str | None = None


@lru_cache(maxsize=1024)
def _read_config(text: str) -> Boxes:
    stored = json.loads(text)
    return Boxes(options=tuple(stored.get("options", ())), none=stored.get("none"))


@lru_cache(maxsize=1024)
def _by_look(config: Boxes) -> dict[str, int]:
    return {look_of(option): code for code, option in enumerate(config.options)}


class ManyOf:
    """The kind. The numerics are those of `crowd.aggregation.sets`: online and fitted, they are one model."""

    name = "many_of"
    has_codes = False
    labels_are_options = False
    simple_rule = "vote_per_option"
    method = ("option_sets", 1)
    steps = (BOXES, NONE_NAME)
    columns = ("options", "probabilities")
    sheet = None

    def of_task(self, config: Boxes, content: Mapping[str, str], *, task: int, person: int) -> Boxes:  # noqa: ARG002 - answers are about the whole task
        """Return the same."""
        return config

    def read_config(self, text: str) -> Boxes:
        """Read how a question is set up."""
        return _read_config(text)

    def write_config(self, config: Boxes) -> str:
        """Write how a question is set up."""
        return json.dumps({"options": list(config.options), "none": config.none}, ensure_ascii=False)

    def configure(self, config: Boxes, step: str, text: str) -> Boxes:
        """Take the options, or the words for none of them, as they were typed."""
        if step == BOXES:
            changed = replace(config, options=check_options(text, most=MOST_BOXES))
            is_option = config.none and look_of(config.none) in _by_look(changed)
            return replace(changed, none="" if is_option else config.none)
        return replace(config, none=_check_none(text, config))

    def suggest(self, config: Boxes, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:
        """Suggest what is set already, and what the known answers name."""
        cells = [_split_cell(text) for text in gold]
        if step == NONE_NAME:
            now = [config.none] if config.none else []
            others = [cell[0] for cell in cells if len(cell) == 1]
            new = [text for text in (*others, *presets) if look_of(text) not in _by_look(config)]
            return list(dict.fromkeys([*now, *new]))
        named = list(dict.fromkeys(option for cell in cells for option in cell))
        guesses = ["\n".join(config.options)]
        if 2 <= len(named) <= MOST_BOXES:
            guesses.append("\n".join(named))
        return list(dict.fromkeys(guess for guess in guesses if guess))

    def suits(self, gold: Sequence[str]) -> float:
        """Suit known answers of which at least one names several options, if there are not too many of these."""
        if any(len(text) > _LONGEST_CELL for text in gold):
            return 0.0
        cells = [_split_cell(text) for text in gold]
        named = {option for cell in cells for option in cell}
        if not cells or len(named) > MOST_BOXES or any(len(option) > MAX_OPTION for option in named):
            return 0.0
        return _LIKELY if any(len(cell) > 1 for cell in cells) else _UNLIKELY

    def check(self, raw: object, config: Boxes) -> list[int]:
        """Check the codes of options; there are none only if that is possible."""
        if not isinstance(raw, list | tuple):
            raise InvalidInput
        codes = set()
        for code in raw:
            if not isinstance(code, int) or isinstance(code, bool) or not 0 <= code < len(config.options):
                raise InvalidInput
            codes.add(code)
        if len(codes) < len(raw) or (not codes and not config.none):
            raise InvalidInput
        return sorted(codes)

    def read(self, text: str, config: Boxes) -> list[int] | None:
        """Read options that were typed, by their names or numbers, or the words for none."""
        if types_none(text, config):
            return [] if config.none else None
        return _known([code for _, code in read_boxes(text, config)])

    def read_cell(self, text: str, config: Boxes) -> list[int] | None:
        """Read options that look like those in a cell, separated by | or ; or as a JSON list.

        Before it was asked what to call none of them, one name that is no option may be that.
        """
        names = _split_cell(text)
        if not names or (config.none and [*map(look_of, names)] == [look_of(config.none)]):
            return None if config.none == "" else []
        codes = [_by_look(config).get(look_of(name)) for name in names]
        if None in codes and len(names) == 1:
            codes = [_by_look(config).get(look_of(name)) for name in split_options(text)]
        if config.none is None and codes == [None]:
            return []
        return _known(codes)

    def write(self, value: Sequence[int], config: Boxes) -> str:
        """Write the options of some codes."""
        return ", ".join(config.options[code] for code in value) or config.none or ""

    def write_cell(self, value: Sequence[int], config: Boxes) -> str:
        """Write the options of some codes with bars between them, or as a JSON list where that could be misread."""
        names = [config.options[code] for code in value]
        if any(_SEPARATORS.search(name) or name.startswith("[") for name in names):
            return json.dumps(names, ensure_ascii=False)
        return _BAR.join(names) or config.none or ""

    def cells(self, value: Sequence[int], numbers: Mapping[str, Any], config: Boxes) -> tuple[str, str]:
        """Return the options, and the probability of each option."""
        chances = numbers.get("chances", ())
        named = [f"{name}={chance:.4f}" for name, chance in zip(config.options, chances, strict=False)]
        return (self.write_cell(value, config), _BAR.join(named))

    def options(self, config: Boxes) -> tuple[str, ...]:  # noqa: ARG002 - an answer is a set of them
        """Return no options: rules that count votes for one make no sense for sets."""
        return ()

    def n_choices(self, config: Boxes) -> int:
        """Return how many different answers there are."""
        return int(min(2 ** len(config.options), _MOST_CHOICES))

    def imagined(self, config: Boxes) -> None:
        """Imagine nothing: how many options go together depends on the tasks."""

    def most_sure(self, config: Boxes) -> float:  # noqa: ARG002 - other kinds look at it
        """Return 1: there is no limit."""
        return 1.0

    def is_alike(self, one: Sequence[int], other: Sequence[int], config: Boxes) -> bool:  # noqa: ARG002 - other kinds look at it
        """Whether both name the same options."""
        return sorted(one) == sorted(other)

    def distance(self, one: Sequence[int], other: Sequence[int], config: Boxes) -> float:  # noqa: ARG002 - other kinds look at it
        """Return how many options only one of them names."""
        return float(len(set(one) ^ set(other)))

    def doubt(self, value: Sequence[int], config: Boxes, model: str | None) -> None:
        """Doubt no set: Done is a second tap already."""

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Boxes,
        model: str | None,
        *,
        rule: StopRule,
        known: Sequence[int] | None = None,
    ) -> Verdict:
        """Decide a task by the probability of each option; it is right if the whole set is."""
        if not answers:
            return Verdict(
                value=None,
                confidence=0.0,
                credits=(),
                vote_share=0.0,
                agreeing_needed=float(rule.min_answers),
                within_reach=True,
            )
        learnt = read_set_model(model)
        move = move_set(
            [
                SetAnswer(
                    named=frozenset(one.value),
                    person=read_set_person(one.learnt),
                    belief=read_set_belief(one.belief),
                )
                for one in answers
            ],
            max(len(config.options), 1),
            learnt,
            may_be_empty=bool(config.none),
            known=None if known is None else frozenset(known),
            target=rule.target,
            most_more=max(rule.max_answers - len(answers), 0),
        )
        return Verdict(
            value=list(move.chosen),
            confidence=move.confidence,
            credits=move.credits,
            vote_share=move.vote_share,
            agreeing_needed=move.agreeing_needed,
            within_reach=move.within_reach,
            numbers={
                "chances": [round(chance, 6) for chance in move.chances],
                "shared_error": round(learnt.shared_error, 6),
                "dependence": round(learnt.dependence, 6),
                "temper": round(learnt.temper, 6),
            },
        )

    def decide_simply(self, values: Sequence[Sequence[int]], config: Boxes) -> list[int]:
        """Take the options that more than half of the answers name; the most frequent if there has to be one."""
        votes = Counter(code for value in values for code in value)
        chosen = sorted(code for code, count in votes.items() if 2 * count > len(values))
        if chosen or config.none or not votes:
            return chosen
        return [min(votes, key=lambda code: (-votes[code], code))]

    def measure(
        self, answers: Sequence[tuple[int, int, Sequence[int]]], config: Boxes, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure agreement on sets, by how much they have in common."""
        return measure_sets(
            answers,
            n_options=max(len(config.options), 1),
            write=lambda value: self.write(value, config),
            rng=rng,
        )

    def fit(self, data: FitInput, config: Boxes) -> Fit:
        """Fit the model to all answers."""
        coded = code_rows(data)
        values = [list(data.value[row]) for row in coded.rows.tolist()]
        n_options = max(len(config.options), 1)
        codes = SetCodes(
            task=coded.task,
            contributor=coded.contributor,
            named=_table(values, n_options) > 0.0,
            n_tasks=coded.task_ids.size,
            n_contributors=coded.contributor_ids.size,
        )
        known = [data.gold.get(task) for task in coded.task_ids.tolist()]
        found = fit_sets(codes, _table(known, n_options))
        credit = _credits(codes, found, known, values)
        mean = float(np.clip(credit.mean(), *_MEAN_SKILLS)) if credit.size else DEFAULT_PRIOR.mean
        chosen = [choose(row, may_be_empty=bool(config.none)) for row in found.posterior.tolist()]
        return Fit(
            model=write_set_model(found.model),
            prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
            credits=moved_credits(coded, values, credit),
            people=write_people(coded.contributor_ids, lambda code: write_set_person(found.person(code))),
            beliefs=_beliefs(coded, found),
            values=FittedValues(
                task_ids=coded.task_ids,
                value=[list(codes) for codes in chosen],
                confidence=_whole(found, np.arange(len(chosen)), _table(chosen, n_options) > 0.0),
            ),
            n_answers=len(data.task),
        )


def read_boxes(text: str, config: Boxes) -> list[tuple[str, int | None]]:
    """Return what somebody typed for each option, with its code; None for what is no option."""
    whole = read_option(text, config.options)
    typed = text.strip()
    if whole is not None:
        return [(typed, whole)]
    if _NUMBERS.fullmatch(typed):
        parts = re.findall(r"\d+", typed)
    else:
        parts = [name for part in split_options(text) for name in _split_part(part, config)]
    return [(part, read_option(part, config.options)) for part in parts]


def _split_part(part: str, config: Boxes) -> list[str]:
    """Split what stands between two separators at "and", unless an option is called so."""
    if read_option(part, config.options) is not None:
        return [part]
    return [name.strip() for name in _AND.split(part) if name.strip()]


def types_none(text: str, config: Boxes) -> bool:
    """Whether somebody typed that none of the options fits."""
    look = look_of(text)
    if (config.none and look == look_of(config.none)) or (
        look in _NONE_LOOKS and look not in _by_look(config)
    ):
        return True
    return look.removeprefix("/") == "0" and has_places(config.options)


def _known(codes: Sequence[int | None]) -> list[int] | None:
    """Return codes once each, ascending; None if there are none, or if one of them is unknown."""
    known = {code for code in codes if code is not None}
    return None if None in codes or not known else sorted(known)


def _check_none(text: str, config: Boxes) -> str:
    """Return what a requester calls none of the options; empty if one always fits.

    Raises:
        ValueRefused: It is too long, holds what separates options in files, or looks like an option.
    """
    name = tidy_name(text)
    if not name or _ALWAYS.fullmatch(look_of(name)):
        return ""
    if len(name) > MAX_OPTION:
        raise ValueRefused("option-too-long", {"option": name[:MAX_OPTION], "most": MAX_OPTION})
    if look_of(name) in _by_look(config):
        raise ValueRefused("option-twice", {"option": name})
    if _SEPARATORS.search(text.strip()):
        raise ValueRefused("none-name-unclear", {"found": name})
    return name


def _split_cell(text: str) -> list[str]:
    """Return the options that a cell names; none in an empty list."""
    if text.startswith("[") and text.endswith("]"):
        try:
            listed = json.loads(text)
        except ValueError:
            listed = None
        if isinstance(listed, list) and all(isinstance(name, str) for name in listed):
            return [name for name in map(tidy_name, listed) if name]
    return [name for name in map(tidy_name, _SEPARATORS.split(text)) if name]


def _table(values: Sequence[Iterable[int] | None], n_options: int) -> FloatArray:
    """Whether each set holds each option, 1 or 0, (n, n_options); NaN where there is none."""
    table = np.zeros((len(values), n_options))
    for row, value in zip(table, values, strict=True):
        row[slice(None) if value is None else list(value)] = np.nan if value is None else 1.0
    return table


def _whole(found: SetFit, task: Any, named: Any) -> FloatArray:
    """The probability that each of some sets is right about every option of its task, (n,)."""
    logs = np.zeros(len(task))
    for option in range(found.posterior.shape[1]):
        chance = found.posterior[task, option]
        logs += np.log(np.maximum(np.where(named[:, option], chance, 1.0 - chance), _LEAST_CHANCE))
    whole: FloatArray = np.exp(found.model.dependence * logs)
    return whole


def _credits(
    codes: SetCodes, found: SetFit, known: Sequence[Sequence[int] | None], values: Sequence[Sequence[int]]
) -> FloatArray:
    """The probability that each answer is right, (n_answers,); known answers tell."""
    credit = _whole(found, codes.task, codes.named)
    for place, task in enumerate(codes.task.tolist()):
        truth = known[task]
        if truth is not None:
            credit[place] = float(sorted(truth) == values[place])
    return credit


def _beliefs(coded: CodedRows, found: SetFit) -> Pages[tuple[TaskId, str]]:
    def make(part: slice) -> list[tuple[TaskId, str]]:
        rows = zip(coded.task_ids[part].tolist(), found.belief[part].tolist(), strict=True)
        return [(TaskId(task), write_set_belief(row)) for task, row in rows]

    return Pages(n_rows=coded.task_ids.size, make=make)
