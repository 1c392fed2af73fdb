"""Checks and figures over the whole database."""
