"""How good a contributor is at a question: an estimate from their answers so far, with its uncertainty.

The model has one number per person (one coin): the probability of giving the true label. A person's history is kept
as two totals, the expected number of right answers and the number of answers, so that totals from two sources can be
added. Both the online updates and the full fit compute skills with the functions here.
"""

import math
from dataclasses import dataclass

#: Precision of quantiles: nobody reads a skill to more than two decimals.
_QUANTILE_STEP = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillPrior:
    """The prior for a person before their answers: pseudo-counts of right and wrong answers.

    Attributes:
        right: Pseudo-count of right answers, above 0.
        wrong: Pseudo-count of wrong answers, above 0 (so that nobody ever counts as infallible).
    """

    right: float
    wrong: float

    def __post_init__(self) -> None:
        if not (0.0 < self.right < math.inf and 0.0 < self.wrong < math.inf):
            raise ValueError(f"pseudo-counts must be positive and finite: {self.right}, {self.wrong}")

    @property
    def strength(self) -> float:
        """The number of answers the prior is worth."""
        return self.right + self.wrong

    @property
    def mean(self) -> float:
        """The expected skill of somebody who has not answered yet: a typical contributor."""
        return self.right / self.strength


#: Right three times in four, worth four answers. On the public sets that this project replays, people are right
#: between 55 and 95 times in 100; with a mean of .75, neither one newcomer nor two can reach a target of .95 alone,
#: and a strength of four gives way after a handful of answers.
DEFAULT_PRIOR = SkillPrior(right=3.0, wrong=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """The estimated ability of one contributor: a Beta distribution over the probability of being right.

    Attributes:
        right: Expected number of right answers, 0 to `answered`.
        answered: Number of answers that `right` is based on.
        prior: The prior before these answers.
    """

    right: float
    answered: float
    prior: SkillPrior = DEFAULT_PRIOR

    @property
    def mean(self) -> float:
        """The probability that the person's next answer is right, between 0 and 1."""
        return (self.prior.right + self.right) / (self.prior.strength + self.answered)

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """The range that contains the skill with probability `level`, leaving out equal parts below and above.

        Args:
            level: Above 0 and below 1.

        Returns:
            The lower and upper ends, both between 0 and 1, to four decimals.
        """
        right = self.prior.right + self.right
        # Totals are sums of floats, so `right` may end up slightly above `answered`.
        wrong = self.prior.wrong + max(self.answered - self.right, 0.0)
        tail = (1.0 - level) / 2.0
        return _beta_quantile(tail, right, wrong), _beta_quantile(1.0 - tail, right, wrong)


def answer_weight(right: float, answered: float, *, n_labels: int, prior: SkillPrior) -> float:
    """How much this person's answer supports its label against any one other label, in log-odds.

    With skill s, the chosen label is (n_labels - 1) * s / (1 - s) times as likely as each other one. A person
    who looks worse than chance counts as chance (weight 0), never against their own answer. Otherwise two
    weak people who agree would prove each other wrong, and agreement could lower confidence.

    Args:
        right: The person's expected right answers on other tasks.
        answered: Number of those answers.
        n_labels: Number of options, at least 2.
        prior: The prior for everybody.

    Returns:
        The weight, 0 or more.
    """
    hits = prior.right + max(right, 0.0)
    misses = prior.wrong + max(answered - max(right, 0.0), 0.0)
    return max(math.log((n_labels - 1) * hits / misses), 0.0)


def _beta_quantile(share: float, a: float, b: float) -> float:
    """The value below which a Beta(a, b) variable lies with probability `share`, found by bisection."""
    low, high = 0.0, 1.0
    while high - low > _QUANTILE_STEP:
        middle = (low + high) / 2.0
        if _beta_below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _beta_below(x: float, a: float, b: float) -> float:
    """The probability that a Beta(a, b) variable is below x: the regularised incomplete beta function.

    Uses its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22), which converges fast
    below the mean; above the mean, the other tail is used (8.17.4).
    """
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _beta_below(1.0 - x, b, a)
    fraction = 1.0
    for m in range(10 + int(2.0 * math.sqrt(a + b)), 0, -1):
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        fraction = 1.0 + even / (1.0 + odd / fraction)
    fraction = 1.0 - (a + b) * x / (a + 1.0) / fraction
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) / a / fraction
