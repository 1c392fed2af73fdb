"""How tasks were decided, and what fits need and store."""

__all__ = ["consensus", "fits", "gold", "known_answers", "rules", "settling"]
