"""Ends pauses that are over."""

from crowd.people.contributors import ContributorState
from storage.governing.events import NOBODY
from storage.people.contributors import find_contributor, set_waiting
from storage.people.paces import ended_pauses, set_pause_until
from storage.tx import Tx
from usecases.people.subscribing.move import end_pause

#: Pauses ended in one transaction, so that a tick never holds the writer for long.
END_AT_ONCE = 50


def end_pauses(tx: Tx, *, at: int) -> int:
    """Reactivate people whose pause is over; return how many.

    Tasks for them come when they may be written to.
    """
    ended = ended_pauses(tx, now=at, limit=END_AT_ONCE)
    for contributor_id in ended:
        contributor = find_contributor(tx, contributor_id)
        if contributor is not None and contributor.state is ContributorState.PAUSED:
            end_pause(tx, contributor, by=NOBODY, at=at)
            set_waiting(tx, contributor_id, since=at)
        else:
            set_pause_until(tx, contributor_id, None)
    return len(ended)
