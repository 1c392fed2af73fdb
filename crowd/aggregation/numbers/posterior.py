"""Where the centre of each task's answers may be, and how wide they may scatter: a posterior on a grid.

With the centre c and the spread s, an answer y of a person with factor f has the likelihood

    (1 - blunders) t4((y - c) / (f s)) / (f s) + blunders / width

where t4 is Student's t with four degrees of freedom. Centres are possible numbers, all alike beforehand; the spread has
the crowd's shares beforehand. The grid is dense around the answers, so that answers far apart cost no precision. Tasks
with the same number of answers are computed together.
"""

import math
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.numbers.number_model import FREEDOM, ROUNDED, NumberModel
from crowd.aggregation.numbers.ruler import Ruler
from crowd.answers import FloatArray

#: The density of Student's t in the middle.
_T_HEIGHT = math.gamma((FREEDOM + 1.0) / 2.0) / math.gamma(FREEDOM / 2.0) / math.sqrt(FREEDOM * math.pi)
#: Up to this many answers, all of them have a dense part of the grid; with more, as many of them.
_MOST_DENSE = 8
#: The product of this many likelihoods can be represented.
_AT_ONCE = 24

#: The sum of the density over whole steps, by the spread in steps: it is above 1 if the spread is small.
_SPREAD_IN_STEPS: FloatArray = np.geomspace(ROUNDED, 2.0, 24)
_SUM_OVER_STEPS: FloatArray = np.array(
    [
        float(
            (
                _T_HEIGHT
                / spread
                * (1.0 + (np.arange(-60, 61) / spread) ** 2 / FREEDOM) ** (-(FREEDOM + 1) / 2.0)
            ).sum()
        )
        for spread in _SPREAD_IN_STEPS
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """What the answers to some tasks say. Places are on the line of `Ruler.bend`.

    Attributes:
        at: Where the answers are, (n_tasks, n_answers).
        number: Possible centres, in ascending order, (n_tasks, n_places).
        place: Where they are, (n_tasks, n_places).
        edges: The borders of their cells, (n_tasks, n_places + 1).
        spread: The spread of each answer for each spread of the task, (n_tasks, n_spreads, n_answers).
        rounding: The part of it that is due to rounding, (n_tasks, n_answers).
        square: Squared distances of answers and centres, (n_tasks, n_answers, n_places).
        likelihood: Likelihood of each answer, times the typical spread, (n_tasks, n_spreads, n_answers, n_places).
        mass: Probability of each spread and centre, (n_tasks, n_spreads, n_places).
    """

    at: FloatArray
    number: FloatArray
    place: FloatArray
    edges: FloatArray
    spread: FloatArray
    rounding: FloatArray
    square: FloatArray
    likelihood: FloatArray
    mass: FloatArray


def find_posterior(numbers: FloatArray, factor: FloatArray, ruler: Ruler, model: NumberModel) -> Posterior:
    """Find the posterior of tasks with the same number of answers.

    Args:
        numbers: The answers, (n_tasks, n_answers), at least one a task.
        factor: The factor of each one's author, in the same form.
        ruler: How the numbers are measured.
        model: How the crowd answers.
    """
    at = ruler.bend(numbers)
    rounding = ROUNDED * ruler.steps_at(numbers)
    number = _grid(numbers, at, ruler, model)
    place = ruler.bend(number)
    edges = ruler.bend(_edges(number, ruler))
    scaled = model.spread[:, np.newaxis] * factor[:, np.newaxis]
    spread = np.sqrt(scaled**2 + rounding[:, np.newaxis] ** 2)
    square = (at[:, :, np.newaxis] - place[:, np.newaxis]) ** 2
    likelihood = _likelihood(square, spread, rounding, model)
    log_mass = model.log_share[:, np.newaxis] + _log_product(likelihood)
    mass = np.exp(log_mass - log_mass.max(axis=(1, 2), keepdims=True)) * np.diff(edges)[:, np.newaxis]
    mass /= mass.sum(axis=(1, 2), keepdims=True)
    return Posterior(
        at=at,
        number=number,
        place=place,
        edges=edges,
        spread=spread,
        rounding=rounding,
        square=square,
        likelihood=likelihood,
        mass=mass,
    )


def likelihood_at(
    number: float, factor: float, found: Posterior, ruler: Ruler, model: NumberModel
) -> FloatArray:
    """The likelihood of one more answer to the first task, (n_spreads, n_places)."""
    given = np.array([[number]])
    rounding = ROUNDED * ruler.steps_at(given)
    spread = np.sqrt((model.spread[:, np.newaxis] * factor) ** 2 + rounding[:, np.newaxis] ** 2)
    square = (ruler.bend(given)[:, :, np.newaxis] - found.place[:1, np.newaxis]) ** 2
    return np.asarray(_likelihood(square, spread, rounding, model)[0, :, 0])


def _likelihood(
    square: FloatArray, spread: FloatArray, rounding: FloatArray, model: NumberModel
) -> FloatArray:
    typical = model.typical
    in_steps = spread * (ROUNDED / rounding)[:, np.newaxis]
    height = spread * np.interp(in_steps, _SPREAD_IN_STEPS, _SUM_OVER_STEPS)
    height = (1.0 - model.blunders) * _T_HEIGHT * typical / height
    away = square[:, np.newaxis] / (FREEDOM * spread**2)[..., np.newaxis]
    away += 1.0
    # To the power of -5 / 2, in a tenth of the time of a power.
    likelihood = height[..., np.newaxis] / (away * away * np.sqrt(away))
    likelihood += model.blunders * typical / model.width
    return np.asarray(likelihood)


def _log_product(likelihood: FloatArray) -> FloatArray:
    """Logarithm of the product over the answers, (n_tasks, n_spreads, n_places)."""
    n_answers = likelihood.shape[2]
    parts = [
        np.log(likelihood[:, :, first : first + _AT_ONCE].prod(axis=2))
        for first in range(0, n_answers, _AT_ONCE)
    ]
    return np.asarray(sum(parts[1:], start=parts[0]))


def _grid(numbers: FloatArray, at: FloatArray, ruler: Ruler, model: NumberModel) -> FloatArray:
    n_tasks, n_answers = at.shape
    dense = at
    if n_answers > _MOST_DENSE:
        chosen = np.linspace(0, n_answers - 1, _MOST_DENSE + 1).round().astype(int)
        dense = np.sort(at, axis=1)[:, chosen]
    around = ruler.unbend(dense[:, :, np.newaxis] + model.places).reshape(n_tasks, -1)
    # An answer has a cell of its own, one step wide: it may be exactly right.
    grid = np.concatenate([around, numbers, numbers - ruler.step, numbers + ruler.step], axis=1)
    grid = ruler.nearest(grid)
    grid.sort(axis=1)
    if n_tasks == 1:
        # Whole numbers are few. For several tasks, equal ones stay: each row has to be as long as the others.
        grid = grid[:, np.append(True, grid[0, 1:] > grid[0, :-1])]
    return grid


def _edges(number: FloatArray, ruler: Ruler) -> FloatArray:
    """Borders of cells half-way between possible numbers; of equal numbers, only two have a cell with a width."""
    between = (number[:, 1:] + number[:, :-1]) / 2.0
    half = ruler.step / 2.0
    first = np.minimum(2.0 * number[:, :1] - between[:, :1], number[:, :1] - half)
    last = np.maximum(2.0 * number[:, -1:] - between[:, -1:], number[:, -1:] + half)
    first = np.maximum(first, ruler.lowest - half)
    last = np.minimum(last, ruler.highest + half)
    return np.concatenate([first, between, last], axis=1)
