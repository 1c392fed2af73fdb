"""Subscribing, pace and privacy."""

__all__ = ["onboarding", "pace", "pace_screens", "privacy", "privacy_screens"]
