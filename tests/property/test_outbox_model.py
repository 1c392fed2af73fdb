"""However senders die and freeze, a row of the outbox has one sender, ends once, and is never blindly sent twice.

Of what is due, what goes first is what people wait for most, and nobody's second reply delays somebody else's first.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Concatenate, ParamSpec, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.sending.left_behind import settle
from crowd.ids import SECOND, ContributorId
from storage.conversation.claims import CARD_AFTER, LEAD, claim_out
from storage.conversation.line import MOST_WAITING
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, OutState, Priority, add_out, end_out, return_out
from storage.tx import Tx
from storage.upgrade import upgrade

P = ParamSpec("P")
T = TypeVar("T")

chats = st.sampled_from([ContributorId(1), ContributorId(2), ContributorId(3)])
kinds = st.sampled_from([OutType.TEXT, OutType.CARD, OutType.RETIRE])
#: Made again these show the same; a card of nobody's is a new message.
REPEATABLE = {OutType.RETIRE}
#: Whose lines are apart: what somebody waits for, and what nobody does.
CLASS_OF = {
    Priority.REPLY: 1,
    Priority.CARD: 1,
    Priority.PUSH: 2,
    Priority.REPORT: 2,
    Priority.PAID: 3,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that is due."""

    id: int
    chat: int
    is_card: bool
    priority: Priority
    due_at: int
    turn: int

    @property
    def rank(self) -> int:
        """What goes before all of the next rank."""
        return CLASS_OF[self.priority]

    @property
    def goes_at(self) -> tuple[int, int]:
        """In what order those of a rank go: whoever has others before them in their chat only after much longer."""
        since = self.due_at + min(self.turn, MOST_WAITING) * LEAD
        if self.rank == 1:
            return 0, since + (CARD_AFTER if self.priority is Priority.CARD else 0)
        return self.priority, since

    def is_behind(self, other: "Waiting") -> bool:
        """Whether the other one was said earlier in the same chat, so that it goes first; nothing waits for a card."""
        shares_line = self.rank == other.rank == 1 or self.priority is other.priority is Priority.REPORT
        return shares_line and not other.is_card and self.chat == other.chat and self.turn > other.turn


def may_go_before(one: Waiting, other: Waiting) -> bool:
    """Tell whether a row may go although the other one, which is due too, goes later."""
    if one.rank != other.rank:
        return one.rank < other.rank
    if one.is_behind(other):
        return False
    # All of the first turn are looked at, of the others only the next few.
    return other.turn > 0 or one.goes_at <= other.goes_at


class Outbox(RuleBasedStateMachine):
    """Senders, one after the other; one that was taken for dead may only have been frozen."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        upgrade(self.connection)
        self.now, self.lease = 1_700_000_000 * SECOND, 1
        self.held: list[tuple[OutRow, int]] = []
        #: Calls that were made, by row, and how rows have ended.
        self.made: dict[int, int] = {}
        self.ended: dict[int, str] = {}

    def teardown(self) -> None:
        self.connection.close()

    def do(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.now += 1
        return unit(Tx(self.connection), *args, **kwargs)

    @rule(
        kind=kinds,
        chat=chats,
        wait_s=st.integers(0, 3),
        priority=st.sampled_from(Priority),
        word=st.sampled_from("abc"),
    )
    def something_is_to_be_sent(
        self, kind: OutType, chat: ContributorId, wait_s: int, priority: Priority, word: str
    ) -> None:
        due = self.now + wait_s * SECOND
        self.do(add_out, kind, chat, body={"key": word}, priority=priority, due_at=due)

    @rule(chat=chats, count=st.integers(2, 5), priority=st.sampled_from([Priority.REPLY, Priority.REPORT]))
    def somebody_asks_for_much(self, chat: ContributorId, count: int, priority: Priority) -> None:
        for n in range(count):
            self.do(add_out, OutType.TEXT, chat, body={"key": f"{n}"}, priority=priority, due_at=self.now)

    @rule(limit=st.integers(1, 3), worst=st.sampled_from([Priority.CARD, Priority.REPORT, Priority.PAID]))
    def the_sender_claims(self, limit: int, worst: Priority) -> None:
        due = self._due(worst)
        rows = self.do(claim_out, now=self.now, limit=limit, worst=worst, lease_id=self.lease)
        assert len(rows) <= limit
        assert rows or not due, "something can always go"
        gone = [due.pop(row.id) for row in rows]
        assert all(may_go_before(one, other) for one, other in combinations(gone, 2))
        # Of a chat with more, only the next goes.
        assert len(rows) == limit or all(any(row.is_behind(one) for one in gone) for row in due.values())
        left = [row for row in due.values() if not any(row.is_behind(one) for one in [*gone, *due.values()])]
        assert all(may_go_before(one, row) for one in gone for row in left)
        assert all(row.priority <= worst and row.id not in self.ended for row in rows)
        for row in rows:
            assert not any(lease == self.lease and row.id == other.id for other, lease in self.held)
            self.held.append((row, self.lease))

    def _due(self, worst: Priority) -> dict[int, Waiting]:
        rows = self.connection.execute(
            "SELECT * FROM outbox WHERE state = 'PENDING' AND priority <= ? AND due_at <= ?",
            (int(worst), self.now),
        )
        return {
            row["id"]: Waiting(
                id=row["id"],
                chat=row["chat_id"],
                is_card=row["kind"] == "CARD",
                priority=Priority(row["priority"]),
                due_at=row["due_at"],
                turn=row["turn"],
            )
            for row in rows
        }

    @rule(number=st.integers(0, 5), works=st.booleans())
    def a_call_is_made(self, number: int, works: bool) -> None:
        if self.held:
            row, lease = self.held.pop(number % len(self.held))
            if lease == self.lease:
                self.made[row.id] = self.made.get(row.id, 0) + 1
            state = OutState.SENT if works else OutState.UNKNOWN
            stored = self.do(end_out, row.id, state, lease_id=lease, reason=None, at=self.now)
            assert stored == (lease == self.lease), "whoever was frozen changes nothing"
            if stored:
                self.ended[row.id] = state

    @rule(number=st.integers(0, 5), wait_s=st.integers(0, 3))
    def a_row_is_put_back(self, number: int, wait_s: int) -> None:
        if self.held:
            row, lease = self.held.pop(number % len(self.held))
            due = self.now + wait_s * SECOND
            self.do(return_out, row.id, due_at=due, lease_id=lease, reason="paced", paced=True)

    @rule(made=st.booleans())
    def the_sender_is_taken_for_dead_and_another_begins(self, made: bool) -> None:
        for row, lease in self.held:
            if made and lease == self.lease:
                self.made[row.id] = self.made.get(row.id, 0) + 1
        self.do(settle, at=self.now)
        self.lease += 1

    @rule(seconds=st.sampled_from([2, 15]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * SECOND

    @invariant()
    def what_is_being_sent_is_the_living_senders(self) -> None:
        rows = self.connection.execute("SELECT id, lease_id FROM outbox WHERE state = 'SENDING'").fetchall()
        mine = {row.id for row, lease in self.held if lease == self.lease}
        assert {row["id"] for row in rows} == mine
        assert all(row["lease_id"] == self.lease for row in rows)

    @invariant()
    def what_cannot_be_repeated_is_made_once_at_most(self) -> None:
        for row in self.connection.execute("SELECT id, kind FROM outbox"):
            if OutType(row["kind"]) not in REPEATABLE:
                assert self.made.get(row["id"], 0) <= 1

    @invariant()
    def who_ended_stays_ended_and_keeps_no_words(self) -> None:
        rows = {row["id"]: row for row in self.connection.execute("SELECT * FROM outbox")}
        for row_id, state in self.ended.items():
            assert rows[row_id]["state"] == state
        for row in rows.values():
            assert (row["ended_at"] is not None) == (row["state"] in {"SENT", "UNKNOWN", "DEAD"})

    @invariant()
    def one_card_waits_at_most(self) -> None:
        sql = """
            SELECT 1 FROM outbox WHERE state = 'PENDING' AND kind = 'CARD' GROUP BY chat_id HAVING count(*) > 1
        """
        assert self.connection.execute(sql).fetchall() == []


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(max_examples=60, stateful_step_count=40)


def test_a_second_report_goes_after_first_ones_even_if_something_newer_waits_between_them() -> None:
    outbox = Outbox()
    for chat, count in ((1, 2), (2, 1)):
        for n in range(count):
            outbox.do(
                add_out,
                OutType.TEXT,
                ContributorId(chat),
                body={"key": f"{n}"},
                priority=Priority.REPORT,
                due_at=outbox.now,
            )
    outbox.the_sender_claims(limit=1, worst=Priority.REPORT)
    outbox.time_passes(seconds=15)
    outbox.do(
        add_out,
        OutType.TEXT,
        ContributorId(3),
        body={"key": "new"},
        priority=Priority.PUSH,
        due_at=outbox.now,
    )
    outbox.the_sender_claims(limit=2, worst=Priority.REPORT)
    assert [(row.chat_id, row.priority) for row, _ in outbox.held[1:]] == [
        (3, Priority.PUSH),
        (2, Priority.REPORT),
    ]
    outbox.teardown()
