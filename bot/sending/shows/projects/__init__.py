"""What is sent about projects that have been launched."""
