"""Subscribing, consent, pace and privacy."""

__all__ = [
    "forget_person",
    "go_on_forgetting",
    "introduce",
    "name_contributor",
    "set_pace",
    "subscribing",
    "type_pace",
    "write_my_data",
]
