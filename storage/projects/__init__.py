"""Projects, their questions, and what their reports read."""

__all__ = ["ending", "panels", "projects", "questions", "reach", "tastes"]
