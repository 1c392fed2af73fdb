"""What all people of a crowd get wrong together, which no number of answers averages away.

The crowd's centre is the truth plus a shift that is the same for all tasks, plus an error for each task. The size of
that error, as a share of how much single answers scatter, is unknown before there is gold: it has a broad prior, so
the error has heavy tails. Gold tasks show the shift, and narrow the size down.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from crowd.answers import FloatArray

#: Sizes of the shared error to choose from, as shares of the scatter of answers, evenly spaced in their logarithms.
_SIZES: FloatArray = np.exp(np.linspace(math.log(0.05), math.log(6.0), 13))
#: The prior of the size is log-normal with this median and this spread in logarithms: see decision 029.
MEDIAN_SIZE, SIZE_SPREAD = 0.5, 0.9
#: The prior of the shift counts as this many gold tasks without one.
SHIFT_STRENGTH = 5.0
#: The number of equally likely errors that stand for the whole distribution.
N_ERRORS = 15
#: The errors of gold tasks have heavy tails themselves: Student's t with this many degrees of freedom.
_FREEDOM = 4.0
#: Errors of gold tasks are cut off at this many times the typical scatter before their mean is taken.
_CUT = 4.0


def prior_errors() -> tuple[float, ...]:
    """Return equally likely shared errors before there is any gold, as shares of the scatter of answers."""
    return _errors(tuple(_prior().tolist()))


def learn_errors(
    off: FloatArray, scatter: FloatArray, variance: FloatArray
) -> tuple[float, tuple[float, ...]]:
    """Learn from gold tasks.

    Args:
        off: How far the crowd's centre is from the truth of each gold task, (n_gold,).
        scatter: How much single answers to the task scatter, (n_gold,).
        variance: The variance of the centre, as far as the answers leave it open, (n_gold,).

    Returns:
        The shift, and equally likely errors as shares of the scatter.
    """
    if not off.size:
        return 0.0, prior_errors()
    most = _CUT * float(np.median(scatter))
    shift = float(np.clip(off, -most, most).sum()) / (off.size + SHIFT_STRENGTH)
    square = (_SIZES[:, np.newaxis] * scatter) ** 2 + variance
    fits = -0.5 * np.log(square) - (_FREEDOM + 1) / 2 * np.log1p((off - shift) ** 2 / square / _FREEDOM)
    score = np.log(_prior()) + fits.sum(axis=1)
    chance = np.exp(score - score.max())
    return shift, _errors(tuple((chance / chance.sum()).tolist()))


def _prior() -> FloatArray:
    chance = np.exp(-((np.log(_SIZES / MEDIAN_SIZE) / SIZE_SPREAD) ** 2) / 2.0)
    return np.asarray(chance / chance.sum())


@lru_cache(maxsize=64)
def _errors(chances: Sequence[float]) -> tuple[float, ...]:
    """The middles of equal parts of a mixture of normal distributions with these chances of each size."""
    sizes = _SIZES.tolist()
    upper = []
    for part in range(N_ERRORS // 2):
        wanted, low, high = (part + 1.5 + N_ERRORS // 2) / N_ERRORS, 0.0, 40.0
        for _ in range(40):
            middle = (low + high) / 2.0
            below = math.fsum(
                chance * 0.5 * math.erfc(-middle / size / math.sqrt(2.0))
                for chance, size in zip(chances, sizes, strict=True)
            )
            low, high = (middle, high) if below < wanted else (low, middle)
        upper.append(low)
    return (*(-error for error in reversed(upper)), 0.0, *upper)
