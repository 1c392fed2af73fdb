"""How people come, take breaks, go and come back: one verb a file."""
