"""Texts with markup and entities."""
