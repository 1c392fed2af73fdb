"""Whatever people chose and however long they stay away, they get messages as often, and when, they want."""

from collections import defaultdict
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chats import Chats, Shown
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from machine import REQUESTER, TERMS, steady

from crowd.answering.assignments import SkipReason
from crowd.ids import HOUR, MINUTE, SECOND, AssignmentId, ContributorId
from crowd.people.visitors import Visitor
from usecases.announcing.send_digests import send_digests
from usecases.answering.expire_offers import expire_offers
from usecases.answering.record_answer import Given, Taken, record_answer
from usecases.answering.show_card import Screen
from usecases.answering.skip_task import skip_task
from usecases.answering.wake_waiting import wake_waiting
from usecases.people.pacing.choose_pace import choose_pace
from usecases.people.pacing.choose_zone import choose_zone
from usecases.people.pacing.pace_screens import (
    DIGEST_HOURS,
    PUSHES_A_DAY,
    QUIET_HOURS,
    TASKS_A_DAY,
    PaceScreen,
)
from usecases.people.subscribing.pause import pause
from usecases.people.subscribing.resume import resume
from usecases.people.subscribing.show_next import show_next
from usecases.projects.cancel_project import cancel_project

#: The last one does not say where they are.
ZONES = ("Europe/Madrid", "America/New_York", "Pacific/Auckland", None)
PEOPLE = [Visitor(id=ContributorId(number), locale="en") for number in range(1, len(ZONES) + 1)]
LARGE = b"text\n" + b"".join(f"task {number}\n".encode() for number in range(24))
SMALL = b"text\none\n"
#: After so many messages that nobody answered the bot writes no more.
PATIENCE = 3
#: Who has not said where they are is taken to be awake for so long after they did something.
AWAKE = 3 * HOUR
#: What comes to who did nothing for so long was not asked for.
AWAITED = 5 * MINUTE
people = st.sampled_from(PEOPLE)
choices = st.one_of(
    # The smallest numbers are those that are reached.
    st.tuples(st.just(PaceScreen.TASKS), st.sampled_from([0, 0, 1, len(TASKS_A_DAY) - 1])),
    st.tuples(st.just(PaceScreen.PUSHES), st.sampled_from([0, 1, 1, 2, 3, len(PUSHES_A_DAY) - 1])),
    st.tuples(st.just(PaceScreen.QUIET), st.integers(0, len(QUIET_HOURS) - 1)),
    st.tuples(st.just(PaceScreen.DIGEST), st.integers(0, len(DIGEST_HOURS) - 1)),
)


class Paces(Chats):
    """People in several zones, away for minutes or days. What they chose is kept here a second time."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = {visitor.id: zone for visitor, zone in zip(PEOPLE, ZONES, strict=True)}
        self.tasks: dict[int, int | None] = defaultdict(lambda: None)
        self.pushes: dict[int, int | None] = defaultdict(lambda: TERMS.pushes_a_day)
        self.quiet: dict[int, tuple[int, int] | None] = defaultdict(lambda: (22 * 60, 8 * 60))
        self.did: dict[int, int] = {}
        self.answered: dict[int, list[int]] = defaultdict(list)
        #: When something was decided to be written to somebody first, and came: since their last deed.
        self.decided: dict[int, list[int]] = defaultdict(list)
        self.came: dict[int, int] = defaultdict(int)

    @initialize(is_large=st.booleans(), chosen=st.lists(choices, min_size=4, max_size=8))
    def launch(self, is_large: bool, chosen: list[tuple[PaceScreen, int]]) -> None:
        self.projects = [self.launch_file(LARGE if is_large else SMALL, fewest=2, most=4)]
        for visitor in PEOPLE:
            self.messages[visitor.id, 7] = Shown()
            self.join(visitor)
            zone = self.zone[visitor.id]
            if zone is not None:
                self.do(choose_zone, visitor, zone, pressed=9, at=self.now)
            self._does(visitor.id)
        for number, choice in enumerate(chosen):
            self.choose(PEOPLE[number % len(PEOPLE)], choice)

    def _does(self, who: int) -> None:
        self.did[who], self.came[who] = self.now, 0
        self.send_all()
        self._look()

    def _local(self, who: int, at: int) -> datetime:
        return datetime.fromtimestamp(at // SECOND, UTC).astimezone(ZoneInfo(self.zone[who] or "UTC"))

    def _is_night(self, who: int, at: int) -> bool:
        hours = self.quiet[who]
        if self.zone[who] is None or hours is None:
            return False
        minute = self._local(who, at).hour * 60 + self._local(who, at).minute
        start, end = hours
        return start <= minute < end if start < end else minute >= start or minute < end

    def _today(self, who: int, moments: list[int]) -> int:
        today = self._local(who, self.now).date()
        return sum(self._local(who, at).date() == today for at in moments)

    def _offers(self) -> dict[int, int]:
        """The task in each hand, with the number of its lease."""
        rows = self.rows(
            "SELECT contributor_id, id * 1000 + lease_id FROM assignment WHERE state = 'OFFERED'"
        )
        return {row[0]: row[1] for row in rows}

    def _nobody_is_offered_more_than_they_want(self, before: dict[int, int]) -> list[int]:
        """Return who has been offered something new."""
        new = [who for who, lease in self._offers().items() if before.get(who) != lease]
        for who in new:
            most = self.tasks[who]
            assert most is None or self._today(who, self.answered[who]) < most
        return new

    @rule(visitor=people)
    def ask_for_the_next(self, visitor: Visitor) -> None:
        before = self._offers()
        self.do(show_next, visitor, terms=TERMS, at=self.now)
        self._does(visitor.id)
        self._nobody_is_offered_more_than_they_want(before)

    @rule(visitor=people, label=st.integers(0, 1), times=st.sampled_from([1, 3, 7, 12]))
    def answer(self, visitor: Visitor, label: int, times: int) -> None:
        for _ in range(times):
            self.wait(1)
            found = self.rows("SELECT assignment_id FROM card WHERE chat_id = :id", id=visitor.id)
            if found[0][0] is None:
                return
            before = self._offers()
            given = Given(assignment_id=AssignmentId(found[0][0]), value=label)
            taken = self.do(record_answer, given, pressed=7, by=visitor.id, terms=TERMS, at=self.now)
            self._does(visitor.id)
            if taken in {Taken.COUNTED, Taken.LATE}:
                self.answered[visitor.id].append(self.now)
            self._nobody_is_offered_more_than_they_want(before)

    @rule(visitor=people)
    def skip(self, visitor: Visitor) -> None:
        self.wait(2)
        found = self.rows("SELECT assignment_id FROM card WHERE chat_id = :id", id=visitor.id)
        if found[0][0] is not None:
            assignment = AssignmentId(found[0][0])
            unclear = SkipReason.UNCLEAR
            self.do(skip_task, assignment, unclear, pressed=7, by=visitor.id, terms=TERMS, at=self.now)
            self._does(visitor.id)

    @rule(visitor=people, choice=choices)
    def choose(self, visitor: Visitor, choice: tuple[PaceScreen, int]) -> None:
        screen, place = choice
        if screen is PaceScreen.DIGEST and self.zone[visitor.id] is None:
            return
        self.do(choose_pace, visitor, screen, place, pressed=9, at=self.now)
        self._does(visitor.id)
        match screen:
            case PaceScreen.TASKS:
                self.tasks[visitor.id] = TASKS_A_DAY[place]
            case PaceScreen.PUSHES:
                self.pushes[visitor.id] = PUSHES_A_DAY[place]
            case PaceScreen.QUIET:
                self.quiet[visitor.id] = QUIET_HOURS[place]

    @rule()
    def work_arrives(self) -> None:
        self.projects.append(self.launch_file(SMALL, fewest=1, most=4))

    @rule()
    def a_project_is_cancelled_under_peoples_hands(self) -> None:
        if len(self.projects) > 1:
            self.do(
                cancel_project,
                self.projects.pop(),
                by=REQUESTER.id,
                pressed=8,
                terms=TERMS,
                at=self.now,
            )

    @rule(visitor=people, times=st.integers(2, 5))
    def work_comes_in_small_pieces_and_somebody_does_it_at_once(self, visitor: Visitor, times: int) -> None:
        self.answer(visitor, 0, times=12)
        for _ in range(times):
            self.work_arrives()
            self.time_passes(10, sends=True)
            self.answer(visitor, 0, times=2)

    @rule(minutes=st.sampled_from([35, 3 * 60]), later=st.sampled_from([1, 9 * 60]))
    def work_ends_while_it_waits_to_be_told(self, minutes: int, later: int) -> None:
        self.work_arrives()
        self.time_passes(minutes, sends=False)
        self.a_project_is_cancelled_under_peoples_hands()
        self.time_passes(later, sends=True)

    @rule(visitor=people)
    def take_a_break(self, visitor: Visitor) -> None:
        self.do(pause, visitor, terms=TERMS, at=self.now)
        self.do(resume, visitor, terms=TERMS, at=self.now)
        self._does(visitor.id)

    @rule(minutes=st.sampled_from([1, 35, 4 * 60, 9 * 60, 24 * 60]), sends=st.booleans())
    def time_passes(self, minutes: int, sends: bool) -> None:
        self.wait(minutes)
        self._tick()
        if sends:
            self.send_all()
            self._look()

    @rule(hours=st.integers(2, 120))
    def hours_pass(self, hours: int) -> None:
        for _ in range(hours):
            self.time_passes(60, sends=True)

    def _tick(self) -> None:
        self.do(expire_offers, terms=TERMS, at=self.now)
        before = self._offers()
        self.do(wake_waiting, terms=TERMS, at=self.now)
        for who in self._nobody_is_offered_more_than_they_want(before):
            self._decide(who)
        newest = self.rows("SELECT coalesce(max(id), 0) FROM outbox")[0][0]
        self.do(send_digests, at=self.now)
        for row in self.rows("SELECT chat_id FROM outbox WHERE id > :id AND kind = 'DIGEST'", id=newest):
            self._decide(row[0], is_digest=True)

    def _decide(self, who: int, *, is_digest: bool = False) -> None:
        """Somebody is to be written to."""
        at = self.now
        assert not self._is_night(who, at)
        assert self.zone[who] is not None or at - self.did[who] <= AWAKE + MINUTE
        most = self.pushes[who]
        if not is_digest:
            assert most is None or self._today(who, self.decided[who]) < most
        self.decided[who].append(at)

    def _look(self) -> None:
        """See what has come: whoever did not just do something was written to first."""
        for written in self.written:
            who = written.chat
            if written.at - self.did[who] > AWAITED:
                assert not self._is_night(who, written.at)
                assert written.screen in {None, Screen.TASK}, "somebody was written to about nothing"
                self.came[who] += 1
                assert self.came[who] <= PATIENCE
        self.written.clear()

    @rule()
    def all_is_sent(self) -> None:
        self.send_all()
        self._look()

    @invariant()
    def what_people_do_is_known(self) -> None:
        seen = {row[0]: row[1] for row in self.rows("SELECT id, seen_at FROM contributor")}
        for who, did in self.did.items():
            assert abs(seen[who] - did) < SECOND


TestPaces = Paces.TestCase
TestPaces.settings = steady(examples=40, steps=25)
