"""Gives a contributor the pseudonym that stands for them in a project's files."""

import secrets

from crowd.ids import ContributorId, ProjectId
from storage.contributors import add_pseudonym, find_pseudonym
from storage.tx import Tx


def name_contributor(tx: Tx, contributor_id: ContributorId, project_id: ProjectId) -> None:
    """Draw a pseudonym the first time somebody answers in a project.

    It is random and valid for one project only, so that two requesters cannot find out that they had the same person.
    """
    if find_pseudonym(tx, contributor_id, project_id) is None:
        add_pseudonym(tx, contributor_id, project_id, f"c-{secrets.token_hex(6)}")
