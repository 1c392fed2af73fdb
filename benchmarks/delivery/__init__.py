"""How fast the bot receives, decides and sends, beside bots that do hardly anything, and how near to its limits."""
