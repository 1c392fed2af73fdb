"""Saves a playground, and logs what happens in it."""
