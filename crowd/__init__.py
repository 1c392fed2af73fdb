"""Askmany's domain: values, states, policies and numerics, without I/O, clocks or randomness of its own."""

from crowd.aggregation.consensus import find_consensus
from crowd.agreement import measure_agreement

__all__ = ["find_consensus", "measure_agreement"]
