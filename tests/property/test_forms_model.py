"""Whatever people do with several questions of a task, the counters are right, and everybody is asked what follows."""

from typing import Any

from forms import ask, asked
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from machine import REQUESTER, TERMS, Machine, steady
from whole_fit import refit_all, settle_all

from crowd.answering.assignments import SkipReason
from crowd.answering.path import next_question, reached
from crowd.files.task_file import read_task_file
from crowd.ids import AssignmentId, ContributorId
from crowd.kinds.question import Op
from crowd.people.visitors import Visitor
from storage.answering.assignments import find_offer
from storage.answering.forms import own_answers
from storage.checking.recount import recount
from usecases.answering.change_answer import open_change
from usecases.answering.expire_offers import expire_offers
from usecases.answering.forms.parts import found_in, values_of
from usecases.answering.forms.turn_to_question import turn_to_question
from usecases.answering.press_answer import Pressed, press_answer
from usecases.answering.show_card import Screen
from usecases.answering.skip_task import skip_task
from usecases.answering.wake_waiting import wake_waiting
from usecases.drafting.answer_draft import answer_draft
from usecases.drafting.import_tasks import import_tasks
from usecases.people.subscribing.resume import resume
from usecases.projects.running.launch_project import launch_project

PEOPLE = [Visitor(id=ContributorId(number), locale="en") for number in range(1, 5)]
MOST = 3

people = st.sampled_from(PEOPLE)
answers = st.integers(0, 1)


class Forms(Machine):
    """People at work on two tasks with four questions: one leads to the next, which leads to the third."""

    @initialize(fewest=st.integers(1, 2), most=st.integers(2, MOST))
    def launch(self, fewest: int, most: int) -> None:
        file = read_task_file(b"text\na\nb\n", name="tasks.csv")
        self.project = self.do(import_tasks, file, name="t.csv", by=REQUESTER, terms=TERMS, at=self.now)
        for text in ("Is it?", "Yes, No"):
            self.do(answer_draft, text, by=REQUESTER.id, terms=TERMS, at=self.now)
        how: dict[str, Any] = {"fewest": fewest, "most": most, "target": 0.9}
        form = (
            asked("Is there one?", "Yes", "No", **how),
            asked("Is it red?", "Yes", "No", **how, only_if=(0, Op.IS, 0)),
            asked("How many?", **how, only_if=(1, Op.IS_NOT, 1)),
            asked("Is it big?", "Yes", "No", **how),
        )
        self.do(ask, self.project, form, at=self.now)
        self.do(launch_project, self.project, by=REQUESTER.id, pressed=7, terms=TERMS, at=self.now)
        for visitor in PEOPLE:
            self.join(visitor)

    def card(self, visitor: Visitor) -> Any:
        return self.rows("SELECT * FROM card WHERE chat_id = :id", id=visitor.id)[0]

    def press(self, visitor: Visitor, position: int | None, value: int) -> None:
        card = self.card(visitor)
        again = card["screen"] == Screen.CHANGE
        shown = card["previous_assignment_id"] if again else card["assignment_id"]
        if shown is None:
            return
        pressed = Pressed(
            assignment_id=AssignmentId(shown),
            position=card["position"] if position is None else position,
            reads=lambda *_: value,
            again=again,
        )
        self.do(press_answer, pressed, pressed=7, by=visitor.id, terms=TERMS, at=self.now)

    @rule(visitor=people, value=answers)
    def answer(self, visitor: Visitor, value: int) -> None:
        self.press(visitor, None, value)

    @rule(value=answers)
    def everybody_answers(self, value: int) -> None:
        for visitor in PEOPLE:
            self.press(visitor, None, value)

    @rule(visitor=people, position=st.integers(0, 3), value=answers)
    def press_another(self, visitor: Visitor, position: int, value: int) -> None:
        self.press(visitor, position, value)

    @rule(visitor=people, position=st.integers(0, 3))
    def turn(self, visitor: Visitor, position: int) -> None:
        card = self.card(visitor)
        for shown in {card["assignment_id"], card["previous_assignment_id"]} - {None}:
            self.do(turn_to_question, AssignmentId(shown), position, by=visitor.id, at=self.now)

    @rule(visitor=people)
    def open_change(self, visitor: Visitor) -> None:
        previous = self.card(visitor)["previous_assignment_id"]
        if previous is not None:
            self.do(open_change, AssignmentId(previous), pressed=7, by=visitor.id, at=self.now)

    @rule(visitor=people, position=st.integers(0, 3))
    def skip(self, visitor: Visitor, position: int) -> None:
        held = self.card(visitor)["assignment_id"]
        if held is not None:
            self.do(
                skip_task,
                AssignmentId(held),
                SkipReason.UNCLEAR,
                position=position,
                by=visitor.id,
                terms=TERMS,
                at=self.now,
            )

    @rule(minutes=st.sampled_from([1, 20, 31]))
    def time_passes(self, minutes: int) -> None:
        self.wait(minutes)
        self.do(expire_offers, terms=TERMS, at=self.now)
        self.do(wake_waiting, terms=TERMS, at=self.now)

    @rule(visitor=people)
    def ask_for_the_next(self, visitor: Visitor) -> None:
        self.do(resume, visitor, terms=TERMS, at=self.now)

    @rule()
    def fit(self) -> None:
        self.do(refit_all, terms=TERMS, at=self.now)
        self.do(settle_all, terms=TERMS, at=self.now)

    @invariant()
    def every_counter_is_right(self) -> None:
        assert self.do(recount) == []

    @invariant()
    def nobody_answers_a_question_twice_and_none_has_too_many_answers(self) -> None:
        self.nothing(
            "SELECT 1 FROM answer WHERE counted GROUP BY assignment_id, question_id HAVING count(*) > 1"
        )
        self.nothing(f"SELECT 1 FROM task_question WHERE n_answers > {MOST}")

    @invariant()
    def an_open_card_shows_a_question_that_its_person_comes_to(self) -> None:
        for card in self.rows("SELECT * FROM card WHERE screen = 'TASK' AND assignment_id IS NOT NULL"):
            offer = self.do(find_offer, AssignmentId(card["assignment_id"]))
            assert offer is not None
            own, found = values_of(self.do(own_answers, offer.id)), self.do(found_in, offer)
            came_to = [*reached(offer.asked, own, found), next_question(offer.asked, own, found)]
            # What the card shows may have been settled, or ruled out, since.
            assert card["position"] in came_to or card["position"] not in own

    @invariant()
    def what_counts_follows_from_what_its_person_answered_before(self) -> None:
        for (assignment_id,) in self.rows("SELECT DISTINCT assignment_id FROM answer"):
            offer = self.do(find_offer, AssignmentId(assignment_id))
            assert offer is not None
            own, given_at = self.do(own_answers, offer.id), self.given_at(assignment_id)
            for position, one in own.items():
                for condition in offer.asked[position].conditions if one.counted else ():
                    # What led to it may have been settled then, and be asked later because it has opened again.
                    if condition.position in own and given_at[condition.position] < given_at[position]:
                        assert condition.holds(own[condition.position].value, offer.asked[condition.position])

    def given_at(self, assignment_id: int) -> dict[int, int]:
        rows = self.rows(
            """
            SELECT q.position, min(n.answered_at) FROM answer n JOIN question q ON q.id = n.question_id
            WHERE n.assignment_id = :id GROUP BY q.position
            """,
            id=assignment_id,
        )
        return {row[0]: row[1] for row in rows}

    @invariant()
    def a_task_is_closed_with_the_last_of_its_questions(self) -> None:
        self.nothing(
            """
            SELECT t.id FROM task t WHERE (t.state = 'CLOSED') <> (NOT EXISTS (
                SELECT 1 FROM question q LEFT JOIN task_question b ON b.question_id = q.id AND b.task_id = t.id
                WHERE q.project_id = t.project_id AND coalesce(b.state, 'OPEN') = 'OPEN'))
            """
        )

    @invariant()
    def no_open_task_waits_for_nobody(self) -> None:
        self.nothing("SELECT id, n_offered FROM task WHERE state = 'OPEN' AND NOT offer AND n_offered = 0")


TestForms = Forms.TestCase
TestForms.settings = steady(examples=25)
