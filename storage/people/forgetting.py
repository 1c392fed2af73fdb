"""Forgets a person: deletes what is theirs, and elsewhere puts a stand-in that leads to nobody in place of their id.

What is bounded goes in the transaction in which they ask. Answers, offers and old messages may be many, so they follow
page by page; a row of `forgetting` says for whom, and lets an interrupted run be resumed.
"""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import ProjectState
from storage.free_ids import keep_used
from storage.people.personal import deleted_at_once
from storage.tx import Tx

#: Requester of projects, and author of announcements, whose requester or author was forgotten. Telegram's ids, of
#: people and groups, are far smaller numbers. Stand-ins for contributors are the numbers below it.
NOBODY = ContributorId(-(2**60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """Somebody who is being forgotten.

    Attributes:
        contributor_id: Who.
        through_assignment: The newest assignment when they asked; newer ones are a stranger's.
        through_out: The newest message of that time, the farewell included.
        next_out: The message at which to continue.
        project_id: The project whose answers are being detached; None between two projects.
        stand_in: What takes the person's place there.
    """

    contributor_id: ContributorId
    through_assignment: int
    through_out: int
    next_out: int
    project_id: ProjectId | None
    stand_in: ContributorId | None


def forget_at_once(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Delete everything about somebody that is bounded, and make a note to delete the rest.

    Their row in `contributor` stays as an empty one until nothing refers to it, because assignments do.
    """
    params: dict[str, object] = {"id": contributor_id, "nobody": NOBODY, "at": at}
    for table, of in deleted_at_once():
        if table != "contributor":
            tx.execute(f"DELETE FROM {table} WHERE {of}", params)
    _add_stand_in(tx, NOBODY)
    for sql in _DETACH:
        tx.execute(sql, params)
    _drop_expired(tx, contributor_id)
    tx.execute("DELETE FROM outbox WHERE state = 'PENDING' AND chat_id = :id", params)
    tx.execute(
        """
        UPDATE inbox SET body = '', state = 'DEAD'
        WHERE state IN ('DEAD', 'ASIDE') AND (body LIKE :middle OR body LIKE :last)
        """,
        {"middle": f'%"id": {contributor_id},%', "last": f'%"id": {contributor_id}}}%'},
    )
    tx.execute(
        """
        INSERT INTO forgetting (contributor_id, through_assignment, through_out, next_out, begun_at)
        SELECT :id, (SELECT coalesce(max(id), 0) FROM assignment), (SELECT coalesce(max(id), 0) FROM outbox),
            (SELECT coalesce(min(id), 1) - 1 FROM outbox), :at
        WHERE TRUE ON CONFLICT (contributor_id) DO UPDATE SET through_assignment = excluded.through_assignment,
            through_out = excluded.through_out, next_out = excluded.next_out, begun_at = excluded.begun_at
        """,
        params,
    )
    _make_unknown(tx, contributor_id)


def _drop_expired(tx: Tx, contributor_id: ContributorId) -> None:
    """Delete offers that came to nothing: made again to somebody who comes back, they would keep their old numbers."""
    gone = tx.execute(
        """
        DELETE FROM assignment WHERE contributor_id = :id AND state = 'EXPIRED'
            AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.assignment_id = assignment.id)
        RETURNING id
        """,
        {"id": contributor_id},
    )
    if gone:
        keep_used(tx, "assignment", max(row["id"] for row in gone))


#: What refers to somebody from rows that stay.
_DETACH = (
    (
        "UPDATE event SET actor_id = CASE WHEN actor_id = :id THEN 0 ELSE actor_id END, "
        "about_id = CASE WHEN about_id = :id THEN 0 ELSE about_id END, body = '' WHERE actor_id = :id OR about_id = :id"
    ),
    "UPDATE ban SET banned_by = 0 WHERE banned_by = :id",
    "UPDATE role SET granted_by = 0 WHERE granted_by = :id",
    (
        "UPDATE grant_link SET created_by = 0, expires_at = CASE WHEN expires_at > :at THEN :at ELSE expires_at END "
        "WHERE created_by = :id"
    ),
    "UPDATE grant_link SET used_by = 0 WHERE used_by = :id",
    "UPDATE project SET abler_id = NULL WHERE abler_id = :id",
    "UPDATE announcement SET author_id = :nobody, text = NULL, message_id = NULL WHERE author_id = :id",
    "UPDATE question SET reopening = FALSE WHERE project_id IN (SELECT id FROM project WHERE requester_id = :id)",
    (
        "UPDATE project SET requester_id = :nobody, name = '', topic = NULL, deleted_at = :at, settling = FALSE, "
        "files_asked_at = NULL WHERE requester_id = :id"
    ),
)


def _make_unknown(tx: Tx, contributor_id: ContributorId) -> None:
    """Empty somebody's own row, apart from its language, which their anonymised answers keep."""
    row = tx.one("SELECT locale FROM contributor WHERE id = :id", {"id": contributor_id})
    if row is None:
        return
    # It is the same as the row of somebody who has just been met, and nothing says when that was.
    columns = {**_stranger(tx), "locale": row["locale"]}
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    tx.execute(f"UPDATE contributor SET {sets} WHERE id = :id", {**columns, "id": contributor_id})


def _stranger(tx: Tx) -> dict[str, object]:
    """Return the columns of a row about which nothing is known."""
    probe = NOBODY + 1
    tx.execute(
        "INSERT INTO contributor (id, state, locale, created_at) VALUES (:id, 'NEW', 'en', 0)", {"id": probe}
    )
    row = tx.execute("SELECT * FROM contributor WHERE id = :id", {"id": probe})[0]
    tx.execute("DELETE FROM contributor WHERE id = :id", {"id": probe})
    return {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118 - a sqlite3.Row iterates over values


def _add_stand_in(tx: Tx, stand_in: ContributorId, *, locale: str = "en") -> None:
    tx.execute(
        """
        INSERT INTO contributor (id, state, locale, created_at) VALUES (:id, 'LEFT', :locale, 0)
        ON CONFLICT (id) DO NOTHING
        """,
        {"id": stand_in, "locale": locale},
    )


def is_known(tx: Tx, contributor_id: ContributorId) -> bool:
    """Tell whether anything is stored about somebody: false for strangers and for those who were forgotten."""
    return (
        tx.one("SELECT 1 FROM contributor WHERE id = :id AND created_at > 0", {"id": contributor_id})
        is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """How much is stored about somebody: tasks they answered, and projects of theirs."""

    n_answers: int
    n_projects: int


def count_stored(tx: Tx, contributor_id: ContributorId) -> Stored:
    """Return how much is stored about somebody."""
    row = tx.execute(
        """
        SELECT (SELECT count(*) FROM assignment WHERE contributor_id = :id AND state = 'ANSWERED') AS n_answers,
            (SELECT count(*) FROM project WHERE requester_id = :id AND deleted_at IS NULL) AS n_projects
        """,
        {"id": contributor_id},
    )[0]
    return Stored(n_answers=row["n_answers"], n_projects=row["n_projects"])


def unfinished_projects(tx: Tx, contributor_id: ContributorId) -> list[tuple[ProjectId, ProjectState]]:
    """Return somebody's projects that were launched and have not ended, with their states."""
    rows = tx.execute(
        "SELECT id, state FROM project WHERE requester_id = :id AND state IN ('RUNNING', 'PAUSED') ORDER BY id",
        {"id": contributor_id},
    )
    return [(ProjectId(row["id"]), ProjectState(row["state"])) for row in rows]


def being_forgotten(tx: Tx, *, after: ContributorId | None = None) -> Forgetting | None:
    """Return the next person who is being forgotten, in the order of their ids."""
    row = tx.one(
        """
        SELECT * FROM forgetting WHERE contributor_id > coalesce(:after, contributor_id - 1)
        ORDER BY contributor_id LIMIT 1
        """,
        {"after": after},
    )
    if row is None:
        return None
    return Forgetting(
        contributor_id=ContributorId(row["contributor_id"]),
        through_assignment=row["through_assignment"],
        through_out=row["through_out"],
        next_out=row["next_out"],
        project_id=None if row["project_id"] is None else ProjectId(row["project_id"]),
        stand_in=None if row["stand_in_id"] is None else ContributorId(row["stand_in_id"]),
    )


def forget_naming(tx: Tx, forgetting: Forgetting, *, limit: int) -> int:
    """Delete a page of the rows by which files name somebody for tasks they did not answer. Returns how many."""
    gone = tx.execute(
        """
        DELETE FROM audience WHERE contributor_id = :id AND task_id IN (
            SELECT m.task_id FROM audience m WHERE m.contributor_id = :id AND NOT EXISTS (
                SELECT 1 FROM assignment a WHERE a.task_id = m.task_id AND a.contributor_id = :id
                    AND a.id <= :through) LIMIT :limit)
        RETURNING 1
        """,
        {"id": forgetting.contributor_id, "through": forgetting.through_assignment, "limit": limit},
    )
    return len(gone)


def awaits_discarding(tx: Tx, forgetting: Forgetting) -> bool:
    """Tell whether somebody's answers are still being taken out of the count, which needs to know whose they are."""
    pending = "SELECT 1 FROM ban WHERE contributor_id = :id AND discard_after IS NOT NULL"
    return tx.one(pending, {"id": forgetting.contributor_id}) is not None


def begin_detaching(tx: Tx, forgetting: Forgetting) -> bool:
    """Draw a stand-in for a project in which assignments still carry somebody's id; False if there is none left.

    It is another one in each project, so that nobody can tell that they were the same person.
    """
    person = {"id": forgetting.contributor_id, "through": forgetting.through_assignment}
    found = tx.one(
        """
        SELECT t.project_id FROM assignment a JOIN task t ON t.id = a.task_id
        WHERE a.contributor_id = :id AND a.id <= :through LIMIT 1
        """,
        person,
    )
    if found is None:
        return False
    row = tx.execute(
        "SELECT min(c.id) AS lowest, (SELECT locale FROM contributor WHERE id = :id) AS locale FROM contributor c",
        person,
    )[0]
    stand_in = ContributorId(min(row["lowest"], NOBODY) - 1)
    _add_stand_in(tx, stand_in, locale=row["locale"] or "en")
    params = {**person, "project": found["project_id"], "stand_in": stand_in}
    for sql in _IN_PROJECT:
        tx.execute(sql, params)
    return True


#: The skill goes first, so that the answers are judged by it wherever they stand.
_IN_PROJECT = (
    "UPDATE forgetting SET project_id = :project, stand_in_id = :stand_in WHERE contributor_id = :id",
    """
    UPDATE skill SET contributor_id = :stand_in
    WHERE contributor_id = :id AND question_id IN (SELECT id FROM question WHERE project_id = :project)
    """,
    "UPDATE pseudonym SET contributor_id = :stand_in WHERE contributor_id = :id AND project_id = :project",
)


def detach(tx: Tx, forgetting: Forgetting, *, limit: int) -> int:
    """Put the stand-in in somebody's place in a page of a project's assignments. Returns how many these were."""
    params: dict[str, object] = {
        "id": forgetting.contributor_id,
        "stand_in": forgetting.stand_in,
        "project": forgetting.project_id,
        "through": forgetting.through_assignment,
        "limit": limit,
    }
    rows = tx.execute(
        """
        UPDATE assignment SET contributor_id = :stand_in WHERE id IN (
            SELECT a.id FROM assignment a JOIN task t ON t.id = a.task_id
            WHERE a.contributor_id = :id AND a.id <= :through AND t.project_id = :project LIMIT :limit)
        RETURNING id, task_id
        """,
        params,
    )
    moved = [{**params, "assignment": row["id"], "task": row["task_id"]} for row in rows]
    for sql in _OF_ASSIGNMENT:
        tx.many(sql, moved)
    return len(moved)


_OF_ASSIGNMENT = (
    "UPDATE answer SET contributor_id = :stand_in, update_id = NULL WHERE assignment_id = :assignment",
    """
    UPDATE audience SET contributor_id = :stand_in
    WHERE contributor_id = :id AND project_id = :project AND task_id = :task
    """,
)


def end_detaching(tx: Tx, forgetting: Forgetting) -> None:
    """Store that a project's answers are detached; what a fit changed in the meantime goes to the stand-in."""
    params = {
        "id": forgetting.contributor_id,
        "stand_in": forgetting.stand_in,
        "project": forgetting.project_id,
    }
    for sql in _AFTER_PROJECT:
        tx.execute(sql, params)


_LEFT_OVER = "contributor_id = :id AND question_id IN (SELECT id FROM question WHERE project_id = :project)"
_AFTER_PROJECT = (
    f"""
    INSERT INTO skill (question_id, contributor_id, "right", answered)
    SELECT question_id, :stand_in, "right", answered FROM skill WHERE {_LEFT_OVER}
    ON CONFLICT (question_id, contributor_id) DO UPDATE SET
        "right" = skill."right" + excluded."right", answered = skill.answered + excluded.answered
    """,
    f"DELETE FROM skill WHERE {_LEFT_OVER}",
    "UPDATE forgetting SET project_id = NULL, stand_in_id = NULL WHERE contributor_id = :id",
)


def forget_messages(tx: Tx, forgetting: Forgetting, *, farewell: int, limit: int) -> int | None:
    """Delete somebody's messages among the next `limit` ones.

    Args:
        tx: The transaction.
        forgetting: Who.
        farewell: How many messages after `through_out` may be part of the farewell.
        limit: How many messages to look at.

    Returns:
        Where to continue; None once all were looked at.
    """
    params = {
        "id": forgetting.contributor_id,
        "from": forgetting.next_out,
        "to": forgetting.next_out + limit,
        "last": forgetting.through_out + farewell,
    }
    tx.execute(
        """
        DELETE FROM outbox WHERE id > :from AND id <= :to AND id <= :last AND chat_id = :id
            AND state NOT IN ('PENDING', 'SENDING')
        """,
        params,
    )
    done = forgetting.next_out + limit >= forgetting.through_out + farewell
    tx.execute("UPDATE forgetting SET next_out = :to WHERE contributor_id = :id", params)
    return None if done else forgetting.next_out + limit


def unsent_messages(tx: Tx, forgetting: Forgetting, *, farewell: int) -> bool:
    """Tell whether somebody's last messages are still to be sent; if so, they are looked at again afterwards."""
    waits = tx.one(
        """
        SELECT 1 FROM outbox WHERE state IN ('PENDING', 'SENDING') AND chat_id = :id AND id <= :last LIMIT 1
        """,
        {"id": forgetting.contributor_id, "last": forgetting.through_out + farewell},
    )
    if waits is None:
        return False
    tx.execute(
        "UPDATE forgetting SET next_out = :from WHERE contributor_id = :id",
        {"id": forgetting.contributor_id, "from": forgetting.through_out},
    )
    return True


def end_forgetting(tx: Tx, contributor_id: ContributorId) -> None:
    """Store that nothing about somebody is left, unless they came back in the meantime: that is a new story."""
    params = {"id": contributor_id}
    if not is_known(tx, contributor_id):
        # Whatever was under way when they asked may have added something since.
        for table, of in deleted_at_once():
            if table != "contributor":
                tx.execute(f"DELETE FROM {table} WHERE {of}", params)
        for table in ("pseudonym", "audience"):
            tx.execute(f"DELETE FROM {table} WHERE contributor_id = :id", params)
        tx.execute(
            "DELETE FROM skill WHERE question_id IN (SELECT id FROM question) AND contributor_id = :id",
            params,
        )
        tx.execute("DELETE FROM contributor WHERE id = :id", params)
    tx.execute("DELETE FROM forgetting WHERE contributor_id = :id", params)


def people_gone(tx: Tx, *, before: int, limit: int) -> list[ContributorId]:
    """Return people who have been neither subscribed nor active since a time, longest gone first.

    Requesters have not left while they have the right to ask, or a project that is not over or changed since then.
    """
    rows = tx.execute(
        """
        SELECT c.id FROM contributor c
        WHERE c.gone_at IS NOT NULL AND c.gone_at < :before AND c.seen_at < :before AND c.created_at > 0
            AND NOT EXISTS (SELECT 1 FROM role r WHERE r.contributor_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM project p WHERE p.requester_id = c.id AND p.deleted_at IS NULL
                AND (p.changed_at >= :before OR p.state IN ('RUNNING', 'PAUSED')))
        ORDER BY c.gone_at, c.id LIMIT :limit
        """,
        {"before": before, "limit": limit},
    )
    return [ContributorId(row["id"]) for row in rows]
