"""Reads what people type: numbers, days, times, options, names."""
