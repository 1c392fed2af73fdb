"""Where somebody is in the chat, and what the bot says there."""
