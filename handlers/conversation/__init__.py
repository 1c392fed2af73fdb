"""Messages whose meaning depends on where somebody is, and the help."""
