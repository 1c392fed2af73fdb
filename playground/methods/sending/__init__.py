"""Methods that send, edit, copy and mark messages."""
