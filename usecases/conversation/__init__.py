"""Where somebody is in the chat, and what the bot says there."""

__all__ = ["read_help", "read_place", "read_views", "say", "settle_restored", "take_messages", "take_press"]
