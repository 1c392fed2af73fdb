"""What projects are about, and what people do not want to be asked."""

from crowd.ids import ContributorId
from crowd.projects.topics import Subject, Tastes, Topic
from storage.tx import Row, Tx


def find_tastes(tx: Tx, contributor_id: ContributorId) -> Tastes:
    """Return what somebody does not want to be asked; nothing for somebody unknown."""
    row = tx.one("SELECT unread, unwanted FROM contributor WHERE id = :id", {"id": contributor_id})
    return Tastes() if row is None else tastes_of(row)


def set_tastes(tx: Tx, contributor_id: ContributorId, tastes: Tastes) -> None:
    """Store what somebody does not want to be asked."""
    tx.execute(
        "UPDATE contributor SET unread = :unread, unwanted = :unwanted WHERE id = :id",
        {
            "id": contributor_id,
            "unread": " ".join(sorted(tastes.unread)),
            "unwanted": " ".join(sorted(tastes.unwanted)),
        },
    )


def tastes_of(row: Row) -> Tastes:
    """Return the tastes in a contributor's row."""
    return Tastes(unread=frozenset(row["unread"].split()), unwanted=frozenset(row["unwanted"].split()))


def subject_of(row: Row) -> Subject:
    """Return the subject in a project's row."""
    return Subject(language=row["language"], topic=Topic(row["topic"]) if row["topic"] else None)
