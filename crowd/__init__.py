"""The domain of Askmany: values, states, policies and numerics, with no I/O, no clock and no randomness."""

from crowd.agreement import measure_agreement

__all__ = ["measure_agreement"]
