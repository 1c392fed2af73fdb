"""Messages whose meaning depends on where somebody is, and the help."""

__all__ = [
    "dispatch",
    "editing",
    "groups",
    "help_screens",
    "helping",
    "hushing",
    "idle_messages",
    "leaving",
    "said",
    "said_by",
    "sent",
    "unfit",
]
