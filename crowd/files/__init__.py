"""Reads any table that somebody sends, and writes result files."""
