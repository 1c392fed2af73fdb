"""Reports of tasks, and when they pause a project."""
