"""What was done stays as it was stored: the database itself refuses to change or delete it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from crowd.ids import ContributorId, ProjectId
from storage.governing.events import Event, EventType, add_event, list_events
from storage.tx import Tx
from storage.upgrade import upgrade


@pytest.fixture
def tx() -> Iterator[Tx]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        upgrade(connection)
        stored = Tx(connection)
        add_event(
            stored,
            Event(
                at=5,
                actor_id=ContributorId(71),
                about_id=ContributorId(72),
                type=EventType.HELD,
                project_id=ProjectId(3),
                reason="asks for names",
            ),
        )
        yield stored


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM event",
        "UPDATE event SET at = 6",
        "UPDATE event SET seq = 9",
        "UPDATE event SET kind = 'RELEASED'",
        "UPDATE event SET project_id = 4",
        "UPDATE event SET project_id = NULL",
        "UPDATE event SET actor_id = 73",
        "UPDATE event SET about_id = 71",
        "UPDATE event SET body = 'nothing'",
        "UPDATE event SET body = '', actor_id = 99",
        "INSERT OR REPLACE INTO event (seq, at, actor_id, about_id, kind) VALUES (1, 6, 1, 1, 'HELD')",
        "REPLACE INTO event SELECT seq, at, actor_id, 99, kind, body, project_id FROM event",
    ],
)
def test_nothing_that_was_done_is_changed_or_deleted(tx: Tx, change: str) -> None:
    before = list_events(tx, skip=0, limit=9)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        tx.execute(change)
    assert list_events(tx, skip=0, limit=9) == before


@pytest.mark.parametrize(
    "change", ["actor_id = 0", "about_id = -5", "body = ''", "actor_id = -1, about_id = -1, body = ''"]
)
def test_a_person_can_be_taken_out_of_what_was_done(tx: Tx, change: str) -> None:
    tx.execute(f"UPDATE event SET {change}")
    (event,) = list_events(tx, skip=0, limit=9)
    assert (event.at, event.type, event.project_id) == (5, EventType.HELD, 3)
