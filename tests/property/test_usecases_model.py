"""Whatever people do, in whatever order: the counters are true, and nobody is asked too often."""

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crowd.assignments import SkipReason
from crowd.errors import NotAllowed, StateConflict
from crowd.ids import MINUTE, AssignmentId, ContributorId
from crowd.projects import DraftStep, ProjectState
from crowd.task_file import read_task_file
from storage.fits import FitInput, read_fit_input
from storage.projects import find_project
from storage.rules import changed_projects, end_change, projects_at_limit
from storage.tx import Tx
from storage.upgrade import upgrade
from usecases.answer_draft import answer_draft
from usecases.cancel_project import cancel_project
from usecases.change_answer import change_answer, open_change
from usecases.change_rules import ask_rule
from usecases.expire_offers import expire_offers
from usecases.import_tasks import import_tasks
from usecases.keep_limits import close_at_limit, reopen_after_change
from usecases.launch_project import launch_project, pause_project, resume_project
from usecases.record_answer import Tap, record_answer
from usecases.refit_skills import (
    Refit,
    fit,
    redecide_tasks,
    reopen_tasks,
    store_beliefs,
    store_credits,
    store_model,
    store_people,
)
from usecases.skip_task import skip_task
from usecases.subscribe import Visitor, block, consent, leave, pause, resume, start
from usecases.terms import Terms
from usecases.wake_waiting import wake_waiting

P = ParamSpec("P")
T = TypeVar("T")

TERMS = Terms(open_requesters=True)
REQUESTER = Visitor(id=ContributorId(100), locale="en")
PEOPLE = [Visitor(id=ContributorId(number), locale="en") for number in range(1, 6)]
MOST = 3
#: Two tasks open to all, one of them gold; two for named people.
FILE = b"text,gold,contributors\na,,\nb,Yes,\nc,,1 2 3\nd,No,2 4\n"

people = st.sampled_from(PEOPLE)
labels = st.integers(0, 1)
#: Which of the assignments ever issued: mostly one of the newest.
recency = st.integers(0, 3)


def store_fit_whole(tx: Tx, data: FitInput, found: Refit) -> None:
    """As the tick does, on one page."""
    store_credits(tx, data, found.credits)
    store_people(tx, data, found.people)
    store_beliefs(tx, data, found.beliefs)
    store_model(tx, data, found)


class Crowd(RuleBasedStateMachine):
    """People and a requester at one bot."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name, "askmany.db")
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("PRAGMA journal_mode = MEMORY")
        upgrade(self.connection)
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.now = 1_700_000_000_000_000
        #: Once a press on an expired offer counted, more may be in flight than the task has room for.
        self.pressed_expired = False

    def teardown(self) -> None:
        self.connection.close()
        self.folder.cleanup()

    def do(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.now += 1000
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            result = unit(Tx(self.connection), *args, **kwargs)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")
        return result

    def rows(self, sql: str, **params: object) -> list[sqlite3.Row]:
        return self.connection.execute(sql, params).fetchall()

    @initialize(fewest=st.integers(1, 2), sure=st.sampled_from(["60", "80", "95"]))
    def launch(self, fewest: int, sure: str) -> None:
        file = read_task_file(FILE, name="tasks.csv")
        self.project = self.do(import_tasks, file, name="t.csv", by=REQUESTER, terms=TERMS, at=self.now)
        for text in ("Name", "Is it?", "Yes, No", sure, str(fewest), str(MOST)):
            self.do(answer_draft, text, by=REQUESTER.id, at=self.now)
        self.do(launch_project, self.project, by=REQUESTER.id, message_id=8, terms=TERMS, at=self.now)
        for visitor in PEOPLE[:4]:
            self.subscribe(visitor)

    @rule(visitor=people)
    def subscribe(self, visitor: Visitor) -> None:
        self.do(start, visitor, None, terms=TERMS, at=self.now)
        self.do(consent, visitor, version=1, text_hash="h", message_id=7, terms=TERMS, at=self.now)

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
        tap = Tap(assignment_id=AssignmentId(assignment_id), label=label, message_id=7)
        if self._may_act(holder):
            self.do(record_answer, tap, by=ContributorId(holder), terms=TERMS, at=self.now)
            self.pressed_expired |= state[0] == "EXPIRED"
        else:
            self._refused(record_answer, tap, by=ContributorId(holder), terms=TERMS, at=self.now)

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
                tap = Tap(assignment_id=AssignmentId(assignment_id), label=label, message_id=7)
                self.do(open_change, tap.assignment_id, message_id=7, by=ContributorId(holder), at=self.now)
                self.do(change_answer, tap, by=ContributorId(holder), terms=TERMS, at=self.now)

    @rule(back=recency, reason=st.sampled_from(SkipReason))
    def skip(self, back: int, reason: SkipReason) -> None:
        for assignment_id, holder in self._issued(back):
            if self._may_act(holder):
                self.do(
                    skip_task,
                    AssignmentId(assignment_id),
                    reason,
                    message_id=7,
                    by=ContributorId(holder),
                    terms=TERMS,
                    at=self.now,
                )

    @rule(minutes=st.sampled_from([1, 10, 31]))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE
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
            data = self.do(read_fit_input, self.project, project.question_id)
            self.do(store_fit_whole, data, fit(data))
            self.do(redecide_tasks, self.project, after=0, limit=50, terms=TERMS, at=self.now)
            self.do(reopen_tasks, self.project, after=0, limit=50, terms=TERMS, at=self.now)

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
        self.do(ask_rule, self.project, step, by=REQUESTER.id, message_id=8, at=self.now)
        self.do(answer_draft, text, by=REQUESTER.id, at=self.now)

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
                self.do(use_case, self.project, by=REQUESTER.id, message_id=8, at=self.now)
            except StateConflict:
                continue
            return

    @rule(surely=st.integers(0, 7))
    def cancel(self, surely: int) -> None:
        if surely:  # now and then only: after it little can happen
            return
        try:
            self.do(cancel_project, self.project, by=REQUESTER.id, message_id=8, at=self.now)
        except StateConflict:
            assert self._state() in {"COMPLETED", "CANCELLED"}

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

    def _refused(self, unit: Callable[Concatenate[Tx, P], object], *args: P.args, **kwargs: P.kwargs) -> None:
        before = list(self.connection.iterdump())
        try:
            self.do(unit, *args, **kwargs)
        except NotAllowed:
            assert list(self.connection.iterdump()) == before
        else:
            raise AssertionError("somebody who left answered")

    def _state(self) -> str:
        return str(self.rows("SELECT state FROM project")[0][0])

    def _nothing(self, sql: str) -> None:
        """What the statement looks for is not there."""
        wrong = [dict(row) for row in self.rows(sql)]
        assert not wrong, wrong

    @invariant()
    def tasks_count_their_answers_and_offers(self) -> None:
        self._nothing(
            """
            SELECT t.id, t.n_answers, t.n_offered, t.n_skips FROM task t WHERE
                t.n_answers <> (SELECT count(*) FROM answer n WHERE n.task_id = t.id AND n.counted)
                OR t.n_offered <> (SELECT count(*) FROM assignment a
                    WHERE a.task_id = t.id AND a.state = 'OFFERED')
                OR t.n_skips <> (SELECT count(*) FROM assignment a
                    WHERE a.task_id = t.id AND a.state = 'SKIPPED')
            """
        )

    @invariant()
    def no_task_has_more_answers_than_the_most(self) -> None:
        self._nothing(f"SELECT id, n_answers FROM task WHERE NOT mixed AND n_answers > {MOST}")
        if not self.pressed_expired:
            self._nothing(
                f"SELECT id, n_answers FROM task WHERE NOT mixed AND n_answers + n_offered > {MOST}"
            )

    @invariant()
    def the_closed_tasks_are_counted_by_their_reasons(self) -> None:
        self._nothing(
            """
            SELECT reason, sum(n) FROM (
                SELECT reason, n FROM closed_by
                UNION ALL SELECT reason, -count(*) FROM consensus WHERE reopened_at IS NULL GROUP BY reason)
            GROUP BY reason HAVING sum(n) <> 0
            """
        )

    @invariant()
    def no_project_has_more_answers_than_its_budget(self) -> None:
        self._nothing("SELECT budget, n_answers FROM project WHERE n_answers > budget")

    @invariant()
    def nobody_has_a_task_twice(self) -> None:
        self._nothing("SELECT 1 FROM assignment GROUP BY task_id, contributor_id HAVING count(*) > 1")
        self._nothing("SELECT 1 FROM answer WHERE counted GROUP BY assignment_id HAVING count(*) > 1")

    @invariant()
    def people_hold_at_most_one_task_and_it_is_on_their_card(self) -> None:
        self._nothing(
            """
            SELECT a.contributor_id, a.id, k.assignment_id FROM assignment a
            LEFT JOIN card k ON k.chat_id = a.contributor_id
            WHERE a.state = 'OFFERED' AND k.assignment_id IS NOT a.id
            """
        )
        self._nothing(
            """
            SELECT k.chat_id, a.state FROM card k JOIN assignment a ON a.id = k.assignment_id
            WHERE a.state <> 'OFFERED'
            """
        )

    @invariant()
    def only_subscribed_people_hold_or_wait_for_tasks(self) -> None:
        self._nothing(
            """
            SELECT c.id, c.state FROM contributor c WHERE c.state <> 'ACTIVE' AND (c.waiting_since IS NOT NULL
                OR EXISTS (SELECT 1 FROM assignment a WHERE a.contributor_id = c.id AND a.state = 'OFFERED'))
            """
        )

    @invariant()
    def named_tasks_go_to_their_people(self) -> None:
        self._nothing(
            """
            SELECT a.* FROM assignment a JOIN task t ON t.id = a.task_id WHERE t.named AND NOT EXISTS (
                SELECT 1 FROM audience m WHERE m.task_id = t.id AND m.contributor_id = a.contributor_id)
            """
        )

    @invariant()
    def nobody_has_looked_past_a_task_that_they_may_still_get(self) -> None:
        self._nothing(
            """
            SELECT c.id AS person, t.id AS task, s.rank AS reached, coalesce(m.rank, t.rank) AS rank
            FROM task t JOIN contributor c
            LEFT JOIN audience m ON m.task_id = t.id AND m.contributor_id = c.id
            JOIN seen_cursor s ON s.contributor_id = c.id AND s.project_id = t.project_id AND s.named = t.named
                AND s.level = coalesce(m.level, t.level)
            WHERE t.offer AND t.named = (m.task_id IS NOT NULL) AND s.rank >= coalesce(m.rank, t.rank)
                AND NOT EXISTS (SELECT 1 FROM assignment a
                    WHERE a.task_id = t.id AND a.contributor_id = c.id AND a.state <> 'EXPIRED')
            """
        )

    @invariant()
    def skills_are_the_sums_of_credits(self) -> None:
        self._nothing(
            """
            SELECT s.*, sum(n.credit) AS credits, count(n.credit) AS n FROM skill s
            LEFT JOIN answer n ON n.question_id = s.question_id AND n.contributor_id = s.contributor_id
                AND n.counted
            GROUP BY s.question_id, s.contributor_id
            HAVING abs(s."right" - coalesce(credits, 0)) > 1e-9 OR s.answered <> n
            """
        )
        self._nothing("SELECT * FROM answer WHERE counted AND credit IS NULL")

    @invariant()
    def closed_tasks_have_one_live_consensus(self) -> None:
        self._nothing(
            """
            SELECT t.id, t.state, count(c.task_id) AS live FROM task t
            LEFT JOIN consensus c ON c.task_id = t.id AND c.reopened_at IS NULL
            GROUP BY t.id HAVING live <> (t.state = 'CLOSED')
            """
        )
        self._nothing("SELECT id FROM task WHERE state = 'CLOSED' AND offer")

    @invariant()
    def gold_tasks_carry_the_known_label(self) -> None:
        self._nothing(
            """
            SELECT c.* FROM consensus c JOIN gold g ON g.task_id = c.task_id
            WHERE c.label <> g.label OR c.confidence <> 1.0
            """
        )

    @invariant()
    def the_project_counts_what_its_tasks_count(self) -> None:
        self._nothing(
            """
            SELECT p.* FROM project p WHERE
                p.n_answers <> (SELECT sum(n_answers) FROM task)
                OR p.n_offered <> (SELECT sum(n_offered) FROM task)
                OR p.n_skips <> (SELECT sum(n_skips) FROM task)
                OR p.n_closed <> (SELECT count(*) FROM task WHERE state = 'CLOSED')
                OR p.n_stated <> (SELECT count(*) FROM task WHERE state = 'CLOSED' AND gold IS NULL AND n_answers > 0)
                OR p.n_late <> (SELECT count(*) FROM (SELECT assignment_id FROM answer
                    GROUP BY assignment_id HAVING NOT max(counted)))
                OR abs(p.confidence_sum - (SELECT coalesce(sum(c.confidence), 0) FROM consensus c
                    JOIN task t ON t.id = c.task_id WHERE c.reopened_at IS NULL AND t.gold IS NULL)) > 1e-9
                OR (p.state = 'COMPLETED') > (p.n_closed = p.n_tasks)
                OR (p.state IN ('RUNNING', 'PAUSED')) > (p.n_closed < p.n_tasks)
            """
        )

    @invariant()
    def no_open_task_waits_for_nobody(self) -> None:
        """An open task either wants an offer or has one in flight; a named one has somebody who may answer."""
        if self._state() in {"RUNNING", "PAUSED"}:
            self._nothing(
                "SELECT id, n_offered FROM task WHERE state = 'OPEN' AND NOT offer AND n_offered = 0"
            )


TestCrowd = Crowd.TestCase
TestCrowd.settings = settings(
    max_examples=80,
    stateful_step_count=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
