"""Decides tasks from their answers, fits whole projects, and keeps their limits."""
