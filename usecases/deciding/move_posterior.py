"""Updates what a task's answers say, and with it the skills of the people who gave them."""

from collections.abc import Sequence

from crowd.kinds import Value, Verdict
from crowd.kinds.fitting import SMALLEST_MOVE
from storage.answering.answers import CountedAnswer, add_skills, set_credits
from storage.answering.assignments import Ask
from storage.tx import Tx


def weigh(ask: Ask, answers: Sequence[CountedAnswer], *, known: Value | None = None) -> Verdict:
    """Return what the given answers say about their task; nothing is stored."""
    return ask.question.kind.decide(answers, ask.question.config, ask.model, rule=ask.rule, known=known)


def move_posterior(tx: Tx, ask: Ask, answers: Sequence[CountedAnswer], *, known: Value | None) -> Verdict:
    """Decide what a task's answers say, and store the credit that follows for each author."""
    verdict = weigh(ask, answers, known=known)
    changed = [
        (answer, credit)
        for answer, credit in zip(answers, verdict.credits, strict=True)
        if answer.credit is None or abs(credit - answer.credit) > SMALLEST_MOVE
    ]
    set_credits(
        tx, ask.question.id, [(answer.assignment_id, answer.version, credit) for answer, credit in changed]
    )
    add_skills(
        tx,
        ask.question.id,
        [
            (answer.contributor_id, credit - (answer.credit or 0.0), 1.0 if answer.credit is None else 0.0)
            for answer, credit in changed
        ],
    )
    return verdict
