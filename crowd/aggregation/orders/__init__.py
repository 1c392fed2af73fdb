"""Answers that are comparisons or orders of items."""
