"""Subscribing, consent, pace and privacy."""

__all__ = [
    "forget_person",
    "go_on_forgetting",
    "introduce",
    "name_contributor",
    "pacing",
    "subscribing",
    "write_my_data",
]
