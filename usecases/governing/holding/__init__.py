"""Projects that only an admin can resume."""
