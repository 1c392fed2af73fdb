"""What was done that somebody may have to answer for."""
