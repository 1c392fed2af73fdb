"""Projects, their questions, and what their reports read."""
