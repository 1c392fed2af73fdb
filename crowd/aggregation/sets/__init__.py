"""Answers that are sets of options."""
