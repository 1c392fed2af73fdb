"""Setting a project going, pausing it and resuming it."""
