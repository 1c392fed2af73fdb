"""Decides tasks from their answers, fits whole projects, and keeps their limits."""

__all__ = [
    "check_tasks",
    "close_at_limit",
    "close_exhausted",
    "decide_question",
    "decide_task",
    "follow_fit",
    "foresee_answers",
    "going_last",
    "move_posterior",
    "refit_skills",
    "reopen_after_change",
]
