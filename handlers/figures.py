"""Figures in sentences, with no more digits than they are worth."""


def percent(share: float) -> float:
    """Return a share in percent with one decimal; 100 only for certainty, so 99.97 % becomes 99.9."""
    return round(min(share * 100, 99.9), 1) if share < 1 else 100.0
