"""Offers, answers, skips, leases, and the card that shows them."""

__all__ = [
    "answer_in_words",
    "change_answer",
    "end_offer",
    "expire_offers",
    "forms",
    "more_time",
    "offer_task",
    "record_answer",
    "show_card",
    "turn_card",
    "wake_waiting",
    "withdraw_offers",
]
