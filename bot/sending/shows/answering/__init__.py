"""What is sent to those who answer."""
