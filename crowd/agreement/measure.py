"""Measures how well people agree: all figures for a project, or for each of its groups, at once."""

from collections.abc import Callable, Iterator

import numpy as np

from crowd.agreement.alpha import find_alphas
from crowd.agreement.confusion import count_coincidences, describe_options
from crowd.agreement.kappa import find_ac1s, find_kappas, find_raw
from crowd.agreement.result import Agreement, Coincidences, Level, Statistic, TaskAgreement, Undefined
from crowd.agreement.votes import Patterns, tabulate
from crowd.answers import AnswerCodes, FloatArray, IntArray

#: With fewer tasks that have two answers, a bootstrap says nothing: with four, 1 sample in 64 is one task four times.
FEWEST_TASKS_FOR_RANGE = 5
#: Numbers held in memory at a time while measuring samples: 32 MB.
_MOST_NUMBERS = 4_000_000
#: The central 95 %.
_TAILS = (2.5, 97.5)
#: A range is given if the figure is defined in at least this share of the samples.
_SHARE_DEFINED = 0.9

#: Computes a figure for each of several weightings of the patterns, (n_samples, n_patterns) to (n_samples,).
Measure = Callable[[Patterns, FloatArray], FloatArray]
Measures = tuple[Measure, ...]


def measure_agreement(
    answers: AnswerCodes,
    *,
    level: Level = Level.NOMINAL,
    values: FloatArray | None = None,
    alphas: Measure | None = None,
    n_resamples: int = 1_000,
    rng: np.random.Generator | None = None,
    progress: Callable[[int], None] | None = None,
) -> Agreement:
    """Measure how well people agree with one another.

    Ranges are percentiles of a bootstrap over tasks: it draws as many tasks as have answers, with replacement.
    (Krippendorff's own bootstrap draws pairs of answers as if they were independent, but pairs from one task are
    not.)

    Args:
        answers: The answers, at most one per contributor and task.
        level: What the difference between two labels means for alpha. The other figures treat labels as nominal.
        values: The number that each label stands for, (n_labels,); None uses its code. For ordinal labels, only
            the order of these numbers matters.
        alphas: Computes alpha where labels have distances of another sort; None for those of `level`.
        n_resamples: Number of bootstrap samples.
        rng: Random generator for the samples; without it there are no ranges.
        progress: Called with the number of samples done so far.

    Returns:
        Every figure, or the reason why it is undefined; without answers, all arrays are empty.

    Raises:
        ValueError: `values` has the wrong length or holds numbers that are not finite, or negative for a ratio.
    """
    numbers = _checked(values, answers.n_labels, level)
    if not answers.n_answers:
        return _nothing(level)
    patterns, tasks = tabulate(answers)
    measures: Measures = (
        alphas or (lambda patterns, weights: find_alphas(patterns, weights, level, numbers)),
        find_kappas,
        find_ac1s,
        find_raw,
    )
    paired = patterns.times * (patterns.size >= 2)
    if int(paired.sum()) < FEWEST_TASKS_FOR_RANGE:
        rng = None
    alpha, kappa, ac1, raw = _figures(patterns, measures, n_resamples, rng, progress)
    coincidences = count_coincidences(patterns)
    options, confusions = describe_options(
        coincidences, patterns.by_label(paired[np.newaxis].astype(np.float64))[0]
    )
    return Agreement(
        level=level,
        alpha=alpha,
        fleiss_kappa=kappa,
        gwet_ac1=ac1,
        raw_agreement=raw,
        n_answers=answers.n_answers,
        n_contributors=int(np.count_nonzero(np.bincount(answers.contributor))),
        n_tasks=tasks.task.size,
        n_paired=int(paired.sum()),
        n_options_used=int(np.unique(patterns.label).size),
        tasks=tasks,
        options=options,
        confusions=confusions,
        coincidences=coincidences,
        n_resamples=n_resamples if rng is not None else 0,
    )


def measure_groups(
    answers: AnswerCodes,
    group: IntArray,
    n_groups: int,
    *,
    level: Level = Level.NOMINAL,
    values: FloatArray | None = None,
    n_resamples: int = 1_000,
    rng: np.random.Generator | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[Agreement, ...]:
    """Measure how well people agree within each group of answers, for example those in one language.

    For groups of tasks pass `group_of_task[answers.task]`, for groups of people
    `group_of_contributor[answers.contributor]`.

    Args:
        answers: The answers.
        group: Group of each answer, (n_answers,) int, -1 for no group.
        n_groups: Number of groups.
        level: As in `measure_agreement`.
        values: As in `measure_agreement`.
        n_resamples: As in `measure_agreement`.
        rng: As in `measure_agreement`; groups draw from it one after another.
        progress: Called with the number of samples done so far, over all groups.

    Returns:
        The result of `measure_agreement` for the answers in each group.

    Raises:
        ValueError: As in `measure_agreement`, or `group` has the wrong length or a code out of range.
    """
    if group.shape != (answers.n_answers,):
        raise ValueError(f"group must hold one code for each of {answers.n_answers} answers")
    if group.size and not -1 <= int(group.min()) <= int(group.max()) < n_groups:
        raise ValueError(f"group codes must be between -1 and {n_groups - 1}")

    def of(code: int) -> Agreement:
        def told(done: int) -> None:
            if progress is not None:
                progress(code * n_resamples + done)

        return measure_agreement(
            _only(answers, np.flatnonzero(group == code)),
            level=level,
            values=values,
            n_resamples=n_resamples,
            rng=rng,
            progress=told,
        )

    return tuple(of(code) for code in range(n_groups))


def _only(answers: AnswerCodes, rows: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> AnswerCodes:
    return AnswerCodes(
        task=answers.task[rows],
        contributor=answers.contributor[rows],
        label=answers.label[rows],
        n_tasks=answers.n_tasks,
        n_contributors=answers.n_contributors,
        n_labels=answers.n_labels,
    )


def _checked(values: FloatArray | None, n_labels: int, level: Level) -> FloatArray:
    numbers = np.arange(n_labels) if values is None else values
    if numbers.shape != (n_labels,) or not np.isfinite(numbers).all():
        raise ValueError(f"values must hold one finite number for each of {n_labels} labels")
    if level is Level.RATIO and (numbers < 0).any():
        raise ValueError("a ratio needs numbers of 0 or more")
    return numbers.astype(np.float64)


def _figures(
    patterns: Patterns,
    measures: Measures,
    n_samples: int,
    rng: np.random.Generator | None,
    progress: Callable[[int], None] | None,
) -> list[Statistic]:
    """Each figure for the actual answers, with its range over the samples."""
    as_they_are = patterns.times[np.newaxis].astype(np.float64)
    n_paired = int(patterns.times[patterns.size >= 2].sum())
    values = [float(measure(patterns, as_they_are)[0]) for measure in measures]
    samples = np.zeros((len(measures), 0))
    if rng is not None:
        parts = [np.zeros((len(measures), 0))]
        for weights in _resample(patterns, n_samples, rng):
            parts.append(np.stack([measure(patterns, weights) for measure in measures]))
            if progress is not None:
                progress(sum(part.shape[1] for part in parts))
        samples = np.concatenate(parts, axis=1)
    undefined = _why_undefined(patterns) if n_paired else Undefined.NO_PAIRS
    return [_statistic(value, drawn, undefined) for value, drawn in zip(values, samples, strict=True)]


def _why_undefined(patterns: Patterns) -> Undefined:
    """Why a figure is undefined although some task has two answers: chance leaves no room for disagreement."""
    paired = patterns.by_label((patterns.times * (patterns.size >= 2))[np.newaxis].astype(np.float64))[0]
    if np.count_nonzero(paired) > 1:
        return Undefined.SAME_VALUE
    return Undefined.ONE_OPTION if np.unique(patterns.label).size == 1 else Undefined.ONE_COMPARED


def _resample(patterns: Patterns, n_samples: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    """Draw tasks with replacement; yield how many of each pattern are in each sample, some samples at a time."""
    n_tasks = int(patterns.times.sum())
    at_once = max(1, _MOST_NUMBERS // (patterns.pattern.size + patterns.n_labels))
    for first in range(0, n_samples, at_once):
        size = min(at_once, n_samples - first)
        yield rng.multinomial(n_tasks, patterns.times / n_tasks, size=size).astype(np.float64)


def _statistic(value: float, samples: FloatArray, undefined: Undefined) -> Statistic:
    """A figure with its range, or why it is undefined."""
    if np.isnan(value):
        return Statistic(undefined=undefined)
    drawn = samples[~np.isnan(samples)]
    if not drawn.size or drawn.size < _SHARE_DEFINED * samples.size:
        return Statistic(value=value)
    low, high = np.percentile(drawn, _TAILS)
    return Statistic(value=value, low=float(low), high=float(high))


def _nothing(level: Level) -> Agreement:
    none = Statistic(undefined=Undefined.NO_ANSWERS)
    no_codes = np.zeros(0, np.int64)
    return Agreement(
        level=level,
        alpha=none,
        fleiss_kappa=none,
        gwet_ac1=none,
        raw_agreement=none,
        n_answers=0,
        n_contributors=0,
        n_tasks=0,
        n_paired=0,
        n_options_used=0,
        tasks=TaskAgreement(task=no_codes, n_answers=no_codes, vote_share=np.zeros(0), entropy=np.zeros(0)),
        options=(),
        confusions=(),
        coincidences=Coincidences(label=no_codes, matrix=np.zeros((0, 0))),
        n_resamples=0,
    )
