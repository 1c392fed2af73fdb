"""Moves a task's posterior, and with it the skills of the people who answered it."""

from collections.abc import Sequence

from crowd.aggregation.online import TaskAnswer, TaskMove, move_task
from crowd.ids import QuestionId
from crowd.skill import SkillPrior
from storage.answers import CountedAnswer, add_skills, set_credits
from storage.tx import Tx

#: A credit that moved by less than this changes no decision and is not worth a write.
SMALLEST_MOVE = 1e-6


def posterior_of(answers: Sequence[CountedAnswer], *, n_options: int, prior: SkillPrior) -> tuple[float, ...]:
    """Return the posterior that stored answers give."""
    return _move(answers, n_options=n_options, prior=prior, known=None).posterior


def move_posterior(
    tx: Tx,
    question_id: QuestionId,
    answers: Sequence[CountedAnswer],
    *,
    n_options: int,
    prior: SkillPrior,
    known: int | None,
) -> TaskMove:
    """Compute a task's posterior from its answers and give each author the credit that follows."""
    move = _move(answers, n_options=n_options, prior=prior, known=known)
    changed = [
        (answer, credit)
        for answer, credit in zip(answers, move.credits, strict=True)
        if answer.credit is None or abs(credit - answer.credit) > SMALLEST_MOVE
    ]
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
    return move


def _move(
    answers: Sequence[CountedAnswer], *, n_options: int, prior: SkillPrior, known: int | None
) -> TaskMove:
    given = [
        TaskAnswer(label=answer.label, right=answer.right, answered=answer.answered, credit=answer.credit)
        for answer in answers
    ]
    return move_task(given, n_labels=n_options, prior=prior, known=known)
