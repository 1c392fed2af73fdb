"""Files in and the dialogue that sets up a project."""
