"""How the numbers of a question are measured: their range, their smallest step, and what counts as right."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.answers import FloatArray

#: Numbers that differ by less than this, as a share of them, are the same.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """The numbers that can be the answer to a question.

    If right means "within some percent", people's errors are taken as percentages, too: the numerics then work on
    logarithms of the numbers. This needs numbers of 0 or more.

    Attributes:
        lowest: The lowest possible number; -inf for none.
        highest: The highest possible number; inf for none.
        decimals: Digits after the decimal point; 0 for whole numbers.
        tolerance: How far from the truth a number may be and still be right; 0 if only the exact number is.
        relative: Whether the tolerance is a share of the truth, .1 for 10 %, below 1.
    """

    lowest: float = -math.inf
    highest: float = math.inf
    decimals: int = 0
    tolerance: float = 0.0
    relative: bool = False

    def __post_init__(self) -> None:
        if not self.lowest < self.highest:
            raise ValueError(
                f"the lowest number must be below the highest: {self.lowest:g}, {self.highest:g}"
            )
        if not 0.0 <= self.tolerance < math.inf:
            raise ValueError(f"the tolerance must be 0 or more, and finite: {self.tolerance:g}")
        if self.relative and self.tolerance >= 1.0:
            raise ValueError(f"a tolerance that is a share must be below 1: {self.tolerance:g}")
        if self.decimals < 0:
            raise ValueError(f"a number has 0 decimals or more, not {self.decimals}")

    @property
    def step(self) -> float:
        """The distance of two neighbouring numbers."""
        return 10.0**-self.decimals

    @property
    def is_bent(self) -> bool:
        """Whether the numerics work on logarithms."""
        return self.relative and self.lowest >= 0.0

    def bend(self, number: FloatArray) -> FloatArray:
        """Map numbers onto the line on which all errors of a task are alike."""
        if not self.is_bent:
            return number
        return np.asarray(np.log(np.maximum(number, -self.step / 2.0) + self.step))

    def unbend(self, place: FloatArray) -> FloatArray:
        """Map places on that line back to numbers."""
        return np.asarray(np.exp(place) - self.step) if self.is_bent else place

    def steps_at(self, number: FloatArray) -> FloatArray:
        """How long a step is on that line, at each of some numbers."""
        if not self.is_bent:
            return np.full_like(number, self.step)
        return self.step / (np.maximum(number, 0.0) + self.step)

    def nearest(self, number: FloatArray) -> FloatArray:
        """Return the nearest possible numbers."""
        kept = np.clip(number, self.lowest, self.highest)
        return np.asarray(np.rint(kept / self.step) * self.step)

    def truths(self, number: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the lowest and highest truth for which each number is right, half a step further out."""
        if self.relative:
            near, far = number / (1.0 + self.tolerance), number / (1.0 - self.tolerance)
            low, high = np.minimum(near, far), np.maximum(near, far)
        else:
            low, high = number - self.tolerance, number + self.tolerance
        step = self.step
        first = np.ceil(low / step - _ROUNDING) - 0.5
        last = np.floor(high / step + _ROUNDING) + 0.5
        return np.asarray(first * step), np.asarray(last * step)

    def is_right(self, number: FloatArray, truth: FloatArray) -> NDArray[np.bool_]:
        """Whether numbers are within the tolerance of the truth."""
        tolerance = self.tolerance * np.abs(truth) if self.relative else self.tolerance
        return np.asarray(
            np.abs(number - truth) <= tolerance + _ROUNDING * np.maximum(np.abs(truth), self.step)
        )
