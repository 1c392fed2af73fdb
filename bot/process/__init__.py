"""The process around the bot: clock, threads, memory, logs."""
