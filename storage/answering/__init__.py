"""Tasks, offers, answers, and the cards that show them."""
