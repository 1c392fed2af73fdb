"""What the bot does for people: one verb a file, each a synchronous function that runs in one transaction."""
