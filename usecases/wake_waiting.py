"""Writes to people who wait for a task, as soon as there is one."""

from crowd.ids import ContributorId
from storage.contributors import next_waiting, waiting_for_task
from storage.tx import Tx
from usecases.decide_task import Decision
from usecases.show_card import push_next
from usecases.terms import Terms

#: Waiting people looked after in one transaction: a tick never holds the writer long.
WAKE_AT_ONCE = 50


def wake_for_task(tx: Tx, decision: Decision | None, *, but: ContributorId, terms: Terms, at: int) -> None:
    """Push to as many waiting people of a named task as it now wants answers."""
    if decision is None or not decision.named or decision.wanted == 0:
        return
    for contributor_id in waiting_for_task(tx, decision.task_id, limit=decision.wanted, now=at):
        if contributor_id != but:
            push_next(tx, contributor_id, terms=terms, at=at)


def wake_waiting(tx: Tx, *, terms: Terms, at: int) -> int:
    """Look after some of the people who wait, longest not looked after first; return how many got a task."""
    waiting = next_waiting(tx, limit=WAKE_AT_ONCE, now=at)
    return sum(push_next(tx, contributor_id, terms=terms, at=at) for contributor_id in waiting)
