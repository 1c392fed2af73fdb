"""Reads what is left of the month's Stars."""

from crowd.announcing.fares import TENTHS, Account
from storage.announcing.stars import read_account
from storage.tx import Tx
from usecases.terms import Terms


def account(tx: Tx, *, terms: Terms, at: int) -> Account:
    """Return how many of the month's Stars are spent, reserved and left."""
    return read_account(tx, budget=terms.stars_a_month * TENTHS, at=at)
