"""Messages out: claimed from the outbox, at the pace that Telegram allows."""
