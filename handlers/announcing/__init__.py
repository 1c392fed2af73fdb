"""Announcements, digests and invitations."""

__all__ = ["digests", "invite_screens", "paying", "screens", "writing"]
