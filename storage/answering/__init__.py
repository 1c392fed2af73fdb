"""Tasks, offers, answers, and the cards that show them."""

__all__ = ["answers", "asks", "assignments", "cards", "forms", "picking", "skips", "task_questions", "tasks"]
