"""Updates a task's posterior, and with it the skills of the people who answered it."""

from collections.abc import Sequence

from crowd.aggregation.online import TaskAnswer, TaskMove, move_task
from storage.answering.answers import CountedAnswer, add_skills, set_credits
from storage.answering.assignments import Ask
from storage.tx import Tx

#: A credit that changes by less than this affects no decision and is not worth a write.
SMALLEST_MOVE = 1e-6


def weigh(ask: Ask, answers: Sequence[CountedAnswer], *, known: int | None = None) -> TaskMove:
    """Return what the given answers say about their task; nothing is stored."""
    given = [
        TaskAnswer(
            label=answer.label,
            right=answer.right,
            answered=answer.answered,
            credit=answer.credit,
            matched=answer.matched,
            belief=answer.belief,
        )
        for answer in answers
    ]
    return move_task(
        given,
        ask.model,
        known=known,
        target=ask.rule.target,
        most_more=max(ask.rule.max_answers - len(given), 0),
    )


def move_posterior(tx: Tx, ask: Ask, answers: Sequence[CountedAnswer], *, known: int | None) -> TaskMove:
    """Compute a task's posterior from its answers, and store the credit that follows for each author."""
    move = weigh(ask, answers, known=known)
    changed = [
        (answer, credit)
        for answer, credit in zip(answers, move.credits, strict=True)
        if answer.credit is None or abs(credit - answer.credit) > SMALLEST_MOVE
    ]
    set_credits(
        tx, ask.question_id, [(answer.assignment_id, answer.version, credit) for answer, credit in changed]
    )
    add_skills(
        tx,
        ask.question_id,
        [
            (answer.contributor_id, credit - (answer.credit or 0.0), 1.0 if answer.credit is None else 0.0)
            for answer, credit in changed
        ],
    )
    return move
