"""The people who answer: their state, their pace and their place."""

__all__ = ["contributors", "flooding", "pace", "pace_words", "visitors", "zones"]
