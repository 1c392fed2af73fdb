"""The default method: one label per task with a calibrated confidence, from answers alone, with nothing to tune."""

from dataclasses import dataclass

import numpy as np

from crowd.aggregation.calibration import (
    Calibration,
    measure_shared_error,
    temper_by_gold,
    weigh_scores,
)
from crowd.aggregation.confusions import COIN_STRENGTH, ConfusionFit
from crowd.aggregation.foresight import fit_foresighted
from crowd.aggregation.result import Consensus, conclude, in_order, skills_from, softmax_rows
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold, chunks
from crowd.deciding.skill import SkillPrior

#: Name and version of the default method, as stored in results.
METHOD = "askmany"
VERSION = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuestionFit:
    """Everything that a full fit learns about a question.

    Attributes:
        posterior: What the crowd says about each task, calibrated, (n_tasks, n_labels), rows sum to 1; gold does not
            affect its own task.
        confusions: People's matrices and the fit behind them.
        calibration: How evidence becomes a confidence here.
        right: Expected number of right answers of each contributor, (n_contributors,), by posterior and gold.
    """

    posterior: FloatArray
    confusions: ConfusionFit
    calibration: Calibration
    right: FloatArray


def find_consensus(answers: AnswerCodes, gold: IntArray | None = None, *, ordinal: bool = False) -> Consensus:
    """Give each task one label, with the probability that it is right.

    Uses a hierarchical model of people's confusions (`confusions`), whose evidence is discounted so that the stated
    confidence also holds on sets that it was not tuned to (`calibration`). It works like a confusion matrix for people
    with many answers and like one coin or a majority vote for people with few, and like one coin throughout if an
    option does not mean the same in every task (`foresight`).

    Args:
        answers: The answers in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown. Known tasks get it with confidence 1; they
            show who is able, and correct the confidence of the other tasks.
        ordinal: Whether the options have an order, so that neighbours are mixed up more often.

    Returns:
        The consensus. The same input gives the same bytes, whatever the order of its rows.

    Raises:
        ValueError: `gold` does not fit the answers.
    """
    answers = in_order(answers)
    known = None if gold is None else check_gold(gold, answers)
    found = fit_question(answers, known, ordinal=ordinal)
    prior = found.confusions.prior
    return conclude(
        answers,
        found.posterior,
        skills_from(
            found.right,
            found.confusions.answered,
            SkillPrior(
                right=COIN_STRENGTH * prior.mean_skill, wrong=COIN_STRENGTH * (1.0 - prior.mean_skill)
            ),
        ),
        gold=known,
        method=METHOD,
        version=VERSION,
        converged=found.confusions.converged,
        objective=found.confusions.objective,
    )


def fit_question(answers: AnswerCodes, gold: IntArray | None = None, *, ordinal: bool = False) -> QuestionFit:
    """Fit a question, for `find_consensus` and for the bot, which updates the fit with every answer.

    Args:
        answers: The answers in the order of `in_order`.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        ordinal: Whether the options have an order.

    Returns:
        The fit.
    """
    confusions = fit_foresighted(answers, gold, ordinal=ordinal)
    calibration = Calibration(shared_error=measure_shared_error(answers, confusions))
    scores = weigh_scores(answers, confusions, calibration.sharpness(answers.n_labels))
    if gold is not None:
        n_answers = np.bincount(answers.task, minlength=answers.n_tasks)
        calibration = Calibration(
            shared_error=calibration.shared_error, temper=temper_by_gold(scores, gold, n_answers)
        )
        scores *= calibration.temper
    posterior = softmax_rows(scores)
    return QuestionFit(
        posterior=posterior,
        confusions=confusions,
        calibration=calibration,
        right=_count_right(answers, posterior, gold),
    )


def _count_right(answers: AnswerCodes, posterior: FloatArray, gold: IntArray | None) -> FloatArray:
    """Expected number of right answers of each contributor, (n_contributors,)."""
    right = np.zeros(answers.n_contributors)
    for part in chunks(answers.n_answers):
        task, label = answers.task[part], answers.label[part]
        credit = posterior[task, label]
        if gold is not None:
            credit = np.where(gold[task] >= 0, gold[task] == label, credit)
        right += np.bincount(answers.contributor[part], credit, right.size)
    return right
