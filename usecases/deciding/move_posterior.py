"""Updates what a task's answers to a question say, and with it the skills of the people who gave them."""

from collections.abc import Sequence

from crowd.kinds import Value, Verdict
from crowd.kinds.fitting import SMALLEST_MOVE
from storage.answering.answers import CountedAnswer, add_skills, set_credits
from storage.answering.asks import Asked
from storage.tx import Tx


def weigh(asked: Asked, answers: Sequence[CountedAnswer], *, known: Value | None = None) -> Verdict:
    """Return what the given answers to a question say about their task; nothing is stored."""
    question = asked.question
    return question.kind.decide(answers, question.config, asked.model, rule=asked.rule, known=known)


def move_posterior(tx: Tx, asked: Asked, answers: Sequence[CountedAnswer], *, known: Value | None) -> Verdict:
    """Decide what a task's answers to a question say, and store the credit that follows for each author."""
    verdict = weigh(asked, answers, known=known)
    changed = [
        (answer, credit)
        for answer, credit in zip(answers, verdict.credits, strict=True)
        if answer.credit is None or abs(credit - answer.credit) > SMALLEST_MOVE
    ]
    question_id = asked.question.id
    set_credits(
        tx, question_id, [(answer.assignment_id, answer.version, credit) for answer, credit in changed]
    )
    add_skills(
        tx,
        question_id,
        [
            (answer.contributor_id, credit - (answer.credit or 0.0), 1.0 if answer.credit is None else 0.0)
            for answer, credit in changed
        ],
    )
    return verdict
