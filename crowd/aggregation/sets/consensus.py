"""Questions with several options at once: which options belong to a task, each with its probability.

Every option of every task is a yes-or-no question. A person has one skill for all options: how often they name
what belongs (sensitivity) and how often they leave out what does not (specificity), as in the two-coin model of
Dawid & Skene 1979. Both are shrunk towards the crowd's, and the frequency of an option towards that of all options.
So a person with a single answer, or an option that hardly anybody names, does no harm.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.rows import Rows, alpha_from_pairs, or_none, sort_rows
from crowd.agreement.sets import masi_table
from crowd.answers import FloatArray

METHOD, VERSION = "two_coin_options", 1

#: A person's sensitivity and specificity before anybody answers: right three times in four.
_TYPICAL, _TYPICAL_ANSWERS = 0.75, 8.0

#: Everybody's sensitivity and specificity enter each person's as this many yes-or-no answers.
_PRIOR_ANSWERS = 8.0

#: How common all options are enters each option's as this many tasks.
_PRIOR_TASKS = 4.0

#: The crowd's typical skill stays between these.
_LEAST, _MOST = 0.55, 0.98

#: A probability this close to one half is not in favour, however the sums round: the order of people must not matter.
_ROUNDING = 1e-9

#: Sets are compared in tables of at most this many cells.
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTask:
    """The options of one task.

    Attributes:
        chosen: The options more likely to belong than not, in the order of the options.
        probability: For each option, the probability that it belongs, in the order of the options.
        share: For each option, the share of people who named it.
        confidence: Probability that `chosen` is right about every option, if options are independent.
        answers: Number of answers.
    """

    chosen: tuple[str, ...]
    probability: dict[str, float]
    share: dict[str, float]
    confidence: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePerson:
    """How one contributor answers.

    Attributes:
        sensitivity: Probability of naming an option that belongs.
        specificity: Probability of leaving out one that does not.
        answers: Number of answers.
    """

    sensitivity: float
    specificity: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesResult:
    """Options of all tasks.

    Attributes:
        tasks: By name, sorted.
        people: By name, sorted.
        options: All options, in the declared order, or sorted if none were declared.
        agreement: Krippendorff's alpha with the MASI distance (Passonneau 2006), which counts sets that contain
            each other as nearer than sets that merely overlap; NaN if undefined.
        converged: Whether the last iteration changed the objective by less than one part in 10^9.
        n_iter: Number of iterations.
        objective: Log-posterior after each iteration, up to a constant; it never falls.
        method: Name of the method.
        version: Increases whenever the same input could give a different result.
    """

    tasks: dict[str, ChoiceTask]
    people: dict[str, ChoicePerson]
    options: tuple[str, ...]
    agreement: float
    converged: bool
    n_iter: int
    objective: tuple[float, ...]
    method: str = METHOD
    version: int = VERSION

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON file; None for anything undefined."""
        return {
            "kind": "choices",
            "method": self.method,
            "version": self.version,
            "options": list(self.options),
            "agreement": {"name": "masi_alpha", "value": or_none(self.agreement)},
            "converged": self.converged,
            "n_iter": self.n_iter,
            "tasks": {
                name: {
                    "chosen": list(task.chosen),
                    "confidence": task.confidence,
                    "probability": task.probability,
                    "share": task.share,
                    "answers": task.answers,
                }
                for name, task in self.tasks.items()
            },
            "people": {
                name: {
                    "sensitivity": person.sensitivity,
                    "specificity": person.specificity,
                    "answers": person.answers,
                }
                for name, person in self.people.items()
            },
        }


def summarize_choices(
    triples: Iterable[tuple[str, str, Iterable[str]]],
    *,
    options: Sequence[str] = (),
    max_iter: int = 200,
) -> ChoicesResult:
    """Decide for every task which options belong to it.

    Args:
        triples: (task, contributor, options named), oldest first; a set may be empty. If a person answered a
            task twice, the last answer counts.
        options: All possible options, if declared; otherwise those that were named.
        max_iter: Maximum number of iterations, 1 or more.

    Returns:
        The decisions; none without answers.

    Raises:
        ValueError: A value is not a collection of options, or names one that was not declared.
    """
    if max_iter < 1:
        raise ValueError(f"max_iter must be at least 1: {max_iter}")
    rows = sort_rows(triples, partial(_read_set, declared=frozenset(options)))
    names = tuple(dict.fromkeys(options)) or tuple(sorted({name for one in rows.values for name in one}))
    named = np.array([[name in one for name in names] for one in rows.values], dtype=np.float64)
    named = named.reshape(rows.n_answers, len(names))
    fit = _fit(rows, named, max_iter)
    count = rows.per_task()
    share = _by(rows.task, named, count.size) / np.maximum(count, 1)[:, np.newaxis]
    people = zip(rows.contributors, fit.skill.tolist(), rows.per_contributor().tolist(), strict=True)
    return ChoicesResult(
        tasks={
            name: _conclude(names, fit.posterior[task], share[task], int(count[task]))
            for task, name in enumerate(rows.tasks)
        },
        people={
            name: ChoicePerson(sensitivity=skill[0], specificity=skill[1], answers=answers)
            for name, skill, answers in people
        },
        options=names,
        agreement=_masi_alpha(rows, named),
        converged=fit.converged,
        n_iter=len(fit.objective),
        objective=fit.objective,
    )


def _read_set(value: Iterable[str], *, declared: frozenset[str]) -> frozenset[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ValueError(f"expected a collection of options, not {value!r}")  # noqa: TRY004 - one error for all
    names = frozenset(value)
    if not all(isinstance(name, str) for name in names):
        raise ValueError(f"options must be strings: {sorted(map(repr, names))}")
    unknown = names - declared
    if declared and unknown:
        raise ValueError(f"{min(unknown)!r} is not one of the options {', '.join(sorted(declared))}")
    return names


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fit:
    """Probability of each option of each task, and sensitivity and specificity of each person."""

    posterior: FloatArray
    skill: FloatArray
    converged: bool
    objective: tuple[float, ...]


def _fit(rows: Rows[frozenset[str]], named: FloatArray, max_iter: int) -> _Fit:
    """Expectation-maximisation, starting from smoothed shares. Priors are pooled once, so the objective never falls."""
    n_tasks, n_people = len(rows.tasks), len(rows.contributors)
    count = rows.per_task()[:, np.newaxis]
    belongs = (_by(rows.task, named, n_tasks) + 0.5) / (count + 1.0)
    pooled = np.clip(
        _skill(rows, named, belongs, np.full(2, _TYPICAL), _TYPICAL_ANSWERS, pool=True), _LEAST, _MOST
    )
    common = (float(belongs.sum()) + 1.0) / (belongs.size + 2.0)
    objective: list[float] = []
    skill = np.tile(pooled, (n_people, 1))
    converged = named.size == 0
    while not converged and len(objective) < max_iter:
        skill = _skill(rows, named, belongs, pooled, _PRIOR_ANSWERS)
        base = (belongs.sum(axis=0) + _PRIOR_TASKS * common) / (n_tasks + _PRIOR_TASKS)
        yes, no = _evidence(rows, named, skill)
        yes, no = yes + np.log(base), no + np.log1p(-base)
        both = np.logaddexp(yes, no)
        prior = _PRIOR_ANSWERS * (pooled * np.log(skill) + (1.0 - pooled) * np.log1p(-skill)).sum()
        prior += _PRIOR_TASKS * (common * np.log(base) + (1.0 - common) * np.log1p(-base)).sum()
        objective.append(float(both.sum() + prior))
        belongs = np.exp(yes - both)
        converged = len(objective) > 1 and objective[-1] - objective[-2] <= 1e-9 * max(
            abs(objective[-1]), 1.0
        )
    return _Fit(posterior=belongs, skill=skill, converged=converged, objective=tuple(objective))


def _skill(
    rows: Rows[frozenset[str]],
    named: FloatArray,
    belongs: FloatArray,
    prior: FloatArray,
    strength: float,
    *,
    pool: bool = False,
) -> FloatArray:
    """Sensitivity and specificity of each person, (n_contributors, 2), or of everybody together, (2,)."""
    each = belongs[rows.task]
    hits = np.stack([(each * named).sum(axis=1), ((1.0 - each) * (1.0 - named)).sum(axis=1)], axis=1)
    cases = np.stack([each.sum(axis=1), (1.0 - each).sum(axis=1)], axis=1)
    if pool:
        pooled: FloatArray = (hits.sum(axis=0) + strength * prior) / (cases.sum(axis=0) + strength)
        return pooled
    n_people = len(rows.contributors)
    skill: FloatArray = (_by(rows.contributor, hits, n_people) + strength * prior) / (
        _by(rows.contributor, cases, n_people) + strength
    )
    return skill


def _evidence(
    rows: Rows[frozenset[str]], named: FloatArray, skill: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Log-likelihood of each task's answers if an option belongs and if it does not, (n_tasks, n_options)."""
    log_hit, log_miss = np.log(skill)[rows.contributor], np.log1p(-skill)[rows.contributor]
    yes = named * log_hit[:, :1] + (1.0 - named) * log_miss[:, :1]
    no = named * log_miss[:, 1:] + (1.0 - named) * log_hit[:, 1:]
    return _by(rows.task, yes, len(rows.tasks)), _by(rows.task, no, len(rows.tasks))


def _by(codes: NDArray[np.int64], values: FloatArray, size: int) -> FloatArray:
    """Sums of the rows that share a code, (size, n_columns)."""
    total = np.zeros((size, values.shape[1]))
    np.add.at(total, codes, values)
    return total


def _conclude(names: tuple[str, ...], posterior: FloatArray, share: FloatArray, answers: int) -> ChoiceTask:
    probability = dict(zip(names, posterior.tolist(), strict=True))
    return ChoiceTask(
        chosen=tuple(name for name, belongs in probability.items() if belongs > 0.5 + _ROUNDING),
        probability=probability,
        share=dict(zip(names, share.tolist(), strict=True)),
        confidence=float(np.maximum(posterior, 1.0 - posterior).prod()),
        answers=answers,
    )


def _masi_alpha(rows: Rows[frozenset[str]], named: FloatArray) -> float:
    """Krippendorff's alpha for sets."""
    paired = (rows.per_task() > 1)[rows.task]
    if not paired.any():
        return math.nan
    starts = rows.starts
    within = np.array(
        [masi_table(named[first:last], named[first:last]).sum() / 2.0 for first, last in pairwise(starts)]
    )
    sets, count = np.unique(named[paired], axis=0, return_counts=True)
    step = max(_CELLS // sets.shape[0], 1)
    total = sum(
        float(count[begin : begin + step] @ masi_table(sets[begin : begin + step], sets) @ count)
        for begin in range(0, sets.shape[0], step)
    )
    n = int(count.sum())
    return alpha_from_pairs(rows, within, total / (n * (n - 1)))
