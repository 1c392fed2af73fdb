"""What a row of the outbox shows, read when its turn comes."""
