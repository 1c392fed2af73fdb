"""What admins do and see."""

__all__ = ["admin", "grant_links", "history_words", "overseeing", "oversight_screens", "reporting", "status"]
