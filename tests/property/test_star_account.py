"""However senders die, messages come back and settings change, no more Stars are spent than a month has."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pressing import run

from bot.sending.left_behind import settle
from crowd.announcing.announcements import AnnouncementState
from crowd.announcing.fares import Fare, FareEnd, month_of
from crowd.ids import DAY, SECOND, AnnouncementId, ContributorId
from crowd.people.visitors import Visitor
from storage.announcing.announcements import find_announcement
from storage.checking.recount import recount
from storage.conversation.outbox import OutRow, OutState, Priority, end_out, return_out
from storage.tx import Tx
from storage.upgrade import upgrade
from usecases.announcing.paying.ask_fare import ask_fare
from usecases.announcing.paying.check_fares import check_fares
from usecases.announcing.paying.end_fares import end_fares
from usecases.announcing.paying.go_on_free import go_on_free
from usecases.announcing.paying.offer_fare import offer_fare
from usecases.announcing.paying.send_paid import send_paid
from usecases.announcing.spread_announcements import spread_announcements
from usecases.announcing.writing.begin_announcement import begin_announcement
from usecases.announcing.writing.stop_announcement import stop_announcement
from usecases.announcing.writing.write_announcement import Written, write_announcement
from usecases.conversation.take_messages import Room, take_messages
from usecases.terms import Terms

T = TypeVar("T")

ADMIN = ContributorId(77)
PEOPLE = 14
ADMIN_VISITOR = Visitor(id=ADMIN, locale="en")


class Stars(RuleBasedStateMachine):
    """Announcements of an admin, and senders one after the other; Telegram is a list of what it has delivered."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        upgrade(self.connection)
        self.now, self.lease = 1_700_000_000 * SECOND, 1
        self.held: list[tuple[OutRow, int]] = []
        #: Paid messages that Telegram has delivered: (month, announcement, person).
        self.charged: list[tuple[int, int, int]] = []
        self.delivered: list[tuple[int, int]] = []
        self.budget = 1

    def teardown(self) -> None:
        self.connection.close()

    @property
    def terms(self) -> Terms:
        return Terms(admin_ids=frozenset({ADMIN}), stars_a_month=self.budget, pushes_per_s=0)

    def do(self, unit: Callable[..., T], *args: Any, pressed: int | None = None, **kwargs: Any) -> T:
        self.now += 1
        return run(self.connection, unit, args, kwargs, pressed=pressed)

    @initialize()
    def people_come(self) -> None:
        for person_id in range(1, PEOPLE + 1):
            self.connection.execute(
                "INSERT INTO contributor (id, state, locale, zone, created_at) VALUES (?, 'ACTIVE', 'en', 'UTC', 1)",
                (person_id,),
            )

    @rule(budget=st.sampled_from([1, 2]))
    def the_budget_is_changed(self, budget: int) -> None:
        self.budget = max(budget, self.budget)

    @rule(really=st.integers(0, 3))
    def paying_is_forbidden_and_allowed_again(self, really: int) -> None:
        if not really:
            self.do(check_fares, terms=Terms(admin_ids=frozenset({ADMIN})), at=self.now)

    @rule()
    def an_admin_announces_for_stars(self) -> None:
        self.do(begin_announcement, None, by=ADMIN_VISITOR, in_place=False, terms=self.terms, at=self.now)
        self.do(write_announcement, Written(html="x", width=1), by=ADMIN, terms=self.terms, at=self.now)
        number = self.connection.execute("SELECT max(id) FROM announcement").fetchone()[0]
        announcement = self.do(find_announcement, AnnouncementId(number))
        assert announcement is not None
        offer = self.do(offer_fare, announcement, audience=PEOPLE, terms=self.terms, at=self.now)
        if offer is not None:
            asked = {"by": ADMIN, "pressed": 1, "terms": self.terms, "at": self.now}
            self.do(ask_fare, announcement.id, **asked)  # type: ignore[arg-type]
            self.do(send_paid, announcement.id, offer.most, **asked)  # type: ignore[arg-type]
            self.the_tick_spreads_announcements()

    @rule(really=st.integers(0, 3), stops=st.booleans())
    def its_author_ends_paying_or_all(self, really: int, stops: bool) -> None:
        if really:
            return
        rows = self.connection.execute(
            "SELECT id FROM announcement WHERE fare = 'PAID' AND state = 'SENDING'"
        )
        for row in rows.fetchall():
            unit = stop_announcement if stops else go_on_free
            self.do(unit, AnnouncementId(row["id"]), by=ADMIN, pressed=1, terms=self.terms, at=self.now)

    @rule(really=st.integers(0, 3), end=st.sampled_from(FareEnd))
    def something_ends_paying(self, really: int, end: FareEnd) -> None:
        if not really:
            self.do(end_fares, end, at=self.now)

    @rule()
    def the_tick_spreads_announcements(self) -> None:
        self.do(spread_announcements, terms=self.terms, at=self.now)

    @rule(free=st.sampled_from([0, 0, 0, 5]), paid=st.sampled_from([0, 3, 14]))
    def the_sender_takes_messages(self, free: int, paid: int) -> None:
        room = Room(free=free, pushes=free, paid=paid)
        rows = self.do(take_messages, room, terms=self.terms, now=self.now, lease_id=self.lease)
        assert sum(row.priority is Priority.PAID for row in rows) <= paid
        self.held += [(row, self.lease) for row in rows]

    @rule(
        number=st.integers(0, 9), state=st.sampled_from(["SENT", "UNKNOWN", "LOST", "DEAD", "BACK", "FREE"])
    )
    def a_call_ends(self, number: int, state: str) -> None:
        if not self.held:
            return
        row, lease = self.held.pop(number % len(self.held))
        if lease == self.lease and state in {"SENT", "UNKNOWN"}:
            self._arrives(row)
        if state in {"BACK", "FREE"}:
            self.do(
                return_out, row.id, due_at=self.now, lease_id=lease, reason="flood", paced=state == "FREE"
            )
            return
        ended = OutState.UNKNOWN if state == "LOST" else OutState(state)
        unsent = state == "DEAD"
        self.do(end_out, row.id, ended, lease_id=lease, reason=None, unsent=unsent, at=self.now)

    @rule(number=st.integers(0, 12))
    def the_process_is_killed(self, number: int) -> None:
        for row, lease in self.held[:number]:
            if lease == self.lease:
                self._arrives(row)
        self.held = [(row, lease) for row, lease in self.held if lease == self.lease]
        self.do(settle, at=self.now)
        self.lease += 1

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.now += days * DAY
        self.now += (12 * 3600 * SECOND - self.now) % DAY  # noon: nobody sleeps

    def _arrives(self, row: OutRow) -> None:
        """Telegram delivers it, and takes a tenth of a Star of the month in which it was claimed."""
        if row.type != "ANNOUNCEMENT":
            return
        self.delivered.append((row.ref, row.chat_id))
        if row.priority is Priority.PAID:
            day = self.connection.execute("SELECT stars_day FROM outbox WHERE id = ?", (row.id,)).fetchone()[
                0
            ]
            self.charged.append((month_of(day * DAY).start, row.ref, row.chat_id))

    def _by_month(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for row in self.connection.execute("SELECT * FROM star_day"):
            month = month_of(row["day"] * DAY).start
            found[month] = found.get(month, 0) + row["reserved"] + row["spent"]
        return found

    @invariant()
    def no_month_has_more_on_its_account_than_its_budget(self) -> None:
        assert all(tenths <= 10 * self.budget for tenths in self._by_month().values())

    @invariant()
    def telegram_has_taken_no_more_than_is_on_the_account(self) -> None:
        accounts = self._by_month()
        for month in {month for month, _, _ in self.charged}:
            assert sum(charged == month for charged, _, _ in self.charged) <= accounts[month]

    @invariant()
    def what_is_reserved_is_what_is_on_its_way(self) -> None:
        assert [each for each in recount(Tx(self.connection)) if each.counter == "star_day.reserved"] == []

    @invariant()
    def nobody_has_an_announcement_twice(self) -> None:
        assert len(set(self.delivered)) == len(self.delivered)

    @invariant()
    def what_is_not_paid_for_waits_in_no_paid_lane(self) -> None:
        stray = self.connection.execute(
            """
            SELECT o.id FROM outbox o JOIN announcement a ON a.id = o.ref
            WHERE o.kind = 'ANNOUNCEMENT' AND o.state = 'PENDING' AND o.priority = 4
                AND (a.fare <> :paid AND a.state = :going)
            """,
            {"paid": Fare.PAID, "going": AnnouncementState.SENDING},
        ).fetchall()
        assert stray == []


TestStars = Stars.TestCase
TestStars.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
