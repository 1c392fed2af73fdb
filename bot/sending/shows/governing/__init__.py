"""What is sent to admins."""
