"""Decides who has to wait in a project: people whose answers would count for little while abler people work."""

from crowd.deciding.going_last import has_to_wait, is_weak
from crowd.deciding.skill import Skill
from crowd.ids import ContributorId, ProjectId
from storage.deciding.standings import find_standing
from storage.projects.questions import find_question
from storage.tx import Tx


def goes_last(
    tx: Tx, contributor_id: ContributorId, project_id: ProjectId, skill: Skill | None, *, at: int
) -> bool:
    """Return whether somebody with the given skill should not be offered any task of a project now."""
    # Most people are typical or able, and nothing has to be read for them.
    if skill is None or skill.mean >= skill.prior.mean:
        return False
    if not is_weak(skill, n_choices=max(find_question(tx, project_id).n_choices, 1)):
        return False
    return has_to_wait(find_standing(tx, contributor_id, project_id, at=at))
