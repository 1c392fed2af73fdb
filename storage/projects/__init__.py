"""Projects, their questions, and what their reports read."""

__all__ = ["counts", "ending", "panels", "projects", "questions", "reach", "tastes"]
