"""How fast the bot receives, decides and sends, compared with bots that do hardly anything, and within its limits."""
