"""Announcements, digests, and inviting people."""
