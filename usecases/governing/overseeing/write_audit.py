"""Writes everything that was done to a file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from crowd.files.result_file import write_csv
from crowd.ids import SECOND, ContributorId
from storage.governing.events import Event, each_event
from storage.tx import Tx
from usecases.governing.overseeing.veil import veiled

_AUDIT_COLUMNS = ("at", "kind", "actor", "about", "project", "reason", "told")


def write_audit(tx: Tx, by: ContributorId, tell: Callable[[Event], str]) -> tuple[str, bytes]:
    """Return the name and content of a file with everything that was done, oldest first; `tell` says it in words."""
    return "audit.csv", b"".join(write_csv(_AUDIT_COLUMNS, _audit_rows(tx, by, tell)))


def _audit_rows(tx: Tx, by: ContributorId, tell: Callable[[Event], str]) -> Iterator[list[str]]:
    for event in each_event(tx):
        seen = veiled(event, by)
        yield [
            datetime.fromtimestamp(seen.at / SECOND, UTC).isoformat(timespec="seconds"),
            seen.type.lower(),
            _id(seen.actor_id),
            _id(seen.about_id),
            "" if seen.project_id is None else str(seen.project_id),
            seen.reason,
            tell(seen),
        ]


def _id(person: ContributorId) -> str:
    return str(person) if person > 0 else ""
