"""People who are waiting for a task, the work there is for them, and how much of it is under way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from crowd.answering.pushing import Work
from crowd.deciding.skill import SkillPrior
from crowd.ids import ContributorId, ProjectId
from crowd.projects.topics import Subject, Tastes
from storage.projects.questions import FIRST_QUESTION, QUESTION, question_of
from storage.projects.tastes import subject_of, tastes_of
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPerson:
    """Somebody who is away and waiting, and what pushes to them have brought; see `crowd.answering.pushing.Waiting`."""

    id: ContributorId
    since: int
    stops: float
    brought: float
    tastes: Tastes
    named: bool  #: some task has named them at some time


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """A running project, its progress, and how its answers are weighted."""

    project_id: ProjectId
    work: Work
    subject: Subject
    n_offered: int  #: its tasks that people hold
    has_offers: bool  #: a task open to everybody needs one more offer
    has_named: bool
    lease: int | None
    prior: SkillPrior
    n_choices: int


def open_work(tx: Tx, *, now: int) -> list[OpenWork]:
    """Return every running project whose limits allow one more offer, nearest deadline first."""
    rows = tx.execute(
        f"""
        SELECT p.id, p.n_tasks, p.n_closed, p.n_answers, q.min_answers, q.max_answers, p.deadline_at, p.lease,
            p.budget, p.n_offered, p.language, p.topic, p.has_named, q.prior_right, q.prior_wrong,
            {QUESTION},
            EXISTS (SELECT 1 FROM task t WHERE t.project_id = p.id AND t.offer AND NOT t.named
                AND t.level >= 0) AS has_offers
        FROM project p JOIN question q ON q.project_id = p.id AND {FIRST_QUESTION}
        WHERE p.state = 'RUNNING' AND (p.budget IS NULL OR p.n_answers + p.n_offered < p.budget)
            AND (p.deadline_at IS NULL OR p.deadline_at > :now)
        ORDER BY p.id
        """,
        {"now": now},
    )
    found = [
        OpenWork(
            project_id=ProjectId(row["id"]),
            work=Work(
                n_tasks=row["n_tasks"],
                n_closed=row["n_closed"],
                n_answers=row["n_answers"],
                min_answers=row["min_answers"],
                max_answers=row["max_answers"],
                answers_allowed=None if row["budget"] is None else row["budget"] - row["n_answers"],
                time_left=None if row["deadline_at"] is None else row["deadline_at"] - now,
            ),
            subject=subject_of(row),
            n_offered=row["n_offered"],
            has_offers=bool(row["has_offers"]),
            has_named=bool(row["has_named"]),
            lease=row["lease"],
            prior=SkillPrior(right=row["prior_right"], wrong=row["prior_wrong"]),
            n_choices=question_of(row).n_choices,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: math.inf if one.work.time_left is None else one.work.time_left)


def waiting_present(tx: Tx, *, seen_after: int, now: int, limit: int) -> list[ContributorId]:
    """Return waiting people who were present recently, those left alone longest first, and mark them as handled."""
    # The plus keeps SQLite from searching for the few who are present among everybody who is waiting.
    rows = tx.execute(
        """
        SELECT id FROM contributor
        WHERE waiting_since IS NOT NULL AND seen_at > :seen AND +looked_at < :now ORDER BY +looked_at, id LIMIT :limit
        """,
        {"seen": seen_after, "now": now, "limit": limit},
    )
    present = [ContributorId(row["id"]) for row in rows]
    rest_waiting(tx, present, until=now)
    return present


def waiting_away(tx: Tx, *, seen_until: int, now: int, limit: int) -> list[WaitingPerson]:
    """Return waiting people who were not present recently, those left alone longest first."""
    rows = tx.execute(
        """
        SELECT id, waiting_since, push_stops, push_brought, unread, unwanted,
            EXISTS (SELECT 1 FROM audience m WHERE m.contributor_id = contributor.id) AS named
        FROM contributor WHERE waiting_since IS NOT NULL AND looked_at < :now AND seen_at <= :seen
        ORDER BY looked_at, id LIMIT :limit
        """,
        {"seen": seen_until, "now": now, "limit": limit},
    )
    return [
        WaitingPerson(
            id=ContributorId(row["id"]),
            since=row["waiting_since"],
            stops=row["push_stops"],
            brought=row["push_brought"],
            tastes=tastes_of(row),
            named=bool(row["named"]),
        )
        for row in rows
    ]


def rest_waiting(tx: Tx, people: Sequence[ContributorId], *, until: int) -> None:
    """Do not handle people again before `until`; anybody with a later time keeps it."""
    tx.many(
        "UPDATE contributor SET looked_at = :until WHERE id = :id AND looked_at < :until",
        [{"until": until, "id": contributor_id} for contributor_id in people],
    )


def holders(tx: Tx, *, limit: int) -> list[tuple[ProjectId, float, float]]:
    """Return (project, stops, brought) for people who hold a task now, up to a limit."""
    rows = tx.execute(
        """
        SELECT t.project_id, c.push_stops, c.push_brought FROM assignment a
        JOIN task t ON t.id = a.task_id JOIN contributor c ON c.id = a.contributor_id
        WHERE a.state = 'OFFERED' LIMIT :limit
        """,
        {"limit": limit},
    )
    return [(ProjectId(row[0]), row[1], row[2]) for row in rows]


def skills_of(
    tx: Tx, project_id: ProjectId, people: Sequence[ContributorId]
) -> dict[ContributorId, tuple[float, float]]:
    """Return (expected right answers, answers) for the given people who have answered a project's question."""
    names = {f"id{number}": contributor_id for number, contributor_id in enumerate(people)}
    rows = tx.execute(
        f"""
        SELECT contributor_id, "right", answered FROM skill
        WHERE question_id = (SELECT q.id FROM question q WHERE q.project_id = :project AND {FIRST_QUESTION})
            AND contributor_id IN ({", ".join(f":{name}" for name in names)})
        """,
        {"project": project_id, **names},
    )
    return {ContributorId(row["contributor_id"]): (row["right"], row["answered"]) for row in rows}
