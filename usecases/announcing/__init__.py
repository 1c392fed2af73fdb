"""Announcements, digests, and inviting people."""

__all__ = [
    "follow_invite",
    "invite_people",
    "paying",
    "read_announcement",
    "send_digests",
    "spread_announcements",
    "writing",
]
