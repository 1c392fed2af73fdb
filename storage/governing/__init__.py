"""What was done that somebody may have to answer for."""

__all__ = ["bans", "events", "task_reports"]
