"""Projects, their questions, and what their reports read."""

__all__ = ["ending", "projects", "questions", "reach", "tastes"]
