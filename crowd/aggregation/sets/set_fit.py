"""Fits how a crowd answers with sets of options to all answers at once."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.sets.set_model import (
    AGREEING_DISCOUNT,
    BELIEF_DIGITS,
    LEAST,
    LEAST_OWN,
    MOST,
    MOST_OWN,
    PRIOR_ANSWERS,
    TYPICAL,
    TYPICAL_ANSWERS,
    USUAL_DEPENDENCE,
    USUAL_SHARED_ERROR,
    VOTE_SMOOTHING,
    VOTE_WEIGHT,
    SetModel,
    SetPerson,
)
from crowd.answers import FloatArray, IntArray

#: Beliefs hardly change after a few rounds.
_MOST_ROUNDS, _SMALLEST_CHANGE = 20, 1e-4
#: How many pairs of answers the usual shared error is worth, and the usual dependence.
_SHARED_PAIRS, _DEPENDENT_PAIRS = 100.0, 50.0
#: The dependence stays between these.
_DEPENDENCES = (0.3, 1.0)
#: How much of the crowd's lean may be believed, and how much better (in nats) all of it must explain known answers.
_TRUSTS, _CLEAR = (0.25, 0.5, 0.75, 1.0), 4.0
#: Standard deviation of the logarithm of the temper, and the tempers to choose from.
_TEMPER_SPREAD = 0.35
_TEMPERS: FloatArray = np.exp(np.linspace(-1.0, 1.0, 81))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetCodes:
    """Answers that are sets of options, sorted by task.

    Attributes:
        task: Task codes, (n_answers,) int, ascending.
        contributor: Contributor codes, (n_answers,) int.
        named: Whether each answer names each option, (n_answers, n_options) bool.
        n_tasks: Number of tasks.
        n_contributors: Number of contributors.
    """

    task: IntArray
    contributor: IntArray
    named: NDArray[np.bool_]
    n_tasks: int
    n_contributors: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetFit:
    """What a full fit learns.

    Attributes:
        model: How the crowd answers.
        posterior: Probability that each option belongs to each task, by what the crowd says, (n_tasks, n_options);
            known answers do not affect their own task.
        belief: What people were judged by, in the same form; known answers are in it.
        counts: What each person did, (n_contributors, 4), in the order of `SetPerson`.
    """

    model: SetModel
    posterior: FloatArray
    belief: FloatArray
    counts: FloatArray

    def person(self, code: int) -> SetPerson:
        """Return what was counted for a person."""
        hits, cases, spared, blanks = self.counts[code].tolist()
        return SetPerson(hits=hits, cases=cases, spared=spared, blanks=blanks)


def fit_sets(codes: SetCodes, gold: FloatArray) -> SetFit:
    """Fit the model.

    Args:
        codes: The answers.
        gold: Whether each option belongs to each task, 0 or 1, (n_tasks, n_options); NaN for tasks that nobody knows.
    """
    known = ~np.isnan(gold[:, 0]) if gold.shape[1] else np.zeros(codes.n_tasks, dtype=np.bool_)
    best = _fit(codes, gold, known, trust=0.0)
    if known.any() and codes.task.size:
        tried = [best, *(_fit(codes, gold, known, trust=trust) for trust in _TRUSTS)]
        best = max(tried, key=partial(_explains, gold=gold, known=known))
    scores = best.scores
    temper = _temper(scores[known], gold[known]) if known.any() else 1.0
    model = replace(best.model, temper=temper, dependence=_dependence(codes))
    return SetFit(model=model, posterior=_sigmoid(temper * scores), belief=best.belief, counts=best.counts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fitted:
    model: SetModel
    scores: FloatArray
    belief: FloatArray
    counts: FloatArray


def _fit(codes: SetCodes, gold: FloatArray, known: NDArray[np.bool_], *, trust: float) -> _Fitted:
    votes = _by_task(codes, codes.named)
    n_answers = np.bincount(codes.task, minlength=codes.n_tasks)[:, np.newaxis]
    belief = (votes + 0.5) / (n_answers + 1.0)
    belief[known] = gold[known]
    for _ in range(_MOST_ROUNDS):
        tally = _Tally(codes, belief)
        model = tally.model(trust)
        said = tally.strengths(model)
        new = _sigmoid(_by_task(codes, codes.named * said[:, :1] - ~codes.named * said[:, 1:]))
        new[known] = gold[known]
        change = float(np.abs(new - belief).mean()) if new.size else 0.0
        belief = new
        if change < _SMALLEST_CHANGE:
            break
    # Stored numbers are rounded, so that what is computed online from them is the same.
    tally = _Tally(codes, np.round(belief, BELIEF_DIGITS).astype(np.float64))
    model = tally.model(trust)
    said = tally.strengths(model)
    # Beliefs of the fit itself are far too firm to show what people got wrong together.
    usual = _scores(codes, said, votes, n_answers, model.sharpness)
    model = replace(model, shared_error=_Tally(codes, _sigmoid(usual)).shared_error())
    return _Fitted(
        model=model,
        scores=_scores(codes, said, votes, n_answers, model.sharpness),
        belief=tally.belief,
        counts=tally.counts(),
    )


class _Tally:
    """Who was right about how many options, if a belief about all tasks is right."""

    def __init__(self, codes: SetCodes, belief: FloatArray) -> None:
        self.belief = belief
        self._codes = codes
        # For each answer: options that belong and are named, that belong, that do not and are left out, that do not.
        own = np.zeros((codes.task.size, 4))
        for option in range(belief.shape[1]):
            each, named = belief[codes.task, option], codes.named[:, option]
            own[:, 0] += each * named
            own[:, 1] += each
            own[:, 2] += (1.0 - each) * ~named
            own[:, 3] += 1.0 - each
        self._own = own

    def counts(self) -> FloatArray:
        """What each person did, (n_contributors, 4)."""
        who, size = self._codes.contributor, self._codes.n_contributors
        return np.stack([np.bincount(who, column, size) for column in self._own.T], axis=1)

    def model(self, trust: float) -> SetModel:
        """How the whole crowd answers."""
        hits, cases, spared, blanks = self._own.sum(axis=0).tolist()
        pooled = (
            (one + TYPICAL_ANSWERS * TYPICAL) / (all_ + TYPICAL_ANSWERS)
            for one, all_ in ((hits, cases), (spared, blanks))
        )
        sensitivity, specificity = (float(np.clip(share, LEAST, MOST)) for share in pooled)
        return SetModel(
            sensitivity=sensitivity,
            specificity=specificity,
            trust=trust,
            n_answers=int(self._codes.task.size),
        )

    def strengths(self, model: SetModel) -> FloatArray:
        """How much each answer says for options it names and against others, by its author's other answers, (n, 2)."""
        rest = self.counts()[self._codes.contributor] - self._own
        sensitivity = _shrunk(rest[:, 0], rest[:, 1], model.sensitivity)
        specificity = _shrunk(rest[:, 2], rest[:, 3], model.specificity)
        named = np.log(sensitivity / (1.0 - specificity)) - model.lean
        left_out = model.lean - np.log((1.0 - sensitivity) / specificity)
        return np.maximum(np.stack([named, left_out], axis=1), 0.0)

    def shared_error(self) -> float:
        """How often two answers about an option are right or wrong together beyond what their authors' skills explain.

        The intra-class correlation of `crowd.aggregation.calibration`, over all options of all tasks.
        """
        codes, n_options = self._codes, self.belief.shape[1]
        if not codes.task.size or not n_options:
            return USUAL_SHARED_ERROR
        right = self._own[:, 0] + self._own[:, 2]
        total = np.bincount(codes.contributor, right, codes.n_contributors)
        number = np.bincount(codes.contributor, minlength=codes.n_contributors) * n_options
        mean = float(right.sum()) / (codes.task.size * n_options)
        others = total[codes.contributor] - right + PRIOR_ANSWERS * mean
        skill = np.clip(others / (number[codes.contributor] - n_options + PRIOR_ANSWERS), LEAST_OWN, MOST_OWN)
        variance = skill * (1.0 - skill)
        spread = _pairs(codes, np.sqrt(variance)) * n_options
        together = 0.0
        for option in range(n_options):
            each = self.belief[codes.task, option]
            together += _pairs(codes, np.where(codes.named[:, option], each, 1.0 - each) - skill)
        weight = _SHARED_PAIRS * float(variance.mean())
        return float((together + weight * USUAL_SHARED_ERROR) / (spread + weight))


def _shrunk(hits: FloatArray, cases: FloatArray, typical: float) -> FloatArray:
    share = (hits + PRIOR_ANSWERS * typical) / (np.maximum(cases, 0.0) + PRIOR_ANSWERS)
    return np.clip(share, LEAST_OWN, MOST_OWN)


def _pairs(codes: SetCodes, values: FloatArray) -> float:
    """Sum over ordered pairs of answers to one task of the product of their values."""
    sums = np.bincount(codes.task, values)
    return float((sums * sums).sum() - (values * values).sum())


def _by_task(codes: SetCodes, values: FloatArray | NDArray[np.bool_]) -> FloatArray:
    """Sums of the answers to each task, (n_tasks, n_options)."""
    columns = [np.bincount(codes.task, column, codes.n_tasks) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((codes.n_tasks, 0))


def _scores(
    codes: SetCodes, said: FloatArray, votes: FloatArray, n_answers: IntArray, sharpness: float
) -> FloatArray:
    """Log-odds that each option belongs to each task, (n_tasks, n_options); 0 without answers."""
    smoothing = VOTE_SMOOTHING / 2.0
    scores = np.log((votes + smoothing) / (n_answers - votes + smoothing)) * VOTE_WEIGHT
    for side, sign in enumerate((1.0, -1.0)):
        strength = said[:, side]
        order = np.lexsort((-strength, codes.task))
        task, value = codes.task[order], strength[order]
        for option in range(codes.named.shape[1]):
            part = np.flatnonzero(codes.named[order, option] == (side == 0))
            scores[:, option] += sign * sharpness * _discounted(task[part], value[part], codes.n_tasks)
    return scores


def _discounted(task: IntArray, value: FloatArray, n_tasks: int) -> FloatArray:
    """Sum of the values of each task, the strongest first, each further one counting less."""
    starts = np.searchsorted(task, np.arange(n_tasks))
    place = np.arange(task.size) - starts[task]
    return np.bincount(task, value / (1.0 + AGREEING_DISCOUNT * place), n_tasks).astype(np.float64)


def _sigmoid(scores: FloatArray) -> FloatArray:
    chances: FloatArray = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return chances


def _explains(fitted: _Fitted, gold: FloatArray, known: NDArray[np.bool_]) -> float:
    """How well a fit explains known answers, in nats, less what the trust in the crowd's lean has to be better by."""
    scores, truth = fitted.scores[known], gold[known]
    temper = _temper(scores, truth)
    return _log_likelihood(temper * scores, truth) - _CLEAR * fitted.model.trust


def _log_likelihood(scores: FloatArray, truth: FloatArray) -> float:
    return -float(np.logaddexp(0.0, np.where(truth > 0.5, -scores, scores)).sum())


def _temper(scores: FloatArray, truth: FloatArray) -> float:
    """The factor for the scores that makes known answers most likely; near 1 if there are few of them."""
    values = [
        _log_likelihood(temper * scores, truth) - 0.5 * (np.log(temper) / _TEMPER_SPREAD) ** 2
        for temper in _TEMPERS
    ]
    return float(_TEMPERS[int(np.argmax(values))])


def _dependence(codes: SetCodes) -> float:
    """How much less a whole set is in doubt than its options together, by how often two people agree.

    If two people agreed about each option with its own probability, independently, they would agree about all with the
    product. They do so more often, and the power of the product that gives it is the dependence.
    """
    starts = np.searchsorted(codes.task, np.arange(codes.n_tasks + 1))
    size = np.diff(starts)
    pairs = float((size * (size - 1)).sum()) / 2.0
    if not pairs or not codes.named.shape[1]:
        return USUAL_DEPENDENCE
    votes = _by_task(codes, codes.named)
    against = size[:, np.newaxis] - votes
    alike = ((votes * (votes - 1.0) + against * (against - 1.0)) / 2.0).sum(axis=0)
    log_each = float(np.log(np.clip(alike / pairs, 1e-6, 1.0)).sum())
    if log_each > -1e-6:
        return USUAL_DEPENDENCE
    sets = np.unique(codes.named, axis=0, return_inverse=True)[1].ravel()
    _, count = np.unique(np.stack([codes.task, sets]), axis=1, return_counts=True)
    whole = float((count * (count - 1.0)).sum()) / 2.0
    expected = np.exp(USUAL_DEPENDENCE * log_each)
    share = (whole + _DEPENDENT_PAIRS * expected) / (pairs + _DEPENDENT_PAIRS)
    return float(np.clip(np.log(share) / log_each, *_DEPENDENCES))
