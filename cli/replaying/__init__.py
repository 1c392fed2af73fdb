"""Replays recorded answers through the bot or its rules."""
