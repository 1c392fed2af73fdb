"""Announcements and what sending them fast costs."""
