"""What is sent in any conversation."""
