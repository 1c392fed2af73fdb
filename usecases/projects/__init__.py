"""Launched projects: their panel, rules, results and end."""
