"""What a project asks, and of whom."""

__all__ = ["draft", "efforts", "project", "steps", "topics"]
