"""Methods about groups, channels and their topics."""
