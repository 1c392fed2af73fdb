"""How requesters write an announcement, and admins to everybody: one verb a file."""
