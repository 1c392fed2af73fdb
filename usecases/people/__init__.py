"""Subscribing, consent, pace and privacy."""
