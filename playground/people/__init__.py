"""What virtual people see and do."""
