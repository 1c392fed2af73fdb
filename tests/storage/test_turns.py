"""Whose reply goes first: nobody's many delay the first of somebody else, and what is said again is said once."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crowd.ids import SECOND, ContributorId
from storage.conversation.claims import LEAD, claim_out, claim_paced
from storage.conversation.line import MOST_WAITING
from storage.conversation.out_types import OutType
from storage.conversation.outbox import (
    OutRow,
    OutState,
    Priority,
    add_out,
    end_out,
    next_due,
    return_out,
)
from storage.tx import Tx
from storage.upgrade import upgrade

ADA, BEN, CLEO = ContributorId(2), ContributorId(3), ContributorId(4)


@pytest.fixture
def tx(path: Path) -> Iterator[Tx]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        upgrade(connection)
        yield Tx(connection)


def _say(
    tx: Tx,
    to: ContributorId,
    key: str,
    *,
    at: int = 0,
    priority: Priority = Priority.REPLY,
    replaces: str | None = None,
    **args: object,
) -> int:
    body: dict[str, object] = {"key": key, "args": args}
    return add_out(tx, OutType.TEXT, to, body=body, priority=priority, due_at=at, replaces=replaces)


def _claim(
    tx: Tx,
    limit: int = 100,
    *,
    now: int = 100,
    busy: frozenset[int] = frozenset(),
) -> list[OutRow]:
    worst = Priority.REPORT
    return claim_out(tx, now=now, limit=limit, worst=worst, lease_id=1, busy=busy)


def _told(rows: list[OutRow]) -> list[tuple[int, object]]:
    return [(row.chat_id, row.body.get("key")) for row in rows]


def _waiting(tx: Tx, chat: ContributorId) -> list[dict[str, object]]:
    rows = tx.execute(
        "SELECT body FROM outbox WHERE state = 'PENDING' AND chat_id = :chat ORDER BY turn", {"chat": chat}
    )
    return [json.loads(row["body"]) for row in rows]


def test_somebodys_only_reply_goes_before_the_second_of_whoever_came_first(tx: Tx) -> None:
    for n in range(5):
        _say(tx, ADA, f"ada-{n}", at=n)
    for n in range(3):
        _say(tx, BEN, f"ben-{n}", at=10 + n)
    _say(tx, CLEO, "cleo", at=50)
    assert _told(_claim(tx, 3)) == [(ADA, "ada-0"), (BEN, "ben-0"), (CLEO, "cleo")]


def test_of_one_chat_only_the_next_is_claimed_and_all_come_in_order(tx: Tx) -> None:
    for n in range(4):
        _say(tx, ADA, f"ada-{n}")
    told = []
    while rows := _claim(tx):
        assert len(rows) <= 2, "the first, and the next"
        for row in rows:
            told.append(row.body["key"])
            end_out(tx, row.id, OutState.SENT, lease_id=1, reason=None, at=101)
    assert told == ["ada-0", "ada-1", "ada-2", "ada-3"]


def test_who_floods_goes_last_even_while_their_reply_is_on_its_way(tx: Tx) -> None:
    _say(tx, ADA, "ada-0")
    _claim(tx)
    _say(tx, ADA, "ada-1", at=1)
    _say(tx, BEN, "ben-0", at=50)
    assert _told(_claim(tx, 1)) == [(BEN, "ben-0")]


def test_who_has_waited_for_long_goes_first_however_many_come_with_their_first(tx: Tx) -> None:
    _say(tx, ADA, "ada-0")
    _say(tx, ADA, "ada-1")
    _claim(tx, 1)
    late = LEAD + SECOND
    _say(tx, BEN, "ben-0", at=LEAD - SECOND)
    _say(tx, CLEO, "cleo-0", at=late)
    assert _told(_claim(tx, 3, now=late)) == [(BEN, "ben-0"), (ADA, "ada-1"), (CLEO, "cleo-0")]


def test_whose_line_never_empties_is_not_made_to_wait_for_ever(tx: Tx) -> None:
    _say(tx, ADA, "ada")
    for n in range(100):
        _say(tx, ADA, f"ada-{n}")
        (row,) = _claim(tx, 1)
        end_out(tx, row.id, OutState.SENT, lease_id=1, reason=None, at=100)
    late = (MOST_WAITING + 1) * LEAD
    _say(tx, CLEO, "cleo-0", at=late)
    _say(tx, BEN, "ben-0", at=late)
    _say(tx, BEN, "ben-1", at=late)
    assert _told(_claim(tx, 2, now=late)) == [(ADA, "ada-99"), (CLEO, "cleo-0")]


def test_a_card_of_somebody_else_goes_before_a_second_reply(tx: Tx) -> None:
    for n in range(3):
        _say(tx, ADA, f"ada-{n}")
    add_out(tx, OutType.CARD, BEN, priority=Priority.CARD, due_at=50)
    assert [row.chat_id for row in _claim(tx, 2)] == [ADA, BEN]


def test_a_card_does_not_wait_for_everybodys_later_replies(tx: Tx) -> None:
    _say(tx, ADA, "before", at=1)
    add_out(tx, OutType.CARD, BEN, priority=Priority.CARD, due_at=1)
    _say(tx, CLEO, "after", at=2 * SECOND)
    assert [row.chat_id for row in _claim(tx, 9, now=2 * SECOND)] == [ADA, BEN, CLEO]


def test_chats_that_can_be_sent_nothing_are_passed_over_and_hold_up_nobody(tx: Tx) -> None:
    for n in range(10):
        _say(tx, ADA, f"ada-{n}")
    add_out(tx, OutType.CARD, ADA, priority=Priority.CARD, due_at=0)
    _say(tx, BEN, "ben-0", at=50)
    assert _told(_claim(tx, 1, busy=frozenset({ADA}))) == [(BEN, "ben-0")]
    assert _claim(tx, 5, busy=frozenset({ADA, BEN})) == []
    assert next_due(tx) == 0
    assert next_due(tx, after=0) is None


def test_what_nobody_waits_for_gets_only_the_room_that_replies_leave(tx: Tx) -> None:
    _say(tx, ADA, "news", priority=Priority.PUSH)
    _say(tx, BEN, "reply")
    rows = claim_paced(tx, now=100, limit=1, pushes=1, lease_id=1)
    assert _told(rows) == [(BEN, "reply")]
    rows = claim_paced(tx, now=100, limit=1, pushes=1, lease_id=1)
    assert _told(rows) == [(ADA, "news")]


def test_a_reply_does_not_wait_for_a_push_to_the_same_chat(tx: Tx) -> None:
    _say(tx, ADA, "news", priority=Priority.PUSH)
    _say(tx, ADA, "one")
    _say(tx, ADA, "two")
    told = [claim_paced(tx, now=100, limit=9, pushes=0, lease_id=1) for _ in range(3)]
    assert [_told(rows) for rows in told] == [[(ADA, "one")], [(ADA, "two")], []]


def test_the_same_again_is_sent_once(tx: Tx) -> None:
    rows = {
        add_out(tx, OutType.HELP, ADA, body={"screen": "m"}, priority=Priority.REPLY, due_at=n)
        for n in range(60)
    }
    assert len(rows) == 1
    add_out(tx, OutType.HELP, BEN, body={"screen": "m"}, priority=Priority.REPLY, due_at=0)
    add_out(tx, OutType.HELP, ADA, body={"screen": "a"}, priority=Priority.REPLY, due_at=0)
    assert len(_claim(tx)) + len(_claim(tx)) == 3


def test_what_is_on_its_way_is_said_again(tx: Tx) -> None:
    _say(tx, ADA, "help")
    _claim(tx)
    _say(tx, ADA, "help")
    assert len(_claim(tx)) == 1


def test_the_last_that_is_said_is_the_last_that_happened(tx: Tx) -> None:
    for key in ("paused", "resumed", "paused"):
        _say(tx, ADA, key)
    assert [body["key"] for body in _waiting(tx, ADA)] == ["resumed", "paused"]


def test_different_things_that_were_done_are_all_told(tx: Tx) -> None:
    for n in range(MOST_WAITING - 1):
        _say(tx, ADA, "granted", link=n)
    assert len(_waiting(tx, ADA)) == MOST_WAITING - 1


def test_what_needs_no_reply_gets_one_with_the_newest_words(tx: Tx) -> None:
    _say(tx, ADA, "hello")
    for n in range(60):
        _say(tx, ADA, "not-understood", replaces="not-understood", command=n)
    assert _waiting(tx, ADA) == [
        {"key": "hello", "args": {}},
        {"key": "not-understood", "args": {"command": 59}},
    ]


def test_a_line_does_not_grow_without_end_and_keeps_the_newest_of_each(tx: Tx) -> None:
    _say(tx, ADA, "hello")
    for n in range(10 * MOST_WAITING):
        _say(tx, ADA, "zone", city=n)
        add_out(tx, OutType.RETIRE, ADA, ref=n, priority=Priority.CARD, due_at=0)
    assert len(_waiting(tx, ADA)) == MOST_WAITING
    assert {"key": "hello", "args": {}} in _waiting(tx, ADA)
    assert {"key": "zone", "args": {"city": 10 * MOST_WAITING - 1}} in _waiting(tx, ADA)


def test_files_and_written_messages_are_never_given_up_for_newer_ones(tx: Tx) -> None:
    for n in range(2 * MOST_WAITING):
        body: dict[str, object] = {"name": "errors.txt", "text": f"row {n}"}
        add_out(tx, OutType.DOCUMENT, ADA, body=body, priority=Priority.REPLY, due_at=0)
    assert len(_waiting(tx, ADA)) == 2 * MOST_WAITING


def test_what_has_to_be_tried_again_later_does_not_hold_up_what_comes_after_it(tx: Tx) -> None:
    _say(tx, ADA, "one")
    _say(tx, ADA, "two")
    (row,) = _claim(tx, 1)
    return_out(tx, row.id, due_at=1000, lease_id=1, reason="timeout", paced=False)
    assert _told(_claim(tx, now=100)) == [(ADA, "two")]


def test_in_a_long_line_the_newest_takes_a_place_and_keeps_what_it_is_about(tx: Tx) -> None:
    for n in range(1, 3 * MOST_WAITING + 1):
        add_out(tx, OutType.DOCUMENT, ADA, ref=n, body={"file": "a"}, priority=Priority.REPORT, due_at=0)
    rows = tx.execute("SELECT ref FROM outbox ORDER BY turn")
    assert [row["ref"] for row in rows] == list(range(2 * MOST_WAITING + 1, 3 * MOST_WAITING + 1))


def test_a_file_with_content_of_its_own_does_not_give_way_to_one_that_can_be_made_again(tx: Tx) -> None:
    body: dict[str, object] = {"name": "errors.txt", "text": "row 7"}
    add_out(tx, OutType.DOCUMENT, ADA, body=body, priority=Priority.REPORT, due_at=0)
    for n in range(1, 2 * MOST_WAITING):
        add_out(tx, OutType.DOCUMENT, ADA, ref=n, body={"file": "a"}, priority=Priority.REPORT, due_at=0)
    assert body in _waiting(tx, ADA)


def test_what_is_said_nowhere_else_is_never_given_up(tx: Tx) -> None:
    for n in range(2 * MOST_WAITING):
        body: dict[str, object] = {"key": "grant-link", "args": {"seed": n}}
        add_out(tx, OutType.TEXT, ADA, body=body, priority=Priority.REPLY, due_at=0, is_unique=True)
    _say(tx, ADA, "grant-link")
    assert len(_waiting(tx, ADA)) == 2 * MOST_WAITING + 1


def test_of_what_may_go_now_some_is_kept_for_those_with_nothing_else_coming(tx: Tx) -> None:
    for chat in range(10, 14):
        for n in range(3):
            _say(tx, ContributorId(chat), f"{n}")
    firsts = claim_out(tx, now=100, limit=4, worst=Priority.CARD, lease_id=1, later=2)
    assert {row.body["key"] for row in firsts} == {"0"}
    seconds = claim_out(tx, now=100, limit=4, worst=Priority.CARD, lease_id=1, later=2)
    assert [row.body["key"] for row in seconds] == ["1", "1"]
    _say(tx, ADA, "first", at=100)
    rest = claim_out(tx, now=100, limit=2, worst=Priority.CARD, lease_id=1, later=0)
    assert _told(rest) == [(ADA, "first")]
