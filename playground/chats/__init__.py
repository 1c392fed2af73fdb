"""What chats hold: messages, groups, topics, keyboards, files, polls, payments."""
