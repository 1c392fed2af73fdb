"""How tasks were decided, and what fits need and store."""
