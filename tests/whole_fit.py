"""A full fit from its beginning to its end, in one transaction where the bot takes many."""

from storage.fits import FitInput
from storage.tx import Tx
from usecases.refit_skills import Refit, store_beliefs, store_credits, store_model, store_people


def store_fit_whole(tx: Tx, data: FitInput, found: Refit) -> None:
    """As the tick does, in pages of three."""
    for credits_now in found.credits.of(3):
        store_credits(tx, data, credits_now)
    for people_now in found.people.of(3):
        store_people(tx, data, people_now)
    for beliefs in found.beliefs.of(3):
        store_beliefs(tx, data, beliefs)
    store_model(tx, data, found)
