"""Updates in: stored before they are confirmed, then handled in order."""
