"""The database file: its lock, backups, and damage to it."""
