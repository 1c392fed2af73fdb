"""The Bradley-Terry model with ties: one strength per item, from which items were preferred to which.

R. R. Davidson, "On Extending the Bradley-Terry Model to Accommodate Ties in Paired Comparison Experiments", JASA 65
(329), 1970: with strengths p and q, the odds of first better : second better : tie are p : q : nu * sqrt(p * q). In
logarithms that is a multinomial logit, so its likelihood is concave. A normal prior on log-strengths and on log nu
keeps strengths finite for items that always won or were never compared with the rest.

With reliabilities, an answer follows the model with a probability equal to its author's reliability and is otherwise
a guess among the three outcomes. This follows the crowd-BT of Chen et al., "Pairwise Ranking Aggregation in a
Crowdsourced Setting", WSDM 2013, but with guesses instead of contrary answers, so nobody's answers are reversed.
"""

from dataclasses import dataclass

import numpy as np

from crowd.answers import FloatArray, IntArray

#: Standard deviation of the prior of a log-strength: of two items this far apart, people prefer one 88 to 12.
PRIOR_SD = 2.0

#: Mean and standard deviation of the prior of log nu: from about even odds of a tie to one in a hundred.
_TIE_MEAN, _TIE_SD = -1.0, 2.0

#: Pseudo-counts of answers that follow the model, and of guesses, in each person's reliability.
_FOLLOWED, _GUESSED = 8.0, 2.0

#: Outcomes: the first item is better, the second is, a tie.
FIRST, SECOND, TIE = 0, 1, 2

_OUTCOMES = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparisons:
    """Who preferred which of two items, one element per comparison.

    Attributes:
        first: Item codes, (n,) int.
        second: Item codes, (n,) int.
        outcome: FIRST, SECOND or TIE, (n,) int.
        weight: How much the comparison counts, (n,), above 0.
        contributor: Contributor codes, (n,) int.
        n_items: Number of items.
        n_contributors: Number of contributors.
    """

    first: IntArray
    second: IntArray
    outcome: IntArray
    weight: FloatArray
    contributor: IntArray
    n_items: int
    n_contributors: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DavidsonFit:
    """The strengths that best explain the comparisons.

    Attributes:
        strength: Log-strengths, (n_items,), mean 0.
        covariance: Of the log-strengths, (n_items, n_items), from the observed information.
        log_tie: Log of nu.
        reliability: Of each contributor, (n_contributors,); 1 if not requested.
        converged: Whether the objective converged.
        objective: Log-posterior after each iteration, up to a constant; it never falls.
    """

    strength: FloatArray
    covariance: FloatArray
    log_tie: float
    reliability: FloatArray
    converged: bool
    objective: tuple[float, ...]


def fit_davidson(
    comparisons: Comparisons, *, reliabilities: bool = False, max_iter: int = 200
) -> DavidsonFit:
    """Fit strengths by Newton's method and, on request, reliabilities by expectation-maximisation around it.

    Args:
        comparisons: Who preferred what; may be empty.
        reliabilities: Whether to estimate how reliable each contributor is.
        max_iter: Maximum number of iterations, 1 or more.

    Returns:
        The fit.
    """
    model = _Model(comparisons)
    at = np.append(np.zeros(comparisons.n_items), _TIE_MEAN)
    reliability = np.ones(comparisons.n_contributors)
    if reliabilities:
        reliability *= _FOLLOWED / (_FOLLOWED + _GUESSED)
    objective = [model.objective(at, reliability, reliabilities=reliabilities)]
    converged = False
    while not converged and len(objective) <= max_iter:
        follows = model.follows(at, reliability)
        if reliabilities:
            reliability = model.reliability(follows)
        at = model.climb(at, follows)
        objective.append(model.objective(at, reliability, reliabilities=reliabilities))
        converged = objective[-1] - objective[-2] <= 1e-10 * max(abs(objective[-1]), 1.0)
    strength = at[:-1] - at[:-1].mean() if comparisons.n_items else at[:-1]
    return DavidsonFit(
        strength=strength,
        covariance=model.covariance(at, reliability),
        log_tie=float(at[-1]),
        reliability=reliability,
        converged=converged,
        objective=tuple(objective[1:]),
    )


def outcome_odds(difference: FloatArray, log_tie: float) -> FloatArray:
    """Probabilities of FIRST, SECOND and TIE, (n, 3), for log-strengths of the first minus those of the second."""
    scores = np.stack([difference / 2.0, -difference / 2.0, np.full_like(difference, log_tie)], axis=1)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    probability: FloatArray = odds / odds.sum(axis=1, keepdims=True)
    return probability


class _Model:
    """The comparisons and the steps over them. A point is the log-strengths, then log nu."""

    def __init__(self, comparisons: Comparisons) -> None:
        self.data = comparisons
        self.n = comparisons.n_items
        self.given = np.eye(_OUTCOMES)[comparisons.outcome]
        self.precision = np.append(np.full(self.n, PRIOR_SD**-2), _TIE_SD**-2)
        self.centre = np.append(np.zeros(self.n), _TIE_MEAN)

    def probability(self, at: FloatArray) -> FloatArray:
        """Probability of the three outcomes of each comparison, (n, 3)."""
        return outcome_odds(at[self.data.first] - at[self.data.second], float(at[-1]))

    def likelihood(self, at: FloatArray) -> FloatArray:
        """Probability of the outcome that was given, if it follows the model, (n,)."""
        chosen: FloatArray = (self.probability(at) * self.given).sum(axis=1)
        return np.maximum(chosen, np.finfo(float).tiny)

    def follows(self, at: FloatArray, reliability: FloatArray) -> FloatArray:
        """Probability that each answer follows the model, (n,)."""
        each = reliability[self.data.contributor]
        model = each * self.likelihood(at)
        share: FloatArray = model / (model + (1.0 - each) / _OUTCOMES)
        return share

    def reliability(self, follows: FloatArray) -> FloatArray:
        """Reliability of each contributor, shrunk by the prior, (n_contributors,)."""
        who, weight, size = self.data.contributor, self.data.weight, self.data.n_contributors
        right, all_of_them = np.bincount(who, follows * weight, size), np.bincount(who, weight, size)
        share: FloatArray = (right + _FOLLOWED) / (all_of_them + _FOLLOWED + _GUESSED)
        return share

    def objective(self, at: FloatArray, reliability: FloatArray, *, reliabilities: bool) -> float:
        """Log-likelihood plus log-prior."""
        each = reliability[self.data.contributor]
        likelihood = np.log(each * self.likelihood(at) + (1.0 - each) / _OUTCOMES)
        total = float((self.data.weight * likelihood).sum()) + self._log_prior(at)
        if reliabilities:
            total += float((_FOLLOWED * np.log(reliability) + _GUESSED * np.log1p(-reliability)).sum())
        return total

    def _log_prior(self, at: FloatArray) -> float:
        return -float((self.precision * (at - self.centre) ** 2).sum()) / 2.0

    def climb(self, at: FloatArray, follows: FloatArray) -> FloatArray:
        """One Newton step on the weighted log-posterior, halved until the log-posterior does not fall."""
        weight = self.data.weight * follows
        probability = self.probability(at)
        step = np.linalg.solve(
            self._information(probability, weight), self._gradient(at, probability, weight)
        )
        here = self._weighted(at, weight)
        for _ in range(40):
            if self._weighted(at + step, weight) >= here:
                moved: FloatArray = at + step
                return moved
            step = step / 2.0
        return at

    def _weighted(self, at: FloatArray, weight: FloatArray) -> float:
        return float((weight * np.log(self.likelihood(at))).sum()) + self._log_prior(at)

    def _gradient(self, at: FloatArray, probability: FloatArray, weight: FloatArray) -> FloatArray:
        off = (self.given - probability) * weight[:, np.newaxis]
        slope = (off[:, FIRST] - off[:, SECOND]) / 2.0
        total = np.bincount(self.data.first, slope, self.n) - np.bincount(self.data.second, slope, self.n)
        gradient: FloatArray = np.append(total, off[:, TIE].sum()) - self.precision * (at - self.centre)
        return gradient

    def _information(self, probability: FloatArray, weight: FloatArray) -> FloatArray:
        """Minus the second derivatives if every answer follows the model with `weight`, including the prior."""
        first, second, tie = probability.T
        lean = (first - second) / 2.0
        return self._spread(
            weight * ((first + second) / 4.0 - lean**2), weight * -tie * lean, weight * tie * (1.0 - tie)
        ) + np.diag(self.precision)

    def _spread(self, by_difference: FloatArray, mixed: FloatArray, by_tie: FloatArray) -> FloatArray:
        """Second derivatives by the difference of strengths and log nu, assembled for all items."""
        table = np.zeros((self.n + 1, self.n + 1))
        for one, two, sign in ((0, 0, 1.0), (1, 1, 1.0), (0, 1, -1.0), (1, 0, -1.0)):
            ends = (self.data.first, self.data.second)
            np.add.at(table, (ends[one], ends[two]), sign * by_difference)
        column = np.bincount(self.data.first, mixed, self.n) - np.bincount(self.data.second, mixed, self.n)
        table[:-1, -1] += column
        table[-1, :-1] += column
        table[-1, -1] += by_tie.sum()
        return table

    def covariance(self, at: FloatArray, reliability: FloatArray) -> FloatArray:
        """Covariance of the strengths around their mean, (n_items, n_items), from the observed information.

        Not knowing which answers are guesses loses information (Louis 1982, JRSS B 44(2), eq. 3.2).
        """
        follows, probability = self.follows(at, reliability), self.probability(at)
        weight = self.data.weight * follows
        off = self.given - probability
        slope, tie = (off[:, FIRST] - off[:, SECOND]) / 2.0, off[:, TIE]
        lost = weight * (1.0 - follows)
        complete = self._information(probability, weight)
        observed = complete - self._spread(lost * slope**2, lost * slope * tie, lost * tie**2)
        # Away from a clear maximum, the observed information may not be positive; the complete one always is.
        information = observed if np.linalg.eigvalsh(observed)[0] > 1e-6 else complete
        centring = np.eye(self.n) - 1.0 / max(self.n, 1)
        covariance: FloatArray = centring @ np.linalg.inv(information)[:-1, :-1] @ centring
        return covariance
