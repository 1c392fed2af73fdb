"""Answers that are points on the globe."""
