"""What admins see of everybody's projects and of what was done: what is asked, but never the answers."""
