"""Offers of tasks to people, with their leases."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from crowd.answering.assignments import AssignmentState, SkipReason
from crowd.ids import DAY, AssignmentId, ContributorId, ProjectId, TaskId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.answering.asks import ASK, OF_TASK, Ask, ask_fields
from storage.free_ids import next_id
from storage.projects.questions import QUESTION, question_of, value_of
from storage.tx import Record, Row, Tx

#: People are never warned earlier than this before a lease ends, however long it is.
LONGEST_WARNING = 2 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Ask):
    """An assignment, with its task."""

    id: AssignmentId
    contributor_id: ContributorId
    state: AssignmentState
    lease_id: int
    lease_until: int
    offered_at: int
    extensions: int
    ended_at: int | None
    zone: str | None  #: the contributor's time zone: its IANA name, None until they set one
    has_consent: bool  #: whether they agree that their answers are stored
    is_named: bool  #: whether they have pseudonyms for the files of the project

    @property
    def is_untouched(self) -> bool:
        """Whether there can be no answer yet: it is the first offer of the task to this person, and ends with one."""
        return self.state is AssignmentState.OFFERED and self.lease_id == 1 and not self.is_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """An assignment as its person sees it: the task and how long they have it."""

    id: AssignmentId
    task_id: TaskId
    project_id: ProjectId
    state: AssignmentState
    lease_until: int
    offered_at: int
    extensions: int
    ended_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An assignment as its person sees it, with what it asks and what they answered."""

    lease: Lease
    project: str  #: its name
    questions: tuple[Question, ...]  #: in their order
    content: str  #: JSON object, column to text
    answers: tuple[Value | None, ...]  #: the newest version for each question; None without one


def find_offer(tx: Tx, assignment_id: AssignmentId) -> Offer | None:
    """Return anybody's assignment; the caller checks whose it is."""
    rows = tx.records(
        f"""
        SELECT a.id, a.contributor_id, a.state, a.lease_id, a.lease_until, a.offered_at, a.extensions, a.ended_at,
            c.zone, c.created_at > 0 AND EXISTS (SELECT 1 FROM consent s
                WHERE s.contributor_id = c.id AND s.revoked_at IS NULL) AS has_consent,
            EXISTS (SELECT 1 FROM pseudonym y WHERE y.contributor_id = c.id AND y.project_id = t.project_id
                AND y.named_key IS NOT NULL) AS is_named, {ASK}
        FROM assignment a JOIN contributor c ON c.id = a.contributor_id JOIN task t ON t.id = a.task_id {OF_TASK}
        WHERE a.id = :id ORDER BY q.position
        """,
        {"id": assignment_id},
    )
    return _offer(rows) if rows else None


def find_lease(tx: Tx, assignment_id: AssignmentId) -> Lease | None:
    """Return an assignment without the data needed to decide its task."""
    row = tx.one(
        """
        SELECT a.id, a.task_id, t.project_id, a.state, a.lease_until, a.offered_at, a.extensions, a.ended_at
        FROM assignment a JOIN task t ON t.id = a.task_id WHERE a.id = :id
        """,
        {"id": assignment_id},
    )
    return None if row is None else _lease(row)


def find_held(tx: Tx, assignment_ids: Collection[AssignmentId]) -> dict[AssignmentId, Held]:
    """Return up to two assignments as their person sees them; none of a project that was deleted."""
    one, two = (*assignment_ids, None, None)[:2]
    rows = tx.records(
        f"""
        SELECT a.id, a.task_id, t.project_id, a.state, a.lease_until, a.offered_at, a.extensions, a.ended_at,
            p.name AS project, t.content, {QUESTION}, n.label, n.value
        FROM assignment a JOIN task t ON t.id = a.task_id JOIN project p ON p.id = t.project_id
        JOIN question q ON q.project_id = p.id
        LEFT JOIN answer n ON n.assignment_id = a.id AND n.question_id = q.id AND n.version = (
            SELECT max(version) FROM answer WHERE assignment_id = a.id AND question_id = q.id)
        WHERE a.id IN (:one, :two) AND p.deleted_at IS NULL
        """,
        {"one": one, "two": two},
    )
    of_assignment: dict[AssignmentId, list[Record]] = {}
    for row in rows:
        of_assignment.setdefault(AssignmentId(row["id"]), []).append(row)
    return {assignment_id: _held(found) for assignment_id, found in of_assignment.items()}


def _held(rows: list[Record]) -> Held:
    rows.sort(key=lambda row: row["question_position"])
    return Held(
        lease=_lease(rows[0]),
        project=rows[0]["project"],
        questions=tuple(map(question_of, rows)),
        content=rows[0]["content"],
        answers=tuple(value_of(row["label"], row["value"]) for row in rows),
    )


def add_offer(
    tx: Tx, task_id: TaskId, contributor_id: ContributorId, *, project_id: ProjectId, lease: int, at: int
) -> AssignmentId:
    """Offer a task to somebody who has not had it or whose earlier offer expired.

    It is kept for them as long as its project says, or for `lease` if that says nothing.
    """
    row = tx.one(
        f"""
        INSERT INTO assignment (id, task_id, contributor_id, state, lease_id, lease_until, offered_at)
        VALUES ({next_id("assignment")}, :task, :contributor, 'OFFERED', 1,
            :at + coalesce((SELECT lease FROM project WHERE id = :project), :lease), :at)
        ON CONFLICT (task_id, contributor_id, round) DO UPDATE SET
            state = 'OFFERED', lease_id = lease_id + 1, lease_until = excluded.lease_until,
            offered_at = excluded.offered_at, ended_at = NULL, warned_until = 0, extensions = 0
        WHERE assignment.state = 'EXPIRED'
        RETURNING id
        """,
        {
            "task": task_id,
            "contributor": contributor_id,
            "project": project_id,
            "lease": lease,
            "at": at,
        },
    )
    if row is None:
        raise LookupError(f"task {task_id} was already offered to this person")
    return AssignmentId(row["id"])


def end_offer(
    tx: Tx,
    assignment_id: AssignmentId,
    state: AssignmentState,
    *,
    was: AssignmentState,
    at: int,
    skip_reason: SkipReason | None = None,
) -> bool:
    """Move an assignment from state `was` to `state`; False if its state has changed in the meantime."""
    rows = tx.execute(
        """
        UPDATE assignment SET state = :state, ended_at = :at, skip_reason = :reason
        WHERE id = :id AND state = :was RETURNING id
        """,
        {"id": assignment_id, "state": state, "was": was, "at": at, "reason": skip_reason},
    )
    return bool(rows)


def offers_of(tx: Tx, contributor_id: ContributorId) -> list[Offer]:
    """Return the offers that somebody holds."""
    rows = tx.execute(
        # None has ended, so this is the order of their ids, and that of the index.
        "SELECT id FROM assignment WHERE contributor_id = :id AND state = 'OFFERED' ORDER BY ended_at, id",
        {"id": contributor_id},
    )
    return _offers(tx, rows)


def has_offers(tx: Tx, project_id: ProjectId, *, since: int) -> bool:
    """Tell whether a project has offers in flight that were made after a time."""
    row = tx.one(
        """
        SELECT 1 FROM project p WHERE p.id = :id AND p.n_offered > 0 AND EXISTS (
            SELECT 1 FROM assignment a JOIN task t ON t.id = a.task_id
            WHERE a.state = 'OFFERED' AND a.offered_at > :since AND t.project_id = p.id)
        """,
        {"id": project_id, "since": since},
    )
    return row is not None


def offers_on(tx: Tx, task_id: TaskId) -> list[tuple[AssignmentId, ContributorId]]:
    """Return a task's offers in flight and who holds them."""
    rows = tx.execute(
        "SELECT id, contributor_id FROM assignment WHERE task_id = :id AND state = 'OFFERED'", {"id": task_id}
    )
    return [(AssignmentId(row["id"]), ContributorId(row["contributor_id"])) for row in rows]


def expired_offers(tx: Tx, *, now: int, limit: int) -> list[Offer]:
    """Return offers whose lease has ended, oldest first."""
    rows = tx.execute(
        """
        SELECT id FROM assignment WHERE state = 'OFFERED' AND lease_until <= :now
        ORDER BY lease_until, id LIMIT :limit
        """,
        {"now": now, "limit": limit},
    )
    return _offers(tx, rows)


def ending_offers(tx: Tx, *, now: int, limit: int) -> list[Offer]:
    """Return offers with at most a quarter of their lease left whose holders have not been warned yet."""
    rows = tx.execute(
        """
        SELECT id FROM assignment
        WHERE state = 'OFFERED' AND lease_until > :now AND lease_until < :soon AND warned_until < lease_until
            AND 4 * (lease_until - :now) <= lease_until - offered_at
        ORDER BY lease_until, id LIMIT :limit
        """,
        {"now": now, "soon": now + LONGEST_WARNING, "limit": limit},
    )
    return _offers(tx, rows)


def set_warned(tx: Tx, assignment_id: AssignmentId) -> None:
    """Store that the person has been warned about the end of this lease."""
    tx.execute("UPDATE assignment SET warned_until = lease_until WHERE id = :id", {"id": assignment_id})


def extend_lease(tx: Tx, assignment_id: AssignmentId, *, until: int) -> None:
    """Keep a task for somebody longer."""
    tx.execute(
        "UPDATE assignment SET lease_until = :until, extensions = extensions + 1 WHERE id = :id AND state = 'OFFERED'",
        {"id": assignment_id, "until": until},
    )


def renew_lease(tx: Tx, assignment_id: AssignmentId, *, until: int) -> None:
    """Keep a task for somebody at least until a time, because they are at work on it."""
    tx.execute(
        "UPDATE assignment SET lease_until = :until WHERE id = :id AND state = 'OFFERED' AND lease_until < :until",
        {"until": until, "id": assignment_id},
    )


def answer_times(tx: Tx, project_id: ProjectId, *, limit: int) -> list[int]:
    """Return how long a project's newest answers took from offer to answer, in microseconds."""
    rows = tx.execute(
        """
        SELECT n.answered_at - a.offered_at AS took FROM task t JOIN answer n ON n.task_id = t.id AND n.version = 1
        JOIN assignment a ON a.id = n.assignment_id
        WHERE t.project_id = :project AND n.counted AND NOT EXISTS (SELECT 1 FROM answer m
            WHERE m.assignment_id = a.id AND m.question_id > n.question_id AND m.counted)
        ORDER BY n.answered_at DESC LIMIT :limit
        """,
        {"project": project_id, "limit": limit},
    )
    return [row["took"] for row in rows]


def set_lease(tx: Tx, project_id: ProjectId, lease: int | None) -> None:
    """Store how long a project's tasks are kept for people."""
    tx.execute("UPDATE project SET lease = :lease WHERE id = :id", {"id": project_id, "lease": lease})


def _offers(tx: Tx, rows: Iterable[Row]) -> list[Offer]:
    """Return offers by the ids in some rows."""
    found = (find_offer(tx, AssignmentId(row["id"])) for row in rows)
    return [offer for offer in found if offer is not None]


def _offer(rows: Sequence[Record]) -> Offer:
    row = rows[0]
    return Offer(
        id=AssignmentId(row["id"]),
        contributor_id=ContributorId(row["contributor_id"]),
        state=AssignmentState(row["state"]),
        lease_id=row["lease_id"],
        lease_until=row["lease_until"],
        offered_at=row["offered_at"],
        extensions=row["extensions"],
        ended_at=row["ended_at"],
        zone=row["zone"],
        has_consent=bool(row["has_consent"]),
        is_named=bool(row["is_named"]),
        **ask_fields(rows),
    )


def _lease(row: Row | Record) -> Lease:
    return Lease(
        id=AssignmentId(row["id"]),
        task_id=TaskId(row["task_id"]),
        project_id=ProjectId(row["project_id"]),
        state=AssignmentState(row["state"]),
        lease_until=row["lease_until"],
        offered_at=row["offered_at"],
        extensions=row["extensions"],
        ended_at=row["ended_at"],
    )
