"""Gives a contributor the pseudonyms that stand for them in a project's files."""

import secrets

from crowd.ids import ContributorId, ProjectId
from storage.people.contributors import add_pseudonyms
from storage.tx import Tx


def name_contributor(tx: Tx, contributor_id: ContributorId, project_id: ProjectId) -> None:
    """Draw two pseudonyms the first time somebody answers in a project.

    They are random and valid for one project only, so that two requesters cannot find out that they had the same
    person. One stands by answers to tasks that name this person: the requester knows whose those are, and must not
    learn from them who gave the others.
    """
    add_pseudonyms(tx, contributor_id, project_id, _pseudonym(), named_key=_pseudonym())


def _pseudonym() -> str:
    return f"c-{secrets.token_hex(6)}"
