"""Takes a banned person's answers out of the count, and decides their tasks again."""

from storage.answering.answers import add_skills, supersede
from storage.answering.assignments import find_offer
from storage.governing.bans import counted_assignments, go_on_discarding, next_to_discard
from storage.projects.counts import Counts, add_counts
from storage.tx import Tx
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task
from usecases.terms import Terms

#: Answers taken out in one transaction, so that a tick never holds the writer for long.
DISCARD_AT_ONCE = 50


def discard_answers(tx: Tx, *, terms: Terms, at: int) -> int:
    """Take some answers of a banned person out of the count; return how many, 0 if there is nothing left to do.

    A task that lacks an answer now opens again, and its project with it. The answers stay in the files, as not counted.
    """
    found = next_to_discard(tx)
    if found is None:
        return 0
    who, after = found
    assignments = counted_assignments(tx, who, after=after, limit=DISCARD_AT_ONCE)
    for assignment_id in assignments:
        offer = find_offer(tx, assignment_id)
        if offer is None:
            continue
        ids = [asked.question.id for asked in offer.questions]
        taken = {id_: credit for id_ in ids if (credit := supersede(tx, assignment_id, id_)) is not None}
        if not taken:
            continue
        for question_id, credit in taken.items():
            add_skills(tx, question_id, [(who, -credit, -1.0)])
        decision = decide_task(tx, offer, Ended(answers=-len(taken)), at=at)
        add_counts(tx, offer.project_id, Counts(late=len(taken), unsettled=len(taken)), at=at)
        wake_for_task(tx, decision, but=who, terms=terms, at=at)
    is_last = len(assignments) < DISCARD_AT_ONCE
    go_on_discarding(tx, who, None if is_last else assignments[-1])
    return max(len(assignments), 1)
