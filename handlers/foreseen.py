"""How a forecast is said: with no more digits than are known."""

from crowd.forecast import Forecast


def foreseen(forecast: Forecast) -> dict[str, str | int | float]:
    """Return what a sentence says of the answers that are foreseen."""
    low, likely, high = (_about(count) for count in (forecast.low, forecast.likely, forecast.high))
    return {"low": low, "likely": likely, "high": high, "exact": int(low == high)}


def _about(count: int) -> int:
    # More digits would look like knowledge.
    return round(count, min(2 - len(str(count)), 0))
