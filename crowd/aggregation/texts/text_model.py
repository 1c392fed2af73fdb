"""How a crowd gives texts, and what several texts for one task say about which of them is right.

Each person gives the right text with a probability of their own, by log-odds (`ability`), which each task makes
harder or easier for everybody. Whoever is wrong writes something, and wrong texts meet: the chance that a wrong text is
one that was given before follows a Chinese restaurant process (Pitman 1995), in which two wrong texts are the same with
the probability `meeting`. So the probability of each text follows from who gave it and how the others are spread, and
it may also be that nobody gave the right one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

#: A typical person gives the right text this often before anybody has answered.
TYPICAL = math.log(0.75 / 0.25)
#: Two wrong texts for a task are the same this often before anybody has answered.
USUAL_MEETING = 0.1
#: How much tasks differ in difficulty, in log-odds, before anybody has answered.
USUAL_SPREAD = 1.0
#: Where the difficulty of a task is looked at, in standard deviations, and how likely each is: Gauss and Hermite.
NODES = (-2.8569700138728056, -1.3556261799742659, 0.0, 1.3556261799742659, 2.8569700138728056)
SHARES = (0.011257411327721, 0.2220759220056126, 0.5333333333333333, 0.2220759220056126, 0.011257411327721)
#: No ability beyond this: nobody is right always, or never.
MOST_ABILITY = 5.0
#: Before a fit has seen this many answers, the crowd may turn out to be a good deal abler than it seems.
_DOUBT_ANSWERS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextModel:
    """What the last full fit learnt about a crowd; before the first, what is expected of any.

    Attributes:
        ability: Log-odds with which a typical person gives the right text.
        meeting: Probability that two wrong texts for a task are the same, above 0 and below 1.
        spread: Standard deviation of the difficulty of tasks, in log-odds.
        n_answers: How many answers the fit saw.
    """

    ability: float = TYPICAL
    meeting: float = USUAL_MEETING
    spread: float = USUAL_SPREAD
    n_answers: int = 0

    @property
    def alone(self) -> float:
        """The concentration of the Chinese restaurant process: how much a new wrong text weighs."""
        return 1.0 / self.meeting - 1.0

    def hopeful(self) -> float:
        """Return a typical ability if the crowd is one standard deviation abler than it seems."""
        mean = 1.0 / (1.0 + math.exp(-self.ability))
        doubt = math.sqrt(mean * (1.0 - mean) / (self.n_answers + _DOUBT_ANSWERS))
        sure = min(mean + doubt, 0.99)
        return math.log(sure / (1.0 - sure))


class Given:
    """The texts that were given for one task: each as the abilities of the people who gave it.

    Plain Python, because a task has only a handful of answers.
    """

    def __init__(self, groups: Sequence[Sequence[float]], model: TextModel) -> None:
        """`groups` holds the abilities behind each text, at least one text."""
        self._model = model
        self._sums = [math.fsum(group) for group in groups]
        self._sizes = [len(group) for group in groups]
        self._abilities = [ability for group in groups for ability in group]

    def chances(self, *, more_for: int = 0, more: int = 0, ability: float = 0.0) -> list[float]:
        """Return the probability that each text is right; they sum to less than 1.

        Args:
            more_for: A text.
            more: How many more people give that text.
            ability: Their ability.
        """
        sums, sizes = list(self._sums), list(self._sizes)
        sums[more_for] += more * ability
        sizes[more_for] += more
        total, alone = sum(sizes), self._model.alone
        # Which texts are wrong, and how they met. The last is that all are.
        spread = [log_apart(total - size, alone) - math.lgamma(size) - math.log(alone) for size in sizes] + [
            log_apart(total, alone)
        ]
        weights = [0.0] * len(spread)
        peak, logs = -math.inf, []
        for node, share in zip(NODES, SHARES, strict=True):
            ease = node * self._model.spread
            base = math.log(share) + math.fsum([_log_wrong(one + ease) for one in self._abilities])
            base += more * _log_wrong(ability + ease)
            row = [
                base + apart + one + size * ease
                for apart, one, size in zip(spread, [*sums, 0.0], [*sizes, 0], strict=True)
            ]
            logs.append(row)
            peak = max(peak, *row)
        for row in logs:
            for place, log in enumerate(row):
                weights[place] += math.exp(log - peak)
        whole = math.fsum(weights)
        return [weight / whole for weight in weights[:-1]]


@lru_cache(maxsize=4096)
def log_apart(size: int, alone: float) -> float:
    """The part of the probability of wrong texts that depends only on how many there are."""
    return math.lgamma(alone) - math.lgamma(alone + size)


def _log_wrong(log_odds: float) -> float:
    """The logarithm of the probability of being wrong."""
    return -log_odds - math.log1p(math.exp(-log_odds)) if log_odds > 0.0 else -math.log1p(math.exp(log_odds))
