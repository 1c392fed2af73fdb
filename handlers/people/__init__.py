"""Subscribing, pace and privacy."""
