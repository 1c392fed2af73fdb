"""Reports of tasks, and when they pause a project."""

__all__ = ["task_reports"]
