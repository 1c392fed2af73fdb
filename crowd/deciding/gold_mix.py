"""How often somebody gets a gold task among the tasks that need answers.

A gold task shows what a person can do but produces nothing new, so it costs an answer. It says most about a newcomer,
and hardly anything more about somebody with many answers. So the share of gold among a person's tasks falls with the
variance of their estimated skill: at first one in three, about two in the first ten answers, five in the first
hundred.
"""

import hashlib

from crowd.deciding.skill import Skill
from crowd.ids import ContributorId, ProjectId

#: Share of gold among a newcomer's tasks.
FIRST_SHARE = 1.0 / 3.0

_DRAWS = 2**32


def gold_share(skill: Skill | None) -> float:
    """The share of gold among a person's next tasks.

    For a given mean, the variance of a Beta distribution is proportional to 1 / (1 + the sum of its two counts), so the
    share is too.

    Args:
        skill: Their skill at the question; None before their first answer.

    Returns:
        At most `FIRST_SHARE` and always above 0, so that nobody ever knows that they are no longer checked.
    """
    if skill is None:
        return FIRST_SHARE
    worth = 1.0 + skill.prior.strength
    return FIRST_SHARE * worth / (worth + max(skill.answered, 0.0))


def gold_is_due(skill: Skill | None, project_id: ProjectId, contributor_id: ContributorId) -> bool:
    """Whether a person's next task should be gold, if there is one that they have not had.

    Args:
        skill: Their skill at the question; None before their first answer.
        project_id: The project. Together with the person and their number of answers it determines the outcome, which
            therefore stays the same until they answer, and which is unpredictable unless you know the method.
        contributor_id: The person.

    Returns:
        True with probability `gold_share`.
    """
    answered = round(skill.answered) if skill is not None else 0
    seed = f"{project_id}:{contributor_id}:{answered}".encode()
    draw = int.from_bytes(hashlib.blake2b(seed, digest_size=4).digest(), "big")
    return draw < gold_share(skill) * _DRAWS
