"""Announcements, their recipients, digests and invite links."""

__all__ = ["announcements", "digests", "invites", "stars"]
