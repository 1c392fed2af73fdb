"""Forecasts the total number of answers a project will need: low, likely and high, before launch and while it runs.

It imagines crowds of all kinds (`crowd.simulated.crowds`). Before the launch, all crowds have the same weight, or more
weight the closer their skill is to that of earlier projects; later, they are weighted by how well they explain the
votes so far. Each predicts how many more answers the open tasks will need.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crowd.answers import FloatArray
from crowd.deciding.policy import StopRule
from crowd.simulated.crowds import MOST_FOLLOWED, Ahead, ImaginedCrowd, Pattern

#: Low and high leave out a tenth on either side: the range should hold four times in five.
_LOW, _HIGH = 0.1, 0.9
#: Draws that the range is read from.
_DRAWS = 2000
#: Weight of all votes together, in tasks: no imagined crowd is exactly the real one, so votes never rule one out.
_TELLING = 10.0
#: Which tasks have closed counts less than how people voted, because at first the bot does not know the crowd well.
_ENDED_SHARE = 0.3
#: How far the real crowd may be from each imagined one: standard deviation of the logarithm of the answers needed.
_SURPRISE = 0.2
#: Standard deviation of the skills of different projects, in log-odds.
_SKILLS_APART = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The number of answers that a project will have when its last task closes.

    Attributes:
        low: There will be fewer one time in ten.
        likely: More or fewer are equally likely.
        high: There will be more one time in ten.
    """

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The progress of a project.

    Attributes:
        n_answers: Answers that count so far.
        n_open: Number of open tasks.
        open: Counts of some of the open tasks by pattern: (answers, answers for the leading label).
        closed: The same for some of the closed tasks.
        n_askable: Number of people who may still be asked, summed over the open tasks for which this is known (tasks
            for named people); None if anybody may be asked any task.
    """

    n_answers: int
    n_open: int
    open: Mapping[Pattern, int]
    closed: Mapping[Pattern, int]
    n_askable: int | None = None


def forecast_answers(
    crowds: Sequence[ImaginedCrowd],
    rule: StopRule,
    progress: Progress,
    *,
    earlier_skills: Sequence[float] = (),
    rng: np.random.Generator,
) -> Forecast:
    """Forecast the total number of answers of a project.

    Args:
        crowds: The result of `imagine_crowds` for the rule and the number of options.
        rule: When asking stops.
        progress: The progress of the project.
        earlier_skills: Mean skill in each earlier project of the same bot, 0 to 1.
        rng: Random generator.

    Returns:
        The forecast, within the limits of the rule.
    """
    weights = _weights(crowds, progress, earlier_skills)
    means, variances = np.array([_further(crowd, rule, progress) for crowd in crowds]).T
    drawn = rng.choice(len(crowds), _DRAWS, p=weights)
    surprise = np.exp(rng.normal(0.0, _SURPRISE, _DRAWS))
    further = (means[drawn] + np.sqrt(variances[drawn]) * rng.normal(size=_DRAWS)) * surprise
    least, most = _bounds(rule, progress)
    totals = np.clip(progress.n_answers + further, least, most)
    low, likely, high = (round(float(share)) for share in np.quantile(totals, (_LOW, 0.5, _HIGH)))
    return Forecast(low=low, likely=likely, high=high)


def _weights(
    crowds: Sequence[ImaginedCrowd], progress: Progress, earlier_skills: Sequence[float]
) -> FloatArray:
    """Weight of each crowd, (n_crowds,), sums to 1."""
    logs = np.zeros(len(crowds))
    if earlier_skills:
        odds = [_log_odds(skill) for skill in earlier_skills]
        # With many projects the mean is well known, but the next project is still uncertain.
        apart = _SKILLS_APART * math.sqrt(1.0 + 1.0 / len(odds))
        own = np.array([_log_odds(crowd.skill) for crowd in crowds])
        logs -= 0.5 * ((own - float(np.mean(odds))) / apart) ** 2
    telling = sum(
        count for pattern, count in [*progress.open.items(), *progress.closed.items()] if pattern[0] > 1
    )
    if telling:
        logs += min(1.0, _TELLING / telling) * np.array(
            [_log_likelihood(crowd, progress) for crowd in crowds]
        )
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _log_odds(skill: float) -> float:
    skill = min(max(skill, 0.01), 0.99)
    return math.log(skill / (1.0 - skill))


def _log_likelihood(crowd: ImaginedCrowd, progress: Progress) -> float:
    """How well a crowd explains the votes and which tasks have closed."""
    total = 0.0
    for counted, is_open in ((progress.open, True), (progress.closed, False)):
        for (n_answers, votes), count in counted.items():
            if n_answers > 1:
                n = min(n_answers, MOST_FOLLOWED)
                total += count * float(crowd.log_votes[n, min(votes, n)])
                ended = _log_ended(crowd.ahead.get((n_answers, votes)), is_open=is_open)
                total += count * _ENDED_SHARE * ended
    return total


def _log_ended(ahead: Ahead | None, *, is_open: bool) -> float:
    """Logarithm of the probability that a task with a pattern of votes is open, or closed."""
    n_open, n_closed = (ahead.n_open, ahead.n_closed) if ahead else (0, 0)
    return math.log(((n_open if is_open else n_closed) + 1.0) / (n_open + n_closed + 2.0))


def _further(crowd: ImaginedCrowd, rule: StopRule, progress: Progress) -> tuple[float, float]:
    """Mean and variance of the answers that the open tasks still need."""
    seen = sum(progress.open.values())
    if not seen:
        return 0.0, 0.0
    each = progress.n_open / seen
    mean = variance = 0.0
    for pattern, count in progress.open.items():
        more, spread = _more(crowd, rule, pattern)
        mean += count * each * more
        # The tasks that were not sampled differ from those that were.
        variance += count * each * spread
    return mean, variance


def _more(crowd: ImaginedCrowd, rule: StopRule, pattern: Pattern) -> tuple[float, float]:
    """Mean and variance of the answers that an open task still needs."""
    n_answers, votes = pattern
    near = [
        (abs(seen_votes - votes), ahead)
        for (n, seen_votes), ahead in crowd.ahead.items()
        if n == n_answers and ahead.n_open
    ]
    if near:
        ahead = min(near, key=lambda one: one[0])[1]
        return ahead.mean, ahead.variance
    # No imagined task got this far and stayed open: assume the fewest possible, unless it was not followed this far.
    end = rule.enough_to_give_up if n_answers >= MOST_FOLLOWED else rule.fewest
    more = float(max(end - n_answers, 1))
    return more, more


def _bounds(rule: StopRule, progress: Progress) -> tuple[float, float]:
    """The fewest and the most total answers that the rule allows."""
    seen = sum(progress.open.values())
    each = progress.n_open / seen if seen else 0.0
    least = most = 0.0
    for (n_answers, _), count in progress.open.items():
        least += each * count * max(rule.fewest - n_answers, 0)
        most += each * count * max(rule.max_answers - n_answers, 0)
    if progress.n_askable is not None:
        most = min(most, each * progress.n_askable)
    return progress.n_answers + min(least, most), progress.n_answers + most
