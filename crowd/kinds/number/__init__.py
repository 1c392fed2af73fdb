"""A number: a count, a measure or an estimate, whole or with decimals, within a range, with a unit."""

from crowd.kinds.number.kind import RANGE, TOLERANCE, UNIT, Number

__all__ = ["RANGE", "TOLERANCE", "UNIT", "Number"]
