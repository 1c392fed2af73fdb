"""People and their pace."""
