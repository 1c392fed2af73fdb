"""When a task is decided: stopping rules, skills, and who is asked next."""
