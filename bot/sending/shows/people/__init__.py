"""What is sent to somebody about themselves."""
