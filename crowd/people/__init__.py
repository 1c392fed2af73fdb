"""The people who answer: their state, their pace and their place."""
