"""The commands that show the product without a token."""
