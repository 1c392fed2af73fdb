"""What a project asks, and of whom."""
