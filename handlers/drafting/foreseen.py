"""Puts a forecast into words, with no more digits than are certain."""

from crowd.simulated.forecast import Forecast


def foreseen(forecast: Forecast) -> dict[str, str | int | float]:
    """Return a sentence's arguments about the forecast number of answers."""
    low, likely, high = (_about(count) for count in (forecast.low, forecast.likely, forecast.high))
    return {"low": low, "likely": likely, "high": high, "exact": int(low == high)}


def _about(count: int) -> int:
    # More digits would look like certainty.
    return round(count, min(2 - len(str(count)), 0))
