"""How often somebody is given a task whose answer is known, among those whose answer is wanted.

A known task tells what a person can do and nothing that was not known, so it costs an answer. Of a newcomer it tells
most; of somebody whose answers are many it hardly tells anything more. The share of known tasks among those that a
person is given therefore falls as the variance of what is believed of their skill does: at first one in three, about
two in the first ten answers, five in the first hundred.
"""

import hashlib

from crowd.ids import ContributorId, ProjectId
from crowd.skill import Skill

#: Share of known tasks among those that a newcomer is given.
FIRST_SHARE = 1.0 / 3.0

_DRAWS = 2**32


def gold_share(skill: Skill | None) -> float:
    """The share of known tasks among the next ones of a person.

    The variance of a Beta distribution of given mean falls with one over one more than its two counts together, so
    the share does too.

    Args:
        skill: What is known of them at the question; None before their first answer.

    Returns:
        From `FIRST_SHARE` downwards, above 0: nobody ever knows that they are no longer looked at.
    """
    if skill is None:
        return FIRST_SHARE
    worth = 1.0 + skill.prior.strength
    return FIRST_SHARE * worth / (worth + max(skill.answered, 0.0))


def gold_is_due(skill: Skill | None, project_id: ProjectId, contributor_id: ContributorId) -> bool:
    """Whether a person's next task is to be a known one, if there is one that they have not had.

    Args:
        skill: What is known of them at the question; None before their first answer.
        project_id: Which project; with the person and their number of answers it fixes the outcome, which so stays the
            same until they have answered, and which nobody can foresee who does not know how it comes about.
        contributor_id: Who.

    Returns:
        True with the probability `gold_share`.
    """
    answered = round(skill.answered) if skill is not None else 0
    seed = f"{project_id}:{contributor_id}:{answered}".encode()
    draw = int.from_bytes(hashlib.blake2b(seed, digest_size=4).digest(), "big")
    return draw < gold_share(skill) * _DRAWS
