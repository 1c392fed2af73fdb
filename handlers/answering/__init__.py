"""The contributor's card: what is done on it, and its screens."""

__all__ = ["card", "screens"]
