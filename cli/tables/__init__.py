"""Reads and writes the tables of the commands."""
