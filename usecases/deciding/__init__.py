"""Decides tasks from their answers, fits whole projects, and keeps their limits."""

__all__ = [
    "check_tasks",
    "close_exhausted",
    "decide_question",
    "decide_task",
    "follow_fit",
    "foresee_answers",
    "going_last",
    "keep_limits",
    "move_posterior",
    "refit_skills",
]
