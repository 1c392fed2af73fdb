"""The `askmany` command, one file a subcommand. It alone may use both the bot and the playground."""
