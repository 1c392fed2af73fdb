"""Takes somebody back whose ban has ended."""

from crowd.people.contributors import Contributor, ContributorState
from storage.people.contributors import set_waiting
from storage.tx import Tx
from usecases.deciding.close_exhausted import reopen_exhausted
from usecases.people.subscribing.move import move, retire_left


def let_back(tx: Tx, contributor: Contributor, state: ContributorState, *, at: int) -> None:
    """Return somebody to their state from before a ban; tasks come as soon as they may be written to."""
    move(tx, contributor, state, at=at)
    retire_left(tx, contributor.id, at=at)
    if state is ContributorState.ACTIVE:
        reopen_exhausted(tx, contributor.id, at=at)
        set_waiting(tx, contributor.id, since=at)
