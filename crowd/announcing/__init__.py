"""Announcements and what sending them fast costs."""

__all__ = ["announcements", "fares"]
