"""Serves the Bot API: calls in, updates out, with limits and faults."""
