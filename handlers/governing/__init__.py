"""What admins do and see."""

__all__ = ["admin", "grant_links", "overseeing", "oversight_screens", "reporting", "status"]
