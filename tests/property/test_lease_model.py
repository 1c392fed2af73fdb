"""However late people are, a task is kept for one person at a time, for as long as promised, and then moves on once."""

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from machine import TERMS, Machine, steady

from crowd.answering.assignments import MOST_EXTENSIONS, SkipReason
from crowd.errors import NotFound
from crowd.ids import AssignmentId, ContributorId
from crowd.people.visitors import Visitor
from usecases.answering.expire_offers import expire_offers
from usecases.answering.more_time import MoreTime, more_time, warn_ending
from usecases.answering.record_answer import Given, Taken, record_answer
from usecases.answering.skip_task import skip_task
from usecases.answering.wake_waiting import wake_waiting
from usecases.people.subscribing.show_next import show_next

PEOPLE = [Visitor(id=ContributorId(number), locale="en") for number in (1, 2, 3)]
FILE = b"text\na\nb\nc\nd\n"
people = st.sampled_from(PEOPLE)
#: Which of the assignments: mostly one of the newest.
recency = st.integers(0, 3)
labels = st.integers(0, 1)


@dataclass(slots=True)
class Kept:
    """What was promised of an assignment."""

    holder: ContributorId
    since: int
    until: int
    extensions: int = 0
    warned: bool = False


class Leases(Machine):
    """People who take their time. `kept` is what each of them was told of the task in their hands."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[int, Kept] = {}
        #: Assignments that ended, and in which state.
        self.ended: dict[int, str] = {}
        self.known_leases: set[tuple[int, int]] = set()

    @initialize(fewest=st.integers(1, 2), most=st.integers(2, 3))
    def launch(self, fewest: int, most: int) -> None:
        self.launch_file(FILE, fewest=fewest, most=most)
        for visitor in PEOPLE:
            self.join(visitor)
        self._see_new_offers()

    def _see_new_offers(self) -> None:
        """Take down what has just been promised."""
        for row in self.rows("SELECT * FROM assignment WHERE state = 'OFFERED'"):
            lease = (row["id"], row["lease_id"])
            if lease not in self.known_leases:
                self.known_leases.add(lease)
                self.ended.pop(row["id"], None)
                assert row["lease_until"] == row["offered_at"] + TERMS.lease
                self.kept[row["id"]] = Kept(row["contributor_id"], row["offered_at"], row["lease_until"])

    def _end(self, assignment_id: int, state: str) -> None:
        self.kept.pop(assignment_id, None)
        self.ended[assignment_id] = state

    def _any(self, back: int) -> tuple[AssignmentId, ContributorId, str] | None:
        rows = self.rows(
            """
            SELECT id, contributor_id, state FROM assignment
            ORDER BY coalesce(ended_at, offered_at) DESC, id LIMIT 1 OFFSET :back
            """,
            back=back,
        )
        return None if not rows else (AssignmentId(rows[0][0]), ContributorId(rows[0][1]), str(rows[0][2]))

    @rule(visitor=people)
    def ask_for_the_next(self, visitor: Visitor) -> None:
        held = {number for number, kept in self.kept.items() if kept.holder == visitor.id}
        self.do(show_next, visitor, terms=TERMS, at=self.now)
        settled = {
            row[0]
            for row in self.rows(
                "SELECT a.id FROM assignment a JOIN task t ON t.id = a.task_id WHERE t.state = 'CLOSED'"
            )
        }
        still = {row[0] for row in self.rows("SELECT id FROM assignment WHERE state = 'OFFERED'")}
        # Who asks for the next keeps what they hold, but for what others have settled.
        assert held & still == held - settled
        for number in held & settled:
            self._end(number, "EXPIRED")
        self._see_new_offers()

    @rule(minutes=st.sampled_from([1, 7, 15, 23, 29, 31]))
    def time_passes(self, minutes: int) -> None:
        self.wait(minutes)

    @rule()
    def what_is_over_goes_on_to_others(self) -> None:
        at = self.now
        over = {number for number, kept in self.kept.items() if kept.until <= at}
        assert self.do(expire_offers, terms=TERMS, at=at) == len(over)
        gone = {row[0] for row in self.rows("SELECT id FROM assignment WHERE state = 'EXPIRED'")}
        for number in over:
            assert number in gone or (number, 2) in self._leases()
            self._end(number, "EXPIRED")
        # It was given back once: nothing is left to be given back.
        assert self.do(expire_offers, terms=TERMS, at=at) == 0
        self.do(wake_waiting, terms=TERMS, at=self.now)
        self._see_new_offers()

    def _leases(self) -> set[tuple[int, int]]:
        return {(row[0], min(row[1], 2)) for row in self.rows("SELECT id, lease_id FROM assignment")}

    @rule()
    def people_are_told_of_the_end(self) -> None:
        at = self.now
        ending = [
            kept
            for kept in self.kept.values()
            if not kept.warned and at < kept.until and 4 * (kept.until - at) <= kept.until - kept.since
        ]
        assert self.do(warn_ending, at=at) == len(ending)
        for kept in ending:
            kept.warned = True
        assert self.do(warn_ending, at=at) == 0

    @rule(back=recency, visitor=people, own=st.booleans())
    def somebody_wants_more_time(self, back: int, visitor: Visitor, own: bool) -> None:
        found = self._any(back)
        if found is None:
            return
        assignment_id, holder, _ = found
        by, at = holder if own else visitor.id, self.now
        before = self.everything()
        if by != holder:
            try:
                self.do(more_time, assignment_id, pressed=7, by=by, terms=TERMS, at=at)
            except NotFound:
                assert self.everything() == before
                return
            raise AssertionError("somebody kept the task of somebody else")
        given = self.do(more_time, assignment_id, pressed=7, by=by, terms=TERMS, at=at)
        kept = self.kept.get(assignment_id)
        if kept is None:
            assert given is MoreTime.OVER
        elif kept.extensions == MOST_EXTENSIONS:
            assert given is MoreTime.ENOUGH
        else:
            assert given is MoreTime.GIVEN
            kept.until, kept.extensions, kept.warned = at + TERMS.lease, kept.extensions + 1, False

    @rule(back=recency, label=labels)
    def somebody_answers(self, back: int, label: int) -> None:
        found = self._any(back)
        if found is None:
            return
        assignment_id, holder, state = found
        ((task_id, has_room),) = self.rows(
            """
            SELECT t.id, t.state = 'OPEN' AND coalesce(b.n_answers, 0) + t.n_offered < q.max_answers FROM assignment a
            JOIN task t ON t.id = a.task_id JOIN question q ON q.project_id = t.project_id
            LEFT JOIN task_question b ON b.task_id = t.id WHERE a.id = :id
            """,
            id=assignment_id,
        )
        ((n_before,),) = self.rows(
            "SELECT coalesce(sum(n_answers), 0) FROM task_question WHERE task_id = :id", id=task_id
        )
        given = Given(assignment_id=assignment_id, value=label)
        taken = self.do(record_answer, given, pressed=7, by=holder, terms=TERMS, at=self.now)
        answers = self.rows("SELECT counted FROM answer WHERE assignment_id = :id", id=assignment_id)
        ((n_after,),) = self.rows(
            "SELECT coalesce(sum(n_answers), 0) FROM task_question WHERE task_id = :id", id=task_id
        )
        if state in {"ANSWERED", "SKIPPED"}:
            assert taken is (Taken.ANSWERED_BEFORE if state == "ANSWERED" else Taken.SKIPPED_BEFORE)
            assert (len(answers), n_after) == (state == "ANSWERED", n_before)
        else:
            # In time it counts, after that while its task is open and has room; and it is kept in any case.
            counts = state == "OFFERED" or bool(has_room)
            assert taken is (Taken.COUNTED if counts else Taken.LATE)
            assert ([bool(row[0]) for row in answers], n_after) == ([counts], n_before + counts)
            self._end(assignment_id, "ANSWERED")
        self._withdrawn()
        self._see_new_offers()

    @rule(back=recency)
    def somebody_skips(self, back: int) -> None:
        found = self._any(back)
        if found is None:
            return
        assignment_id, holder, state = found
        taken = self.do(
            skip_task, assignment_id, SkipReason.UNCLEAR, pressed=7, by=holder, terms=TERMS, at=self.now
        )
        assert (taken is Taken.COUNTED) == (state in {"OFFERED", "EXPIRED"})
        if taken is Taken.COUNTED:
            self._end(assignment_id, "SKIPPED")
        self._withdrawn()
        self._see_new_offers()

    def _withdrawn(self) -> None:
        """An offer whose task closed meanwhile may be taken back; its person is shown another."""
        for row in self.rows("SELECT id FROM assignment WHERE state = 'WITHDRAWN'"):
            if row[0] in self.kept:
                self._end(row[0], "WITHDRAWN")

    @invariant()
    def what_is_kept_is_what_was_promised(self) -> None:
        rows = self.rows("SELECT * FROM assignment WHERE state = 'OFFERED'")
        found = {row["id"]: (row["contributor_id"], row["lease_until"], row["extensions"]) for row in rows}
        assert found == {
            number: (kept.holder, kept.until, kept.extensions) for number, kept in self.kept.items()
        }

    @invariant()
    def what_ended_stays_so_until_it_is_offered_anew(self) -> None:
        states = {row[0]: row[1] for row in self.rows("SELECT id, state FROM assignment")}
        assert {number: states[number] for number in self.ended} == self.ended

    @invariant()
    def nobody_holds_two_tasks(self) -> None:
        holders = [kept.holder for kept in self.kept.values()]
        assert len(holders) == len(set(holders))

    @invariant()
    def tasks_count_what_is_in_peoples_hands(self) -> None:
        self.nothing(
            """
            SELECT t.id, t.n_offered FROM task t WHERE t.n_offered <> (SELECT count(*) FROM assignment a
                WHERE a.task_id = t.id AND a.state = 'OFFERED')
            """
        )
        self.nothing("SELECT id FROM project WHERE n_offered <> (SELECT sum(n_offered) FROM task)")


TestLeases = Leases.TestCase
TestLeases.settings = steady(examples=60)
