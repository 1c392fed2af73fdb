"""The inbox and the outbox: nothing takes effect twice, and messages that show a state are sent once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crowd.ids import ContributorId
from storage.conversation.claims import claim_out
from storage.conversation.inbox import (
    NewUpdate,
    add_updates,
    end_update,
    fail_update,
    forget_updates,
    pending_updates,
)
from storage.conversation.out_types import OutType
from storage.conversation.outbox import (
    OutRow,
    OutState,
    Priority,
    add_out,
    end_out,
    forget_out,
    next_due,
    return_out,
    rows_in_sending,
)
from storage.tx import Tx
from storage.upgrade import upgrade

ADA, BEN = ContributorId(2), ContributorId(3)


@pytest.fixture
def tx(path: Path) -> Iterator[Tx]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        upgrade(connection)
        yield Tx(connection)


def _claim(tx: Tx, *, now: int = 100, worst: Priority = Priority.REPORT, lease_id: int = 1) -> list[OutRow]:
    return claim_out(tx, now=now, limit=10, worst=worst, lease_id=lease_id)


def _card(tx: Tx, *, priority: Priority = Priority.CARD, due_at: int = 0) -> None:
    add_out(tx, OutType.CARD, ADA, priority=priority, due_at=due_at)


def _update(update_id: int, body: str, deed: str | None = None) -> NewUpdate:
    return NewUpdate(id=update_id, deed=deed, body=body)


def test_an_update_is_stored_once_and_takes_effect_once(tx: Tx) -> None:
    assert add_updates(tx, [_update(7, "a"), _update(5, "b"), _update(7, "c")], at=1) == [7, 5]
    assert add_updates(tx, [_update(5, "again"), _update(8, "d")], at=2) == [8]
    assert pending_updates(tx) == ["b", "a", "d"]
    assert [end_update(tx, 5), end_update(tx, 5), end_update(tx, 99)] == [True, False, False]
    assert pending_updates(tx) == ["a", "d"]


def test_a_deed_is_stored_once_under_whatever_id_it_comes_until_it_is_forgotten(tx: Tx) -> None:
    assert add_updates(tx, [_update(1, "a", "press 9"), _update(2, "b", "press 9")], at=1) == [1]
    end_update(tx, 1)
    assert add_updates(tx, [_update(3, "c", "press 9"), _update(4, "d", "press 8")], at=2) == [4]
    assert pending_updates(tx) == ["d"]
    forget_updates(tx, received_before=2, limit=10)
    assert add_updates(tx, [_update(5, "e", "press 9")], at=3) == [5]


def test_an_update_that_fails_again_and_again_is_given_up(tx: Tx) -> None:
    add_updates(tx, [_update(1, "a")], at=1)
    assert [fail_update(tx, 1, most_attempts=3) for _ in range(3)] == [False, False, True]
    assert pending_updates(tx) == []
    assert not end_update(tx, 1)


def test_only_old_updates_that_are_done_are_forgotten(tx: Tx) -> None:
    add_updates(tx, [_update(1, "old"), _update(2, "old but waiting")], at=1)
    add_updates(tx, [_update(3, "new")], at=50)
    end_update(tx, 1)
    end_update(tx, 3)
    forget_updates(tx, received_before=50, limit=10)
    assert [row["update_id"] for row in tx.execute("SELECT update_id FROM inbox ORDER BY 1")] == [2, 3]


def test_what_is_due_is_claimed_most_urgent_first_and_by_one_sender_only(tx: Tx) -> None:
    for priority, due_at in (
        (Priority.REPORT, 1),
        (Priority.REPLY, 5),
        (Priority.PUSH, 1),
        (Priority.REPLY, 200),
    ):
        add_out(tx, OutType.TEXT, ADA, body={"key": f"{due_at}"}, priority=priority, due_at=due_at)
    assert [row.id for row in _claim(tx, worst=Priority.PUSH)] == [2, 3]
    assert [row.id for row in _claim(tx)] == [1]
    assert _claim(tx) == []
    assert next_due(tx) == 200


def test_a_card_that_waits_is_not_added_twice_and_goes_by_the_more_urgent_priority(tx: Tx) -> None:
    _card(tx, priority=Priority.PUSH)
    _card(tx, priority=Priority.REPLY)
    _card(tx, priority=Priority.REPORT)
    add_out(tx, OutType.CARD, BEN, priority=Priority.CARD, due_at=0)
    assert [(row.chat_id, row.priority) for row in _claim(tx)] == [
        (ADA, Priority.REPLY),
        (BEN, Priority.CARD),
    ]


def test_a_card_that_changes_while_it_is_being_sent_is_sent_again(tx: Tx) -> None:
    _card(tx)
    (sending,) = _claim(tx)
    _card(tx)
    assert end_out(tx, sending.id, OutState.SENT, lease_id=1, reason=None, at=9)
    assert len(_claim(tx)) == 1


def test_a_row_put_back_waits_until_it_is_due_and_counts_only_real_attempts(tx: Tx) -> None:
    add_out(tx, OutType.TEXT, ADA, priority=Priority.REPLY, due_at=0)
    (row,) = _claim(tx)
    return_out(tx, row.id, due_at=150, lease_id=1, reason="paced", paced=True)
    assert _claim(tx, now=149) == []
    (row,) = _claim(tx, now=150)
    assert row.attempts == 1
    return_out(tx, row.id, due_at=151, lease_id=1, reason="timeout", paced=False)
    (row,) = _claim(tx, now=151)
    assert row.attempts == 2


def test_a_card_put_back_beside_a_newer_one_is_superfluous(tx: Tx) -> None:
    _card(tx)
    (old,) = _claim(tx)
    _card(tx)
    return_out(tx, old.id, due_at=150, lease_id=1, reason="timeout", paced=False)
    assert len(_claim(tx, now=1000)) == 1
    assert (
        tx.execute("SELECT state, reason FROM outbox WHERE id = :id", {"id": old.id})[0]["reason"]
        == "superseded"
    )


def test_a_sender_whose_lease_was_taken_over_ends_nothing(tx: Tx) -> None:
    add_out(tx, OutType.TEXT, ADA, priority=Priority.REPLY, due_at=0)
    (row,) = _claim(tx, lease_id=1)
    return_out(tx, row.id, due_at=0, lease_id=1, reason=None, paced=True)
    _claim(tx, lease_id=2)
    assert not end_out(tx, row.id, OutState.SENT, lease_id=1, reason=None, at=9)
    return_out(tx, row.id, due_at=0, lease_id=1, reason=None, paced=False)
    assert [(found.id, lease) for found, lease in rows_in_sending(tx)] == [(row.id, 2)]


def test_what_was_said_is_forgotten_once_it_is_sent(tx: Tx) -> None:
    body: dict[str, object] = {"html": "your one-use link: g_secret"}
    add_out(tx, OutType.TEXT, ADA, body=body, priority=Priority.REPLY, due_at=0)
    (row,) = _claim(tx)
    assert row.body == body
    end_out(tx, row.id, OutState.SENT, lease_id=1, reason=None, at=9)
    assert tx.execute("SELECT body FROM outbox")[0]["body"] == "{}"
    forget_out(tx, ended_before=9, limit=10)
    assert len(tx.execute("SELECT id FROM outbox")) == 1
    forget_out(tx, ended_before=10, limit=10)
    assert tx.execute("SELECT id FROM outbox") == []
