"""Projects with their question: what their document says until they are launched, then what their rows say."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from crowd.deciding.skill import SkillPrior
from crowd.ids import ContributorId, ProjectId, QuestionId
from crowd.kinds.question import Question
from crowd.projects.draft import Draft, DraftQuestion, DraftStep, read_draft, write_draft
from crowd.projects.project import Hold, Project, ProjectState
from crowd.projects.topics import Subject
from storage.deciding.rules import RULE, limits_of, rule_of
from storage.free_ids import free_id
from storage.projects.questions import FIRST_QUESTION, QUESTION, question_of
from storage.projects.tastes import subject_of
from storage.tx import Row, Tx

_PROJECT = f"""
    SELECT p.*, {QUESTION}, {RULE}
    FROM project p JOIN question q ON q.project_id = p.id AND {FIRST_QUESTION}
"""


def add_project(
    tx: Tx,
    requester_id: ContributorId,
    draft: Draft,
    *,
    content_columns: Sequence[str],
    has_keys: bool,
    prior: SkillPrior,
    at: int,
) -> ProjectId:
    """Store a new project in state DRAFT, with rows for its questions that say nothing until it is launched."""
    project = tx.execute(
        """
        INSERT INTO project (id, requester_id, name, state, draft, content_columns, has_keys, created_at,
            changed_at, touched_at)
        VALUES (:id, :requester, '', 'DRAFT', :draft, :columns, :has_keys, :at, :at, :at) RETURNING id
        """,
        {
            "id": free_id(tx, "project"),
            "requester": requester_id,
            "draft": write_draft(draft),
            "columns": json.dumps(list(content_columns), ensure_ascii=False),
            "has_keys": has_keys,
            "at": at,
        },
    )[0]["id"]
    tx.many(
        """
        INSERT INTO question (project_id, position, kind, text, prior_right, prior_wrong)
        VALUES (:project, :position, :kind, '', :right, :wrong)
        """,
        [
            {
                "project": project,
                "position": position,
                "kind": question.kind.name,
                "right": prior.right,
                "wrong": prior.wrong,
            }
            for position, question in enumerate(draft.questions)
        ],
    )
    return ProjectId(project)


def find_project(tx: Tx, project_id: ProjectId) -> Project | None:
    """Return anybody's project; the caller checks whose it is."""
    row = tx.one(_PROJECT + "WHERE p.id = :id AND p.deleted_at IS NULL", {"id": project_id})
    return None if row is None else _project(tx, row)


def list_projects(tx: Tx, requester_id: ContributorId, *, limit: int, offset: int) -> list[Project]:
    """Return a page of a requester's projects, newest first."""
    rows = tx.execute(
        _PROJECT
        + "WHERE p.requester_id = :requester AND p.deleted_at IS NULL ORDER BY p.id DESC LIMIT :limit OFFSET :offset",
        {"requester": requester_id, "limit": limit, "offset": offset},
    )
    return [_project(tx, row) for row in rows]


def project_changed_at(tx: Tx, project_id: ProjectId) -> int:
    """Return when a project last changed: always a new time, later than when its panel was shown.

    A change that had to wait before it was stored has an older time, and the panel may have been shown in between.
    """
    row = tx.one("SELECT changed_at FROM project WHERE id = :id", {"id": project_id})
    return int(row[0]) if row else 0


def count_projects(tx: Tx, requester_id: ContributorId) -> int:
    """Return how many projects a requester has."""
    row = tx.one(
        "SELECT count(*) FROM project WHERE requester_id = :id AND deleted_at IS NULL", {"id": requester_id}
    )
    return int(row[0]) if row else 0


def newest_launched(tx: Tx, requester_id: ContributorId) -> ProjectId | None:
    """Return a requester's newest launched project."""
    row = tx.one(
        """
        SELECT id FROM project WHERE requester_id = :id AND launched_at IS NOT NULL ORDER BY id DESC LIMIT 1
        """,
        {"id": requester_id},
    )
    return None if row is None else ProjectId(row["id"])


def running_of(tx: Tx, requester_id: ContributorId) -> list[ProjectId]:
    """Return a requester's running projects."""
    rows = tx.execute(
        "SELECT id FROM project WHERE requester_id = :id AND state = 'RUNNING' ORDER BY id",
        {"id": requester_id},
    )
    return [ProjectId(row["id"]) for row in rows]


def count_all_launched(tx: Tx) -> int:
    """Return how many projects were launched, whoever they belong to."""
    row = tx.one("SELECT count(*) FROM project WHERE launched_at IS NOT NULL")
    return int(row[0]) if row else 0


def list_all_launched(tx: Tx, *, limit: int, offset: int) -> list[Project]:
    """Return a page of everybody's launched projects, newest first."""
    rows = tx.execute(
        _PROJECT + "WHERE p.launched_at IS NOT NULL ORDER BY p.id DESC LIMIT :limit OFFSET :offset",
        {"limit": limit, "offset": offset},
    )
    return [_project(tx, row) for row in rows]


def projects_to_hold(tx: Tx, requester_id: ContributorId) -> list[Project]:
    """Return a requester's projects that are running or paused."""
    rows = tx.execute(
        _PROJECT + "WHERE p.requester_id = :id AND p.state IN ('RUNNING', 'PAUSED') ORDER BY p.id",
        {"id": requester_id},
    )
    return [_project(tx, row) for row in rows]


def reopen_paused(tx: Tx, requester_id: ContributorId) -> None:
    """Let a requester's completed projects be paused if one of their tasks opens again."""
    tx.execute(
        "UPDATE project SET ended_paused = TRUE WHERE requester_id = :id AND state = 'COMPLETED'",
        {"id": requester_id},
    )


def set_held(tx: Tx, project_id: ProjectId, held: Hold | None, reason: str = "") -> None:
    """Store who paused a project so that only an admin can resume it, and why; None if nobody did."""
    tx.execute(
        "UPDATE project SET held = :held, held_reason = :reason WHERE id = :id",
        {"id": project_id, "held": held, "reason": reason},
    )


def held_with_offers(tx: Tx) -> list[ProjectId]:
    """Return the projects that an admin or reports paused while people hold tasks of them."""
    rows = tx.execute("SELECT id FROM project WHERE held IS NOT NULL AND n_offered > 0 ORDER BY id")
    return [ProjectId(row["id"]) for row in rows]


def list_launched(tx: Tx, requester_id: ContributorId, *, limit: int) -> list[Project]:
    """Return a requester's launched projects, newest first."""
    rows = tx.execute(
        _PROJECT + "WHERE p.requester_id = :id AND p.launched_at IS NOT NULL ORDER BY p.id DESC LIMIT :limit",
        {"id": requester_id, "limit": limit},
    )
    return [_project(tx, row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """A project that may offer tasks now."""

    id: ProjectId
    has_open: bool  #: has tasks open to everybody
    has_named: bool  #: has tasks for named people
    subject: Subject


def offering_projects(tx: Tx, *, at: int) -> list[Offering]:
    """Return every running project whose limits allow one more offer, oldest first."""
    rows = tx.execute(
        """
        SELECT id, has_open, has_named, language, topic FROM project
        WHERE state = 'RUNNING' AND NOT preparing AND (budget IS NULL OR n_answers + n_offered < budget)
            AND (deadline_at IS NULL OR deadline_at > :at)
        ORDER BY id
        """,
        {"at": at},
    )
    return [
        Offering(
            id=ProjectId(row["id"]),
            has_open=bool(row["has_open"]),
            has_named=bool(row["has_named"]),
            subject=subject_of(row),
        )
        for row in rows
    ]


def set_project_state(
    tx: Tx, project_id: ProjectId, state: ProjectState, *, was: ProjectState, at: int
) -> bool:
    """Move a project from state `was` to `state`; False if its state has changed in the meantime."""
    rows = tx.execute(
        """
        UPDATE project SET state = :state, changed_at = max(:at, changed_at + 1, coalesce(
                (SELECT shown_at + 1 FROM panel WHERE project_id = :id), 0)),
            launched_at = CASE WHEN :state = 'RUNNING' THEN coalesce(launched_at, :at) ELSE launched_at END,
            ended_at = CASE WHEN :state IN ('COMPLETED', 'CANCELLED') THEN :at END,
            ended_paused = (:state = 'COMPLETED' AND :was = 'PAUSED')
        WHERE id = :id AND state = :was RETURNING id
        """,
        {"id": project_id, "state": state, "was": was, "at": at},
    )
    return bool(rows)


def state_before_end(tx: Tx, project_id: ProjectId) -> ProjectState:
    """Return a project's state when its last task closed, for when one reopens: RUNNING or PAUSED."""
    row = tx.one("SELECT ended_paused FROM project WHERE id = :id", {"id": project_id})
    return ProjectState.PAUSED if row is not None and row["ended_paused"] else ProjectState.RUNNING


def set_deleted(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    """Hide a project that was never launched; its rows are deleted bit by bit."""
    tx.execute(
        "UPDATE project SET deleted_at = :at WHERE id = :id AND launched_at IS NULL",
        {"id": project_id, "at": at},
    )


def show_imported(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    """Show a project that was hidden until its whole file was stored."""
    tx.execute(
        "UPDATE project SET deleted_at = NULL, created_at = :at, changed_at = :at, touched_at = :at WHERE id = :id",
        {"id": project_id, "at": at},
    )


def _project(tx: Tx, row: Row) -> Project:
    set_up = _launched(row) if row["draft"] is None else read_draft(row["draft"])
    question = set_up.question
    return Project(
        id=ProjectId(row["id"]),
        requester_id=ContributorId(row["requester_id"]),
        name=set_up.name,
        state=ProjectState(row["state"]),
        draft_step=set_up.step,
        question=Question(
            id=QuestionId(row["question_id"]),
            kind=question.kind,
            text=question.text,
            config=question.config,
        ),
        content_columns=tuple(json.loads(row["content_columns"])),
        rule=question.rule,
        limits=set_up.limits,
        subject=set_up.subject,
        n_tasks=row["n_tasks"],
        n_closed=row["n_closed"],
        n_stated=row["n_stated"],
        n_answers=row["n_answers"],
        n_late=row["n_late"],
        n_skips=row["n_skips"],
        confidence_sum=row["confidence_sum"],
        n_gold=row["n_gold"],
        created_at=row["created_at"],
        launched_at=row["launched_at"],
        ended_at=row["ended_at"],
        n_cut_off=_count_cut_off(tx, row) if row["ended_at"] is not None else 0,
        held=None if row["held"] is None else Hold(row["held"]),
        held_reason=row["held_reason"],
        is_preparing=bool(row["preparing"]),
        is_ending=bool(row["ending"]),
    )


def _launched(row: Row) -> Draft:
    """Return what was set up of a launched project."""
    question = question_of(row)
    asked = DraftQuestion(kind=question.kind, text=question.text, config=question.config, rule=rule_of(row))
    return Draft(
        name=row["name"],
        questions=(asked,),
        limits=limits_of(row),
        subject=subject_of(row),
        step=DraftStep.READY,
    )


def _count_cut_off(tx: Tx, row: Row) -> int:
    """How many tasks of a finished project closed only because it ended."""
    counted = tx.one(
        """
        SELECT sum(n) FROM closed_by WHERE project_id = :id AND reason IN ('cancelled', 'budget', 'deadline')
        """,
        {"id": row["id"]},
    )
    return int((counted[0] if counted else 0) or 0)
