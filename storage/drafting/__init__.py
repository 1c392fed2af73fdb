"""Files received and drafts of projects."""
