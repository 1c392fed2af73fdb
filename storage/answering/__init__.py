"""Tasks, offers, answers, and the cards that show them."""

__all__ = ["answers", "assignments", "cards", "forms", "picking", "skips", "task_questions", "tasks"]
