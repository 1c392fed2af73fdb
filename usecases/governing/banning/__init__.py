"""Bans, what ends them, and the answers of people who are banned."""
