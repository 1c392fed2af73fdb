"""What is sent to bring people to projects."""
