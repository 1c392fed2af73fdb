"""Tasks, who has been offered them, and how typed answers are read."""
