"""People: their state, roles and consent, and the links that grant roles."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId, TaskId
from crowd.people.contributors import Contributor, ContributorState, Role
from crowd.people.pace import QUIET_FROM, QUIET_UNTIL
from crowd.people.visitors import ENOUGH_OF_HASH
from storage.tx import Tx


def find_contributor(tx: Tx, contributor_id: ContributorId) -> Contributor | None:
    """Return somebody who has written to the bot before, unless they were forgotten since."""
    row = tx.one(
        """
        SELECT c.id, c.state, c.state_before, c.locale,
            (SELECT max(version) FROM consent WHERE contributor_id = c.id AND revoked_at IS NULL) AS consent
        FROM contributor c WHERE c.id = :id AND c.created_at > 0
        """,
        {"id": contributor_id},
    )
    if row is None:
        return None
    return Contributor(
        id=ContributorId(row["id"]),
        state=ContributorState(row["state"]),
        state_before=ContributorState(row["state_before"]) if row["state_before"] else None,
        locale=row["locale"],
        consent_version=row["consent"],
    )


def add_contributor(
    tx: Tx, contributor_id: ContributorId, *, locale: str, source: str | None, at: int
) -> None:
    """Store somebody who writes for the first time; changes nothing for people already known."""
    tx.execute(
        """
        INSERT INTO contributor (id, state, locale, source, created_at, gone_at, quiet_from, quiet_until)
        VALUES (:id, 'NEW', :locale, :source, :at, :at, :quiet_from, :quiet_until)
        ON CONFLICT (id) DO UPDATE SET source = excluded.source, created_at = excluded.created_at,
            gone_at = excluded.gone_at, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until
            WHERE contributor.created_at = 0
        """,
        {
            "id": contributor_id,
            "locale": locale,
            "source": source,
            "at": at,
            "quiet_from": QUIET_FROM,
            "quiet_until": QUIET_UNTIL,
        },
    )


def set_locale(tx: Tx, contributor_id: ContributorId, locale: str) -> None:
    """Store the current language of somebody's app."""
    tx.execute(
        "UPDATE contributor SET locale = :locale WHERE id = :id AND locale <> :locale",
        {"id": contributor_id, "locale": locale},
    )


def set_contributor_state(
    tx: Tx, contributor_id: ContributorId, state: ContributorState, *, was: ContributorState, at: int
) -> bool:
    """Move somebody from state `was` to `state`; False if their state has changed in the meantime.

    While they are not subscribed, the time since when they have not been is stored.
    """
    rows = tx.execute(
        """
        UPDATE contributor SET state_before = state, state = :state,
            gone_at = CASE WHEN :state IN ('ACTIVE', 'PAUSED') THEN NULL ELSE coalesce(gone_at, :at) END
        WHERE id = :id AND state = :was RETURNING id
        """,
        {"id": contributor_id, "state": state, "was": was, "at": at},
    )
    return bool(rows)


def set_last_project(tx: Tx, contributor_id: ContributorId, project_id: ProjectId) -> None:
    """Remember which project somebody is working on, to stay with it."""
    tx.execute(
        "UPDATE contributor SET last_project_id = :project WHERE id = :id",
        {"id": contributor_id, "project": project_id},
    )


def set_waiting(tx: Tx, contributor_id: ContributorId, *, since: int | None) -> None:
    """Store that somebody is waiting for a task, or no longer is."""
    tx.execute(
        """
        UPDATE contributor SET waiting_since = :since, looked_at = coalesce(:since, looked_at)
        WHERE id = :id AND (waiting_since IS NOT NULL OR :since IS NOT NULL)
        """,
        {"id": contributor_id, "since": since},
    )


def add_consent(
    tx: Tx, contributor_id: ContributorId, *, version: int, text_hash: str, locale: str, at: int
) -> None:
    """Store what somebody agreed to, in which wording, and when."""
    tx.execute(
        """
        INSERT INTO consent (contributor_id, version, text_hash, locale, given_at)
        VALUES (:id, :version, :text_hash, :locale, :at)
        ON CONFLICT (contributor_id, given_at) DO NOTHING
        """,
        {"id": contributor_id, "version": version, "text_hash": text_hash, "locale": locale, "at": at},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What somebody agreed to.

    Attributes:
        version: Version of the text.
        text_hash: SHA-256 of its wording, in hexadecimal.
        locale: The language they read it in.
        given_at: When they agreed.
        revoked_at: When they revoked it; None while it is valid.
    """

    version: int
    text_hash: str
    locale: str
    given_at: int
    revoked_at: int | None


def newest_consent(tx: Tx, contributor_id: ContributorId) -> Consent | None:
    """Return somebody's latest consent, valid or not; None if they never gave any."""
    row = tx.one(
        """
        SELECT version, text_hash, locale, given_at, revoked_at FROM consent
        WHERE contributor_id = :id ORDER BY given_at DESC LIMIT 1
        """,
        {"id": contributor_id},
    )
    if row is None:
        return None
    return Consent(
        version=row["version"],
        text_hash=row["text_hash"],
        locale=row["locale"],
        given_at=row["given_at"],
        revoked_at=row["revoked_at"],
    )


def revoke_consent(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Store that somebody revoked their consent."""
    tx.execute(
        "UPDATE consent SET revoked_at = :at WHERE contributor_id = :id AND revoked_at IS NULL",
        {"id": contributor_id, "at": at},
    )


def has_role(tx: Tx, contributor_id: ContributorId, role: Role) -> bool:
    """Tell whether somebody has a role."""
    params = {"id": contributor_id, "role": role}
    return tx.one("SELECT 1 FROM role WHERE contributor_id = :id AND role = :role", params) is not None


def add_role(
    tx: Tx, contributor_id: ContributorId, role: Role, *, granted_by: ContributorId, at: int
) -> None:
    """Give somebody a role; does nothing if they already have it."""
    tx.execute(
        """
        INSERT INTO role (contributor_id, role, granted_by, granted_at) VALUES (:id, :role, :by, :at)
        ON CONFLICT (contributor_id, role) DO NOTHING
        """,
        {"id": contributor_id, "role": role, "by": granted_by, "at": at},
    )


def end_role(tx: Tx, contributor_id: ContributorId, role: Role) -> bool:
    """Take a role from somebody; False if they don't have it."""
    row = tx.one(
        "DELETE FROM role WHERE contributor_id = :id AND role = :role RETURNING role",
        {"id": contributor_id, "role": role},
    )
    return row is not None


def add_grant_link(
    tx: Tx, token_hash: str, role: Role, *, created_by: ContributorId, at: int, expires_at: int
) -> None:
    """Store the hash of a single-use link that gives a role to the person who opens it."""
    tx.execute(
        """
        INSERT INTO grant_link (token_hash, role, created_by, created_at, expires_at)
        VALUES (:hash, :role, :by, :at, :expires_at)
        """,
        {"hash": token_hash, "role": role, "by": created_by, "at": at, "expires_at": expires_at},
    )


def use_grant_link(
    tx: Tx, hash_start: str, *, by: ContributorId, at: int
) -> tuple[Role, ContributorId] | None:
    """Use a link, by its hash or enough of its start: return its role and who created it.

    None if it is unknown, used or expired.
    """
    if len(hash_start) < ENOUGH_OF_HASH:
        return None
    row = tx.one(
        """
        UPDATE grant_link SET used_by = :by, used_at = :at
        WHERE substr(token_hash, 1, length(:hash)) = :hash
            AND used_by IS NULL AND expires_at > :at
        RETURNING role, created_by
        """,
        {"hash": hash_start, "by": by, "at": at},
    )
    return None if row is None else (Role(row["role"]), ContributorId(row["created_by"]))


def open_grant_links(tx: Tx, *, at: int) -> set[str]:
    """Return the hashes of the links that can still be used."""
    rows = tx.execute(
        "SELECT token_hash FROM grant_link WHERE used_by IS NULL AND expires_at > :at", {"at": at}
    )
    return {row["token_hash"] for row in rows}


def end_grant_links(tx: Tx, *, at: int) -> None:
    """Expire every unused link."""
    tx.execute(
        "UPDATE grant_link SET expires_at = :at WHERE used_by IS NULL AND expires_at > :at", {"at": at}
    )


def add_pseudonyms(
    tx: Tx, contributor_id: ContributorId, project_id: ProjectId, key: str, *, named_key: str
) -> None:
    """Store the pseudonyms that a project's files use for somebody; the first ones stay.

    `named_key` stands by answers to tasks that name this person, `key` by all others.
    """
    tx.execute(
        """
        INSERT INTO pseudonym (contributor_id, project_id, key, named_key) VALUES (:id, :project, :key, :named)
        ON CONFLICT (contributor_id, project_id)
            DO UPDATE SET named_key = coalesce(pseudonym.named_key, excluded.named_key)
        """,
        {"id": contributor_id, "project": project_id, "key": key, "named": named_key},
    )


def waiting_for_task(tx: Tx, task_id: TaskId, *, limit: int, now: int) -> list[ContributorId]:
    """Return people who are waiting, whom the bot may write to and offer a named task, longest waiting first."""
    rows = tx.execute(
        """
        SELECT c.id FROM audience m JOIN contributor c ON c.id = m.contributor_id
        WHERE m.task_id = :task AND c.waiting_since IS NOT NULL AND c.state = 'ACTIVE' AND c.looked_at <= :now
            AND NOT EXISTS (SELECT 1 FROM assignment a
                WHERE a.task_id = :task AND a.contributor_id = c.id AND a.state <> 'EXPIRED')
        ORDER BY c.waiting_since, c.id LIMIT :limit
        """,
        {"task": task_id, "limit": limit, "now": now},
    )
    return [ContributorId(row["id"]) for row in rows]


def is_waiting(tx: Tx, contributor_id: ContributorId) -> bool:
    """Tell whether somebody is waiting for a message when there is a task."""
    row = tx.one("SELECT waiting_since FROM contributor WHERE id = :id", {"id": contributor_id})
    return row is not None and row["waiting_since"] is not None
