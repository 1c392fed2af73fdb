"""Whether options mean the same in every task: which of two models predicts answers better.

A confusion matrix learns which options people mix up. That assumes that an option means the same thing in every
task, as "yes" or "cat" does. The options of a quiz, "A" to "E", do not: there a matrix learns noise, and the more
answers, the more firmly. One-coin matrices only know right and wrong.

Each answer is predicted from the other answers to its task, with the task taken out of its author's matrix. The model
that gives the higher probability to what people really said is used (Stone 1977, JRSS B 39(1), and Gelfand, Dey &
Chang 1992, Bayesian Statistics 4: leave-one-out cross-validation). No gold is needed.
"""

import numpy as np

from crowd.aggregation.confusions import ConfusionFit, add_by_task, fit_confusions
from crowd.aggregation.result import softmax_rows
from crowd.answers import AnswerCodes, FloatArray, IntArray, task_pieces

#: One-coin matrices must predict all answers together better by this (in nats): few answers decide nothing.
CLEAR = 2.0
#: Lower limit for counts after a task's own answer was subtracted, and for probabilities.
_LEAST = 1e-3


def fit_foresighted(
    answers: AnswerCodes, gold: IntArray | None = None, *, ordinal: bool = False
) -> ConfusionFit:
    """Fit full matrices, or one-coin ones if those clearly predict the answers better.

    Args:
        answers: The answers in the order of `in_order`; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown; it guides both fits, not the choice.
        ordinal: Whether the options have an order.

    Returns:
        The fit; one without `counts` has one-coin matrices.
    """
    full = fit_confusions(answers, gold, ordinal=ordinal)
    if full.counts is None or answers.n_labels < 2:
        return full
    coins = fit_confusions(answers, gold, ordinal=ordinal, coins=True)
    return coins if foresight(answers, coins) > foresight(answers, full) + CLEAR else full


def foresight(answers: AnswerCodes, fit: ConfusionFit) -> float:
    """Sum of the log-probabilities that the model gives the answers, each without having seen it.

    Args:
        answers: The answers in the order of `in_order`.
        fit: The model fitted to them.

    Returns:
        The sum, in nats; 0 without answers.
    """
    matrices = None
    if fit.counts is not None:
        counts = fit.counts + fit.prior.matrices(fit.right, fit.answered.astype(np.float64))
        matrices = (counts, counts.sum(axis=2))
    total = 0.0
    for part in task_pieces(answers):
        likelihood = _likelihood(answers, fit, matrices, part)
        logs = np.log(likelihood)
        task = answers.task[part] - answers.task[part.start]
        scores = np.zeros((int(task[-1]) + 1, answers.n_labels))
        add_by_task(scores, task, logs)
        others = softmax_rows(scores[task] - logs + fit.log_frequency)
        total += float(np.log((others * likelihood).sum(axis=1)).sum())
    return total


def _likelihood(
    answers: AnswerCodes, fit: ConfusionFit, matrices: tuple[FloatArray, FloatArray] | None, part: slice
) -> FloatArray:
    """Probability of some answers under each true label, from what their authors did elsewhere, (n, n_labels).

    `matrices` holds people's counts with their prior, and the sums of their rows; None for one-coin.
    """
    who, label = answers.contributor[part], answers.label[part]
    own = fit.belief[answers.task[part]]
    at = np.arange(label.size)
    if matrices is None:
        right = fit.right[who] - own[at, label]
        skill = fit.prior.coin_skill(right, fit.answered[who].astype(np.float64) - 1.0)
        wrong = (1.0 - skill) / (answers.n_labels - 1)
        likelihood = np.repeat(wrong[:, np.newaxis], answers.n_labels, axis=1)
        likelihood[at, label] = skill
        return likelihood
    counts, totals = matrices
    given: FloatArray = np.maximum(counts[who, :, label] - own, _LEAST)
    given /= np.maximum(totals[who] - own, 2.0 * _LEAST)
    return np.minimum(given, 1.0, out=given)
