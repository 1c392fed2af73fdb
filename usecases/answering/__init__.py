"""Offers, answers, skips, leases, and the card that shows them."""
