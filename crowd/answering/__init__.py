"""Tasks, who has been offered them, and how typed answers are read."""

__all__ = ["assignments", "path", "pushing", "tasks"]
