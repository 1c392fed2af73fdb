"""Reads any table that somebody sends, whatever its format."""
