"""Files received and drafts of projects."""

__all__ = [
    "dialogues",
    "drafts",
    "forget_drafts",
    "imports",
    "old_drafts",
    "pending_files",
    "previews",
    "quotas",
]
