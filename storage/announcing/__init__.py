"""Announcements, their recipients, digests and invite links."""
