"""What a full fit keeps about a question and its people, and what an answer says according to it."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log, sqrt

from crowd.aggregation.calibration import LEAST_COUNT, Calibration
from crowd.aggregation.confusions import COIN_STRENGTH, MEAN_PRIOR, MOST_LABELS, POOLED_SHARE, strength_of
from crowd.aggregation.consensus import QuestionFit
from crowd.answers import FloatArray

Floats = tuple[float, ...]
Matrix = tuple[Floats, ...]

#: Skills are never less than this, nor more than 1 minus this.
_LEAST_SKILL = 1e-3
#: Lower limit for the sum of a row's counts.
_LEAST_TOTAL = 2.0 * LEAST_COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionModel:
    """What the last full fit learned about a question; before the first fit, the prior for any question.

    Attributes:
        n_labels: Number of options, 1 or more.
        mean_skill: Probability that a typical contributor is right.
        others: For each true label, where wrong answers fall, (n_labels, n_labels); with more than `MOST_LABELS`
            options, matrices are one-coin and this is unused and smaller.
        pooled: The crowd's matrix, true label by answer; None if people's matrices are one-coin.
        log_frequency: Logarithm of each label's frequency, (n_labels,).
        calibration: How evidence becomes a confidence.
        n_answers: How many answers the fit saw, which shows how well the crowd is known; 0 before the first fit.
        sharpness: How much a unit of evidence counts, by the calibration.
        strength: Answers that the prior of a person's matrix is worth.
        able_by_answer: What the prior adds to the counts of somebody who is never wrong, (n_labels, n_labels): answer
            by true label.
        unable_by_answer: What it adds beyond that for somebody who is always wrong, in the same form.
        newcomers: A cache of what an answer from an unknown person says, by its label.
        hopeful: A cache of the model with an abler crowd, once it was needed: see `hopeful_model`.
    """

    n_labels: int
    mean_skill: float
    others: Matrix
    pooled: Matrix | None
    log_frequency: Floats
    calibration: Calibration
    n_answers: int = 0
    sharpness: float = field(init=False, repr=False, compare=False)
    strength: float = field(init=False, repr=False, compare=False)
    able_by_answer: Matrix = field(init=False, repr=False, compare=False)
    unable_by_answer: Matrix = field(init=False, repr=False, compare=False)
    newcomers: dict[int, list[float]] = field(init=False, repr=False, compare=False, default_factory=dict)
    hopeful: "QuestionModel | None" = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        # Every answer to every task needs these, so compute them once.
        strength = strength_of(self.n_answers)
        able, unable = _priors(self.others, self.pooled, strength)
        object.__setattr__(self, "strength", strength)
        object.__setattr__(self, "sharpness", self.calibration.sharpness(self.n_labels))
        object.__setattr__(self, "able_by_answer", able)
        object.__setattr__(self, "unable_by_answer", unable)


def _priors(others: Matrix, pooled: Matrix | None, strength: float) -> tuple[Matrix, Matrix]:
    """The prior of a person's matrix, worth `strength` answers, by answer and true label, as parts of their coin."""
    coin = strength if pooled is None else strength * (1.0 - POOLED_SHARE)
    of_crowd = strength * POOLED_SHARE
    codes = range(len(others))
    right = [[coin if true == label else 0.0 for true in codes] for label in codes]
    crowd = [[0.0 if pooled is None else of_crowd * pooled[true][label] for true in codes] for label in codes]
    return (
        tuple(tuple(map(float.__add__, *rows)) for rows in zip(right, crowd, strict=True)),
        tuple(tuple([coin * others[true][label] - right[label][true] for true in codes]) for label in codes),
    )


@lru_cache(maxsize=256)
def new_question(n_labels: int) -> QuestionModel:
    """The model of a question before its first fit: all labels alike, people right three times in four."""
    mean = MEAN_PRIOR[0] / sum(MEAN_PRIOR)
    away = 1.0 / max(n_labels - 1, 1)
    size = min(n_labels, MOST_LABELS + 1)
    others = tuple(tuple(0.0 if true == label else away for label in range(size)) for true in range(size))
    return QuestionModel(
        n_labels=n_labels,
        mean_skill=mean,
        others=others,
        pooled=None,
        log_frequency=(-log(n_labels),) * n_labels,
        calibration=Calibration(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What the last full fit counted for a contributor.

    Attributes:
        counts: Expected answers by true label and answer, (n_labels, n_labels); None if one-coin.
        right: Expected right answers, according to the fit.
        answered: Number of answers.
        credited: Expected right answers in the totals right after the fit, to see what has been added since.
        by_answer: The counts by answer and true label; empty if one-coin.
        totals: Counts of each true label, (n_labels,); empty if one-coin.
    """

    counts: Matrix | None
    right: float
    answered: float
    credited: float
    by_answer: Matrix = field(init=False, repr=False, compare=False)
    totals: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        counts = self.counts or ()
        object.__setattr__(self, "by_answer", tuple(zip(*counts, strict=True)))
        object.__setattr__(self, "totals", tuple([sum(row) for row in counts]))


def model_of(fit: QuestionFit) -> QuestionModel:
    """Extract the model of the question from a full fit."""
    prior = fit.confusions.prior
    counted = fit.confusions.counts is not None
    return QuestionModel(
        n_labels=fit.posterior.shape[1],
        mean_skill=prior.mean_skill,
        others=_matrix(prior.others),
        pooled=_matrix(prior.pooled) if counted else None,
        log_frequency=tuple(fit.confusions.log_frequency.tolist()),
        calibration=fit.calibration,
        n_answers=int(fit.confusions.answered.sum()),
    )


def matched_of(fit: QuestionFit, contributor: int) -> Matched:
    """Extract the counts of the contributor with this code from a full fit."""
    counts = fit.confusions.counts
    return Matched(
        counts=None if counts is None else _matrix(counts[contributor]),
        right=float(fit.confusions.right[contributor]),
        answered=float(fit.confusions.answered[contributor]),
        credited=float(fit.right[contributor]),
    )


def _matrix(array: FloatArray) -> Matrix:
    return tuple(tuple(row) for row in array.tolist())


@dataclass(slots=True, kw_only=True)
class TaskAnswer:
    """One answer to the task, with what is stored about its author.

    Attributes:
        label: Code of the answer, 0 to n_labels - 1.
        right: The author's expected number of right answers, over all tasks.
        answered: The number of answers that `right` is based on.
        credit: What this very answer has added to `right`; None if it has not been counted yet.
        matched: What the last full fit counted for the author; None if it did not see the author.
        belief: That fit's belief about this task, (n_labels,), if it saw this answer; else None.
    """

    label: int
    right: float
    answered: float
    credit: float | None = None
    matched: Matched | None = None
    belief: Floats | None = None


@lru_cache(maxsize=256)
def _nobody(n_labels: int) -> tuple[Floats, Floats]:
    """Counts for one answer, and totals, for somebody without counts."""
    return (0.0,) * n_labels, (0.0,) * n_labels


def evidence_of(answer: TaskAnswer, model: QuestionModel) -> list[float]:
    """What an answer says about each label: a log-likelihood ratio against its own label, at most 0.

    Leaves out what the answer itself has added to its author's skill and matrix.

    Args:
        answer: The answer; its label is one of the question.
        model: The model of the question.

    Returns:
        The logarithms, (n_labels,).
    """
    label, n_labels, matched = answer.label, model.n_labels, answer.matched
    skill = _coin_skill(answer, model)
    seen, totals = nobody = _nobody(n_labels)
    if matched is not None and matched.counts is not None:
        seen, totals = matched.by_answer[label], matched.totals
    elif model.pooled is None:
        says = [min(-log(max(n_labels - 1, 1) * skill / (1.0 - skill)), 0.0)] * n_labels
        says[label] = 0.0
        return says
    wrong, strength = 1.0 - skill, model.strength
    chances = []
    # Most of the time to update a task is spent in this loop: max, strict and a second list would each add a tenth.
    for able, unable, count, total, own in zip(  # noqa: B905
        model.able_by_answer[label], model.unable_by_answer[label], seen, totals, answer.belief or nobody[0]
    ):
        hits = able + wrong * unable + count - own
        tries = strength + total - own
        if hits < LEAST_COUNT:
            hits = LEAST_COUNT
        if tries < _LEAST_TOTAL:
            tries = _LEAST_TOTAL
        chances.append(hits / tries)
    best = chances[label]
    for true, chance in enumerate(chances):
        chances[true] = log(chance / best) if chance < best else 0.0
    return chances


def newcomer_of(label: int, model: QuestionModel) -> list[float]:
    """What an answer from an unknown person says about each label, (n_labels,), as in `evidence_of`."""
    row = model.newcomers.get(label)
    if row is None:
        row = evidence_of(TaskAnswer(label=label, right=0.0, answered=0.0), model)
        model.newcomers[label] = row
    return row


def hopeful_model(model: QuestionModel) -> QuestionModel:
    """The model with a crowd as able as it may well be, given how little is known: one standard deviation abler."""
    if model.hopeful is not None:
        return model.hopeful
    mean = model.mean_skill
    doubt = sqrt(mean * (1.0 - mean) / (model.n_answers + COIN_STRENGTH + 1.0))
    abler = replace(model, mean_skill=min(mean + doubt, 1.0 - _LEAST_SKILL))
    object.__setattr__(model, "hopeful", abler)
    return abler


def _coin_skill(answer: TaskAnswer, model: QuestionModel) -> float:
    """The skill in the author's one-coin matrix, from the counts of the fit and what has been added since."""
    right, answered, matched, belief = answer.right, answer.answered, answer.matched, answer.belief
    if matched is not None:
        right += matched.right - matched.credited
    if answer.credit is not None and (belief is None or model.pooled is None):
        right -= answer.credit if belief is None else belief[answer.label]
        answered -= 1.0
    mean = (right + COIN_STRENGTH * model.mean_skill) / (max(answered, 0.0) + COIN_STRENGTH)
    return min(max(mean, _LEAST_SKILL), 1.0 - _LEAST_SKILL)
