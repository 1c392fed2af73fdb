"""What is sent about files and drafts."""
