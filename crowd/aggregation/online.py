"""The posterior of one task, moved at once by each of its answers: the one-coin model, a task at a time.

The periodic full fit is `crowd.aggregation.one_coin`; both are the same model. Here everything is plain
Python, as a task has a handful of answers and an array would cost more than the sum.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from crowd.skill import SkillPrior, answer_weight

#: Labels whose log-scores differ by less are tied: sums of the same numbers in another order round
#: differently.
TIE_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswer:
    """One answer to the task, with what is stored of its author.

    Attributes:
        label: Code of the answer, 0 to n_labels - 1.
        right: The author's expected number of right answers, over all tasks.
        answered: The number of answers that `right` is based on.
        credit: What this very answer has contributed to `right`; None when it has not been counted yet.
    """

    label: int
    right: float
    answered: float
    credit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMove:
    """What the answers to a task say now.

    Attributes:
        posterior: Probability of each label, (n_labels,), sums to 1.
        label: The leading label: of those with the highest probability the one with most votes, then the
            lowest code.
        confidence: Its probability.
        credits: For each answer, in the order given, the probability that it is right.
        vote_share: Share of the answers that chose `label`; 0 when there are none.
    """

    posterior: tuple[float, ...]
    label: int
    confidence: float
    credits: tuple[float, ...]
    vote_share: float


def move_task(
    answers: Sequence[TaskAnswer], *, n_labels: int, prior: SkillPrior, known: int | None = None
) -> TaskMove:
    """The posterior of a task from all of its answers, and what each answer adds to its author's skill.

    Each author is weighed by what they did on *other* tasks: the credit of this very answer is taken out
    first, otherwise a majority that was believed once would prove itself right ever more firmly.

    The caller stores `credits`, adds `new credit - old credit` to each author's `right`, and 1 to `answered`
    for an answer without an old credit. A changed or withdrawn answer needs nothing else: call again with
    what stands now.

    Args:
        answers: All answers that count, at most one a person.
        n_labels: Number of options, 1 or more; with one option every answer is right.
        prior: What is believed of everybody.
        known: True label of a gold task, or None. Credits are then 1 or 0 by it, while the posterior stays
            the crowd's, so that a gold task is asked exactly like any other.

    Returns:
        The move. Without answers: a uniform posterior, label 0.

    Raises:
        ValueError: A label is not below `n_labels`, or there is no option.
    """
    scores, votes = _tally(answers, n_labels, prior)
    best = max(scores)
    odds = [math.exp(score - best) for score in scores]
    total = math.fsum(odds)
    posterior = tuple(value / total for value in odds)
    level = [label for label in range(n_labels) if scores[label] >= best - TIE_TOLERANCE]
    label = level[0] if len(level) == 1 else max(level, key=votes.__getitem__)
    if known is None:
        earned = tuple([posterior[answer.label] for answer in answers])
    else:
        earned = tuple([1.0 if answer.label == known else 0.0 for answer in answers])
    return TaskMove(
        posterior=posterior,
        label=label,
        confidence=posterior[label],
        credits=earned,
        vote_share=votes[label] / len(answers) if answers else 0.0,
    )


def _tally(answers: Sequence[TaskAnswer], n_labels: int, prior: SkillPrior) -> tuple[list[float], list[int]]:
    """Log-score and number of votes of each label."""
    if n_labels < 1:
        raise ValueError("a question needs at least one option")
    scores, votes = [0.0] * n_labels, [0] * n_labels
    for answer in answers:
        label, right, answered = answer.label, answer.right, answer.answered
        if not 0 <= label < n_labels:
            raise ValueError(f"label {label} is not one of {n_labels}")
        if answer.credit is not None:
            right, answered = right - answer.credit, answered - 1.0
        votes[label] += 1
        if n_labels > 1:
            scores[label] += answer_weight(right, answered, n_labels=n_labels, prior=prior)
    return scores, votes
