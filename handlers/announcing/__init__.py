"""Announcements, digests and invitations."""
