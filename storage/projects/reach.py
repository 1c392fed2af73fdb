"""How many people a project can reach."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from crowd.projects.topics import Subject
from storage.tx import Tx

#: Whether the list of codes in a column contains a project's language or topic.
_LEFT_OUT = "' ' || c.{column} || ' ' LIKE '% ' || :{name} || ' %'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The people a project can ask now.

    Attributes:
        people: People who are subscribed, have not paused, and accept its language and topic.
        online: How many of them wrote or pressed something recently.
        named: People named in the project's file, subscribed or not; None if it asks everybody.
    """

    people: int
    online: int
    named: int | None = None


def reach_of_all(tx: Tx, subject: Subject, *, but: ContributorId, seen_after: int) -> Reach:
    """Count the people other than `but` who fit tasks open to everybody; those seen after `seen_after` are online."""
    wanted = "".join(
        f" AND NOT ({_LEFT_OUT.format(column=column, name=name)})"
        for column, name, value in (
            ("unread", "language", subject.language),
            ("unwanted", "topic", subject.topic),
        )
        if value is not None
    )
    row = tx.execute(
        f"""
        SELECT count(*) AS people, coalesce(sum(CASE WHEN c.seen_at > :seen THEN 1 ELSE 0 END), 0) AS online
        FROM contributor c WHERE c.state = 'ACTIVE' AND c.id <> :but{wanted}
        """,
        {"but": but, "seen": seen_after, "language": subject.language, "topic": subject.topic},
    )[0]
    return Reach(people=row["people"], online=row["online"])


def reach_of_named(tx: Tx, project_id: ProjectId, *, seen_after: int) -> Reach:
    """Count the people named in a project's file."""
    row = tx.execute(
        """
        SELECT count(*) AS named,
            coalesce(sum(CASE WHEN c.state = 'ACTIVE' THEN 1 ELSE 0 END), 0) AS people,
            coalesce(sum(CASE WHEN c.state = 'ACTIVE' AND c.seen_at > :seen THEN 1 ELSE 0 END), 0) AS online
        FROM (SELECT DISTINCT m.contributor_id FROM task t JOIN audience m ON m.task_id = t.id
            WHERE t.project_id = :project) AS n
        LEFT JOIN contributor c ON c.id = n.contributor_id
        """,
        {"project": project_id, "seen": seen_after},
    )[0]
    return Reach(people=row["people"], online=row["online"], named=row["named"])


def has_open_tasks(tx: Tx, project_id: ProjectId) -> bool:
    """Tell whether a project has tasks open to everybody."""
    row = tx.one("SELECT has_open FROM project WHERE id = :id", {"id": project_id})
    return row is not None and bool(row["has_open"])


def is_named(tx: Tx, project_id: ProjectId, contributor_id: ContributorId) -> bool:
    """Tell whether any task of a project names somebody."""
    row = tx.one(
        "SELECT 1 FROM audience WHERE contributor_id = :contributor AND project_id = :project LIMIT 1",
        {"contributor": contributor_id, "project": project_id},
    )
    return row is not None


def wants_answers(tx: Tx, project_id: ProjectId) -> bool:
    """Tell whether any task open to everybody needs one more offer."""
    row = tx.one(
        """
        SELECT 1 FROM task WHERE project_id = :project AND offer AND NOT named AND level >= 0 LIMIT 1
        """,
        {"project": project_id},
    )
    return row is not None
