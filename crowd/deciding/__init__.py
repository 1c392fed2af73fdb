"""When a task is decided: stopping rules, skills, and who is asked next."""

__all__ = ["going_last", "gold_mix", "limits", "policy", "skill"]
