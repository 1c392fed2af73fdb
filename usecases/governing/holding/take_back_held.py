"""Takes the tasks of held projects back from those who hold them, some at a time."""

from crowd.answering.assignments import AssignmentState
from storage.answering.assignments import find_offer
from storage.projects.ending import held_in
from storage.projects.projects import held_with_offers
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.show_card import Screen
from usecases.answering.withdraw_offers import free_hands

#: Offers taken back in one transaction, so that a tick never holds the writer for long.
TAKE_BACK_AT_ONCE = 50


def take_back_held(tx: Tx, *, at: int) -> int:
    """End some of the offers of projects that an admin or reports paused; return how many."""
    taken = 0
    for project_id in held_with_offers(tx):
        for assignment_id, _, contributor_id in held_in(tx, project_id, limit=TAKE_BACK_AT_ONCE - taken):
            offer = find_offer(tx, assignment_id)
            if offer is not None:
                end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
                free_hands(tx, assignment_id, contributor_id, screen=Screen.HELD, at=at)
            taken += 1
        if taken >= TAKE_BACK_AT_ONCE:
            break
    return taken
