"""How statements find their rows: by index, in order, and at the same cost however long the history is."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.kinds import all_kinds
from crowd.projects.draft import Draft, DraftQuestion
from crowd.projects.project import Project
from storage.announcing.digests import due_digests, what_became
from storage.announcing.stars import read_account
from storage.answering.answers import answers_of_task
from storage.answering.assignments import expired_offers, offers_of
from storage.answering.picking import pick_task
from storage.answering.tasks import count_may_answer, open_task_ids, open_tasks_for
from storage.answering.waiting import holders, open_work, waiting_away, waiting_present
from storage.conversation.claims import claim_out
from storage.conversation.hints import forget_hints
from storage.conversation.inbox import forget_updates, pending_updates
from storage.conversation.outbox import Priority, count_pending, forget_out, is_due
from storage.conversation.typed import forget_old_typed
from storage.deciding.forecasts import SAMPLE, read_progress
from storage.deciding.gold import pick_gold
from storage.deciding.rules import changed_projects, projects_at_limit
from storage.drafting.drafts import spread_draft
from storage.governing.events import count_events, list_events
from storage.people.contributors import waiting_for_task
from storage.projects.projects import add_project, find_project, offering_projects
from storage.tx import Tx
from storage.upgrade import upgrade

ADA = ContributorId(7)
PROJECT = ProjectId(1)
#: Indexes that hold only rows which wait for something: walking all of one is what the statement is for.
#: A "constant row" is no table: it carries the values of subqueries.
HARMLESS = (
    "assignment_lease",
    "inbox_pending",
    "project_running",
    "project_limited",
    "project_held",
    "question_reopening",
    "CONSTANT ROW",
)


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = OFF")
        upgrade(connection)
        yield connection


def _project(tx: Tx) -> Project:
    found = find_project(tx, PROJECT)
    assert found is not None
    return found


def _plan(connection: sqlite3.Connection, read: Callable[[Tx], object]) -> list[str]:
    """How SQLite carries out what a function runs: the statements are caught on their way, not copied here."""
    caught: list[str] = []
    connection.set_trace_callback(caught.append)
    read(Tx(connection))
    connection.set_trace_callback(None)
    assert caught
    return [row["detail"] for sql in caught for row in connection.execute("EXPLAIN QUERY PLAN " + sql)]


STATEMENTS: dict[str, tuple[Callable[[Tx], object], set[str]]] = {
    "pick open": (lambda tx: pick_task(tx, ADA, PROJECT, named=False), {"SEARCH t USING INDEX task_offer"}),
    "pick named": (
        lambda tx: pick_task(tx, ADA, PROJECT, named=True),
        {"SEARCH m USING COVERING INDEX audience_pick"},
    ),
    "claim out": (
        lambda tx: claim_out(tx, now=1, limit=9, worst=Priority.REPORT, lease_id=1),
        {"outbox_pending"},
    ),
    "claim what is paid for": (
        lambda tx: claim_out(
            tx, now=1, limit=9, best=Priority.PAID, worst=Priority.PAID, lease_id=1, stars_day=1
        ),
        {"outbox_pending"},
    ),
    "is something paid for": (lambda tx: is_due(tx, Priority.PAID, now=1), {"outbox_pending"}),
    "the month's Stars": (
        lambda tx: read_account(tx, budget=1, at=1),
        {"sqlite_autoindex_fact_1", "star_day"},
    ),
    "pushes that wait": (lambda tx: count_pending(tx, Priority.PUSH, limit=9), {"outbox_pending"}),
    "pending updates": (pending_updates, {"inbox_pending"}),
    "forget updates": (lambda tx: forget_updates(tx, received_before=1, limit=9), {"inbox_received"}),
    "forget out": (lambda tx: forget_out(tx, ended_before=1, limit=9), {"outbox_ended"}),
    "forget typed": (lambda tx: forget_old_typed(tx, typed_before=1, limit=9), {"typed_age"}),
    "forget hints": (lambda tx: forget_hints(tx, hinted_before=1, limit=9), {"hint_age"}),
    "expired offers": (lambda tx: expired_offers(tx, now=1, limit=9), {"assignment_lease"}),
    "offers of a person": (lambda tx: offers_of(tx, ADA), {"assignment_person"}),
    "running projects": (lambda tx: offering_projects(tx, at=1), {"project_running"}),
    "projects at a limit": (lambda tx: projects_at_limit(tx, at=1), {"project_limited"}),
    "projects to go on with": (changed_projects, {"question_reopening"}),
    "waiting people": (
        lambda tx: waiting_away(tx, seen_until=1, now=1, limit=9),
        {"contributor_waiting", "sqlite_autoindex_audience_1"},
    ),
    "digests that are due": (lambda tx: due_digests(tx, now=1, limit=9), {"contributor_digest"}),
    "open work": (lambda tx: open_work(tx, now=1), {"SEARCH t USING INDEX task_offer"}),
    "what people hold": (lambda tx: holders(tx, limit=9), {"assignment_lease"}),
    "gold for a person": (lambda tx: pick_gold(tx, ADA, PROJECT), {"task_mixed"}),
    "who may answer": (lambda tx: count_may_answer(tx, TaskId(1)), {"audience_task"}),
    "open tasks for a person": (lambda tx: open_tasks_for(tx, ADA), {"audience_pick"}),
    "how a project stands": (lambda tx: read_progress(tx, _project(tx)), {"task_row"}),
    "open tasks": (lambda tx: open_task_ids(tx, PROJECT, after=0, limit=9), {"task_open"}),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_rows_are_found_by_their_index_and_come_sorted_from_it(
    connection: sqlite3.Connection, name: str
) -> None:
    read, ways = STATEMENTS[name]
    _fill(connection, answers=100, named=name == "pick named")
    plan = _plan(connection, read)
    used = {way for way in ways if any(f"{way} " in f"{step} " for step in plan)}
    assert used == ways, plan
    scans = [step for step in plan if step.startswith("SCAN") and not step.endswith(HARMLESS)]
    assert not scans, plan
    assert not [step for step in plan if "TEMP B-TREE" in step], plan


def test_what_one_person_did_is_found_without_reading_the_whole_history(
    connection: sqlite3.Connection,
) -> None:
    for read in (lambda tx: list_events(tx, of=7, skip=0, limit=9), lambda tx: count_events(tx, of=7)):
        plan = " ".join(_plan(connection, read))
        for index in ("event_actor", "event_about", "event_project"):
            assert index in plan
        assert "SCAN" not in plan


def test_what_belongs_to_one_task_or_moment_is_found_by_it(connection: sqlite3.Connection) -> None:
    """There is a handful of it, which may be sorted."""
    reads: dict[str, Callable[[Tx], object]] = {
        "audience_task": lambda tx: waiting_for_task(tx, TaskId(1), limit=3, now=1),
        "contributor_present": lambda tx: waiting_present(tx, seen_after=1, now=1, limit=9),
        "assignment_person": lambda tx: what_became(tx, ADA, since=0, until=1),
        "answer_task": lambda tx: answers_of_task(tx, TaskId(1), QuestionId(1)),
    }
    for index, read in reads.items():
        plan = _plan(connection, read)
        assert any(index in step for step in plan), plan
        # "newest" are as many as a statement asks for.
        scans = [step for step in plan if step.startswith("SCAN") and not step.endswith(" newest")]
        assert not scans, plan


def _steps(connection: sqlite3.Connection, pick: Callable[[], TaskId | None]) -> tuple[TaskId | None, int]:
    """What a pick finds, and how many steps SQLite's machine takes for it."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.set_progress_handler(count, 1)
    found = pick()
    connection.set_progress_handler(None, 0)
    return found, steps


#: Tasks that are closed, each with ten answers, one of them Ada's; then one that still wants offers. Half of all
#: rows are for named people: every closed one of those is in Ada's audience.
_HISTORY = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :tasks)
    INSERT INTO task (id, project_id, key, row_number, content, state, named, offer, level, rank)
    SELECT i, 1, i, i, '{}', CASE WHEN :open THEN 'OPEN' ELSE 'CLOSED' END, :named, :open, 7, i FROM n
"""
_ASSIGNMENTS = """
    WITH RECURSIVE who (w) AS (SELECT 1 UNION ALL SELECT w + 1 FROM who WHERE w < 10)
    INSERT INTO assignment (task_id, contributor_id, state, lease_id, lease_until, offered_at)
    SELECT t.id, w, 'ANSWERED', 1, 0, 0 FROM task t, who
"""
_ANSWERS = """
    INSERT INTO answer (assignment_id, question_id, version, task_id, contributor_id, label, counted,
        instruction_version, answered_at)
    SELECT id, 1, 1, task_id, contributor_id, 0, TRUE, 1, 0 FROM assignment
"""
_AUDIENCE = """
    INSERT INTO audience (contributor_id, project_id, level, rank, task_id)
    SELECT 7, 1, level, rank, id FROM task WHERE named
"""
_WANTED = """
    INSERT INTO task (project_id, key, row_number, content, state, named, offer, level, rank)
    VALUES (1, 'wanted', 0, '{}', 'OPEN', :named, TRUE, 7, 1000000)
"""


def _fill(connection: sqlite3.Connection, *, answers: int, named: bool, exhausted: bool = False) -> None:
    connection.execute("BEGIN")
    connection.execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
        INSERT INTO contributor (id, state, locale, created_at) SELECT i, 'ACTIVE', 'en', 1 FROM n
        """
    )
    rule = StopRule(target=0.95, min_answers=2, max_answers=20)
    question = DraftQuestion(kind=all_kinds()[0], text="", config=all_kinds()[0].read_config("{}"), rule=rule)
    draft = Draft(name="x", questions=(question,))
    project = add_project(
        Tx(connection), ADA, draft, content_columns=("text",), has_keys=False, prior=DEFAULT_PRIOR, at=0
    )
    spread_draft(Tx(connection), project, draft, prior=DEFAULT_PRIOR)
    connection.execute(_HISTORY, {"tasks": answers // 10, "named": named, "open": exhausted})
    connection.execute(_ASSIGNMENTS)
    connection.execute(_ANSWERS)
    if not exhausted:
        connection.execute(_WANTED, {"named": named})
    connection.execute(_AUDIENCE)
    connection.execute("COMMIT")


FEW, MANY = 1_000, 50_000


def _cost_of_a_later_pick(folder: Path, *, answers: int, named: bool, exhausted: bool) -> int:
    """Steps of a pick after Ada has looked through what was there once."""
    with closing(sqlite3.connect(folder / f"{answers}.db", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = OFF")
        upgrade(connection)
        _fill(connection, answers=answers, named=named, exhausted=exhausted)

        def pick() -> TaskId | None:
            return pick_task(Tx(connection), ADA, PROJECT, named=named)

        for _ in range(4):  # one pick looks at a bounded number of rows: it may take several to get through
            pick()
        found, steps = _steps(connection, pick)
        assert (found is None) == exhausted
        return steps


@pytest.mark.parametrize("exhausted", [False, True], ids=["one left", "none left"])
@pytest.mark.parametrize("named", [False, True], ids=["open to all", "named"])
def test_a_pick_costs_the_same_at_fifty_times_the_answers(
    tmp_path: Path, *, named: bool, exhausted: bool
) -> None:
    few, many = (
        _cost_of_a_later_pick(tmp_path, answers=answers, named=named, exhausted=exhausted)
        for answers in (FEW, MANY)
    )
    assert many <= 1.1 * few
    assert many < 1_000


def test_the_first_pick_among_tasks_open_to_all_does_not_look_at_closed_ones(
    connection: sqlite3.Connection,
) -> None:
    _fill(connection, answers=MANY, named=False)
    found, steps = _steps(connection, lambda: pick_task(Tx(connection), ADA, PROJECT, named=False))
    assert found is not None
    assert steps < 1_000


def test_no_single_pick_holds_the_writer_long_however_much_it_has_to_pass(
    connection: sqlite3.Connection,
) -> None:
    _fill(connection, answers=MANY, named=True, exhausted=True)
    found, steps = _steps(connection, lambda: pick_task(Tx(connection), ADA, PROJECT, named=True))
    assert found is None
    assert steps < 200_000


def test_how_a_project_stands_is_read_from_a_bounded_sample_of_its_tasks(
    connection: sqlite3.Connection,
) -> None:
    _fill(connection, answers=MANY, named=False)
    found = read_progress(Tx(connection), _project(Tx(connection)))
    assert SAMPLE / 2 < sum(found.closed.values()) <= SAMPLE
