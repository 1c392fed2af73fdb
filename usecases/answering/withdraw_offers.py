"""Withdraws offers in flight when a project is ended by its requester or by a limit."""

from collections.abc import Sequence

from crowd.answering.assignments import AssignmentState
from crowd.ids import AssignmentId, ContributorId
from storage.answering.assignments import end_offer
from storage.answering.cards import find_card
from storage.conversation.outbox import Priority
from storage.people.contributors import set_waiting
from storage.tx import Tx
from usecases.answering.show_card import Screen, take_back


def withdraw_offers(
    tx: Tx, offers: Sequence[tuple[AssignmentId, ContributorId]], state: AssignmentState, *, at: int
) -> None:
    """End offers in flight; the caller updates the counts of their tasks and project.

    Args:
        tx: The transaction.
        offers: The offers and who holds them.
        state: WITHDRAWN, or EXPIRED for a task that may be offered to the same people again.
        at: The time.
    """
    for assignment_id, contributor_id in offers:
        end_offer(tx, assignment_id, state, was=AssignmentState.OFFERED, at=at)
        free_hands(tx, assignment_id, contributor_id, at=at)


def free_hands(
    tx: Tx,
    assignment_id: AssignmentId,
    contributor_id: ContributorId,
    *,
    screen: Screen = Screen.ENDED,
    at: int,
) -> None:
    """Say on a card that its task's project has ended or was paused; its person waits for what the next tick brings."""
    card = find_card(tx, contributor_id)
    if card is not None and card.assignment_id == assignment_id:
        take_back(tx, card, screen=screen, priority=Priority.CARD, at=at)
        set_waiting(tx, contributor_id, since=at)
