"""Whatever people do, in whatever order, the counters are right, and nobody is asked too often."""

from collections.abc import Callable
from typing import Any

from crowd_claims import MOST, CrowdClaims
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from machine import REQUESTER, TERMS, steady
from whole_fit import read_first, settle_all, store_fit_whole

from crowd.answering.assignments import SkipReason
from crowd.errors import NotAllowed, StateConflict
from crowd.ids import AssignmentId, ContributorId
from crowd.people.visitors import Visitor
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.deciding.rules import changed_projects, end_change, projects_at_limit
from storage.projects.projects import find_project
from usecases.answering.change_answer import change_answer, open_change
from usecases.answering.expire_offers import expire_offers
from usecases.answering.record_answer import Given, Taken, record_answer
from usecases.answering.skip_task import skip_task
from usecases.answering.wake_waiting import wake_waiting
from usecases.deciding.close_at_limit import close_at_limit
from usecases.deciding.refit_skills import (
    fit,
    redecide_tasks,
    reopen_tasks,
)
from usecases.deciding.reopen_after_change import reopen_after_change
from usecases.drafting.answer_draft import answer_draft
from usecases.people.subscribing.block import block
from usecases.people.subscribing.leave import leave
from usecases.people.subscribing.pause import pause
from usecases.people.subscribing.resume import resume
from usecases.projects.cancel_project import cancel_project
from usecases.projects.change_rules import ask_rule
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project
from usecases.projects.settle_project import LAST_ANSWERS
from usecases.projects.show_project import send_results

PEOPLE = [Visitor(id=ContributorId(number), locale="en") for number in range(1, 6)]
#: Two tasks open to all, one of them gold; two for named people.
FILE = b"text,gold,contributors\na,,\nb,Yes,\nc,,1 2 3\nd,No,2 4\n"

people = st.sampled_from(PEOPLE)
labels = st.integers(0, 1)
#: Which of the assignments ever issued: mostly one of the newest.
recency = st.integers(0, 3)


class Crowd(CrowdClaims):
    """People and a requester at one bot."""

    @initialize(fewest=st.integers(1, 2), sure=st.sampled_from(["60", "80", "95"]))
    def launch(self, fewest: int, sure: str) -> None:
        self.project = self.launch_file(FILE, fewest=fewest, most=MOST, sure=sure)
        for visitor in PEOPLE[:4]:
            self.subscribe(visitor)

    @rule(visitor=people)
    def subscribe(self, visitor: Visitor) -> None:
        self.join(visitor)

    @rule(visitor=people)
    def ask_for_the_next(self, visitor: Visitor) -> None:
        self.do(resume, visitor, terms=TERMS, at=self.now)

    @rule(visitor=people, label=labels)
    def answer_in_hand(self, visitor: Visitor, label: int) -> None:
        self._answer_in_hand(visitor, label)

    def _answer_in_hand(self, visitor: Visitor, label: int) -> None:
        found = self.rows("SELECT assignment_id FROM card WHERE chat_id = :id", id=visitor.id)
        if found and found[0][0] is not None:
            self._answer(found[0][0], visitor.id, label)

    @rule(back=recency, label=labels)
    def answer_any(self, back: int, label: int) -> None:
        for assignment_id, holder in self._issued(back):
            self._answer(assignment_id, holder, label)

    def _answer(self, assignment_id: int, holder: int, label: int) -> None:
        (state,) = self.rows("SELECT state FROM assignment WHERE id = :id", id=assignment_id)
        given = Given(assignment_id=AssignmentId(assignment_id), value=label)
        if self._may_act(holder):
            ended = self._is_ended(at=self.now)
            taken = self.do(
                record_answer, given, pressed=7, by=ContributorId(holder), terms=TERMS, at=self.now
            )
            if state[0] == "OFFERED":
                # Nobody's work is thrown away but by the requester's own limits.
                assert taken is (Taken.ENDED if ended else Taken.COUNTED)
        else:
            self._refused(record_answer, given, pressed=7, by=ContributorId(holder), terms=TERMS, at=self.now)

    def _is_ended(self, *, at: int) -> bool:
        project = self.do(find_project, self.project)
        assert project is not None
        over = project.limits.reached(n_answers=project.n_answers, at=at)
        return project.state is ProjectState.CANCELLED or over is not None

    @rule(label=labels)
    def everybody_answers_alike(self, label: int) -> None:
        for visitor in PEOPLE:
            self._answer_in_hand(visitor, label)

    @rule(label=labels, at_once=st.integers(1, 4))
    def others_get_the_tasks_and_then_who_was_away_answers(self, label: int, at_once: int) -> None:
        self.time_passes(31)
        for visitor in reversed(PEOPLE):
            self.ask_for_the_next(visitor)
        for _ in range(at_once):
            for assignment_id, holder in self._issued(0, state="EXPIRED"):
                self._answer(assignment_id, holder, label)

    @rule(back=recency, again=st.booleans())
    def change(self, back: int, again: bool) -> None:
        for assignment_id, holder in self._issued(back, state="ANSWERED"):
            if self._may_act(holder):
                (newest,) = self.rows(
                    "SELECT label FROM answer WHERE assignment_id = :id ORDER BY version DESC LIMIT 1",
                    id=assignment_id,
                )
                label = newest[0] if again else 1 - newest[0]
                given = Given(assignment_id=AssignmentId(assignment_id), value=label)
                self.do(open_change, given.assignment_id, pressed=7, by=ContributorId(holder), at=self.now)
                self.do(change_answer, given, pressed=7, by=ContributorId(holder), terms=TERMS, at=self.now)

    @rule(back=recency, reason=st.sampled_from(SkipReason))
    def skip(self, back: int, reason: SkipReason) -> None:
        for assignment_id, holder in self._issued(back):
            if self._may_act(holder):
                self.do(
                    skip_task,
                    AssignmentId(assignment_id),
                    reason,
                    pressed=7,
                    by=ContributorId(holder),
                    terms=TERMS,
                    at=self.now,
                )

    @rule(minutes=st.sampled_from([1, 10, 31]))
    def time_passes(self, minutes: int) -> None:
        self.wait(minutes)
        self.do(expire_offers, terms=TERMS, at=self.now)
        self.do(wake_waiting, terms=TERMS, at=self.now)

    @rule(visitor=people, stays_away=st.booleans())
    def pause(self, visitor: Visitor, stays_away: bool) -> None:
        self.do(pause, visitor, terms=TERMS, at=self.now)
        if not stays_away:
            self.do(resume, visitor, terms=TERMS, at=self.now)

    @rule(visitor=people, blocks=st.booleans(), stays_away=st.booleans())
    def go_away(self, visitor: Visitor, blocks: bool, stays_away: bool) -> None:
        if blocks:
            self.do(block, visitor.id, terms=TERMS, at=self.now)
        else:
            self.do(leave, visitor, terms=TERMS, at=self.now)
        if not stays_away:
            self.subscribe(visitor)

    @rule()
    def refit(self) -> None:
        project = self.do(find_project, self.project)
        if project is not None and project.n_answers:
            data = self.do(read_first, self.project)
            found = fit(data)
            self.do(store_fit_whole, data, found)
            self.do(redecide_tasks, self.project, after=0, limit=50, terms=TERMS, at=self.now)
            self.do(
                reopen_tasks,
                self.project,
                data.question.id,
                found.values,
                after=0,
                limit=50,
                terms=TERMS,
                at=self.now,
            )

    @rule(asks=st.booleans())
    def settle(self, asks: bool) -> None:
        """As the tick does, where a project is over or its files were asked for."""
        if asks:
            self.do(send_results, self.project, by=REQUESTER.id, terms=TERMS, at=self.now)
        self.do(settle_all, terms=TERMS, at=self.now)
        self.nothing("SELECT id FROM project WHERE files_asked_at IS NOT NULL")
        # It is called done once those who were asked just before have had the time to answer.
        asked = "SELECT 1 FROM assignment WHERE state = 'OFFERED' AND offered_at >= :since"
        if not self.rows(asked, since=self.now - LAST_ANSWERS):
            self.nothing("SELECT id FROM project WHERE settling")
        self.now += LAST_ANSWERS
        self.do(settle_all, terms=TERMS, at=self.now)
        self.nothing("SELECT id FROM project WHERE settling")

    @rule(text=st.sampled_from(["-", "+1h", "+1m"]), more=st.integers(0, 6))
    def set_when_it_ends(self, text: str, more: int) -> None:
        project = self.do(find_project, self.project)
        if project is None or project.state is ProjectState.CANCELLED:
            return
        words = str(project.n_answers + more) if more else text
        self._say_of(DraftStep.ENDS, words)

    @rule(
        said=st.sampled_from(
            [
                *((DraftStep.MARGIN, text) for text in ("-", "1", "2")),
                *((DraftStep.TARGET, text) for text in ("60", "90", "99")),
                (DraftStep.MIN, "1"),
                (DraftStep.MIN, str(MOST)),
                (DraftStep.NOTHING, "-"),
                (DraftStep.NOTHING, "No"),
                (DraftStep.RUN, "1"),
                (DraftStep.RUN, "2"),
            ]
        )
    )
    def change_a_rule(self, said: tuple[DraftStep, str]) -> None:
        step, text = said
        project = self.do(find_project, self.project)
        if project is None or project.state is ProjectState.CANCELLED:
            return
        if step is not DraftStep.RUN or project.rule.nothing is not None:
            self._say_of(step, text)

    def _say_of(self, step: DraftStep, text: str) -> None:
        self.do(ask_rule, self.project, step, by=REQUESTER.id, pressed=8, terms=TERMS, at=self.now)
        self.do(answer_draft, text, by=REQUESTER.id, terms=TERMS, at=self.now)

    @rule()
    def keep_limits(self) -> None:
        """As the tick does."""
        for project in self.do(projects_at_limit, at=self.now):
            while self.do(close_at_limit, project, limit=3, terms=TERMS, at=self.now):
                pass
        for project, n_changes in self.do(changed_projects):
            for unit in (redecide_tasks, reopen_after_change):
                after: int | None = 0
                while after is not None:
                    after = self.do(unit, project, after=after, limit=3, terms=TERMS, at=self.now)
            self.do(end_change, project, n_changes)

    @rule(first_resume=st.booleans())
    def pause_or_resume_the_project(self, first_resume: bool) -> None:
        steps = (pause_project, resume_project)
        for use_case in reversed(steps) if first_resume else steps:
            try:
                self.do(use_case, self.project, by=REQUESTER.id, pressed=8, terms=TERMS, at=self.now)
            except StateConflict:
                continue
            return

    @rule(surely=st.integers(0, 7))
    def cancel(self, surely: int) -> None:
        if surely:  # now and then only: after it little can happen
            return
        try:
            self.do(cancel_project, self.project, by=REQUESTER.id, pressed=8, terms=TERMS, at=self.now)
        except StateConflict:
            assert self.state() in {"COMPLETED", "CANCELLED"}

    def _issued(self, back: int, *, state: str = "%") -> list[tuple[int, int]]:
        rows = self.rows(
            """
            SELECT id, contributor_id FROM assignment WHERE state LIKE :state
            ORDER BY coalesce(ended_at, offered_at) DESC, id LIMIT 1 OFFSET :back
            """,
            state=state,
            back=back,
        )
        return [(row[0], row[1]) for row in rows]

    def _may_act(self, holder: int) -> bool:
        """A press of somebody who blocked the bot is of just before, or just after: their consent holds."""
        agreed = "SELECT 1 FROM consent WHERE contributor_id = :id AND revoked_at IS NULL"
        return bool(self.rows(agreed, id=holder))

    def _refused(self, unit: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        before = self.everything()
        try:
            self.do(unit, *args, **kwargs)
        except NotAllowed:
            assert self.everything() == before
        else:
            raise AssertionError("somebody who left answered")


TestCrowd = Crowd.TestCase
TestCrowd.settings = steady(examples=80)


def test_a_project_is_called_done_once_who_was_asked_last_had_the_time_to_answer() -> None:
    crowd = Crowd()
    crowd.launch(fewest=1, sure="60")
    for at_once in (1, 4):
        crowd.others_get_the_tasks_and_then_who_was_away_answers(label=0, at_once=at_once)
    crowd.settle(asks=False)
    crowd.teardown()
