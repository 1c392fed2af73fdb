"""The domain of Askmany: values, states, policies and numerics, with no I/O, no clock and no randomness."""

from crowd.aggregation.consensus import find_consensus
from crowd.agreement import measure_agreement

__all__ = ["find_consensus", "measure_agreement"]
