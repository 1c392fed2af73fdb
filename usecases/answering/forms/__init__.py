"""Tasks that ask several questions on one card, one after another."""

__all__ = ["follow_path", "parts", "turn_to_question"]
