"""What people make of a question that a message asks: which button they press, or what they type or send."""
