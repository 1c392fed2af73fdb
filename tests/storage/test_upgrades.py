"""Upgrades: each is applied once and completely or not at all, and the resulting schema is the documented one."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from storage_scene import facts, start_process

import storage
from crowd.deciding.limits import Limits
from crowd.deciding.policy import NothingHere, StopRule
from crowd.ids import ContributorId, ProjectId
from storage.drafting.dialogues import find_dialogue
from storage.drafting.drafts import find_draft
from storage.projects.projects import find_project
from storage.schema import read_schema
from storage.tx import Spot, Tx
from storage.upgrade import statements, upgrade, upgrades

ROOT = Path(storage.__file__).parents[1]

#: Opens the database with the copy of our code that PYTHONPATH names, stores a fact, and prints what came of it.
OPEN = """
    import asyncio, sys
    from storage.database import Database
    from storage.errors import StorageRefused
    from storage.facts import set_fact

    async def main():
        try:
            async with await Database.open(f"sqlite:///{sys.argv[1]}") as database:
                await database.run(set_fact, sys.argv[2], "x")
        except StorageRefused as refused:
            print(refused)
        else:
            print("opened")

    asyncio.run(main())
"""


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def _schema(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_upgrades_are_numbered_from_one_without_a_gap() -> None:
    assert [number for number, _, _ in upgrades()] == list(range(1, len(upgrades()) + 1))


def test_every_upgrade_is_applied_once(connection: sqlite3.Connection) -> None:
    upgrade(connection)
    before = _schema(connection)
    upgrade(connection)
    assert _schema(connection) == before
    applied = connection.execute("SELECT number, name FROM upgrade ORDER BY number").fetchall()
    assert applied == [(number, name) for number, name, _ in upgrades()]


def test_the_schema_written_down_is_what_the_upgrades_make() -> None:
    written = (ROOT / "docs" / "schema.sql").read_text("utf-8")
    assert written == read_schema(), "run: python -m storage.schema > docs/schema.sql"


def test_the_schema_written_down_makes_the_same_database(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    upgrade(connection)
    with closing(sqlite3.connect(tmp_path / "fresh.db")) as fresh:
        fresh.executescript(read_schema())
        assert _plain(fresh) == _plain(connection)


def _plain(connection: sqlite3.Connection) -> list[tuple[object, object, str]]:
    """The schema without comments, and with one space wherever there is any: how it is laid out makes no difference."""
    return [
        (type_, name, " ".join(re.sub(r"--[^\n]*", "", str(sql)).split()))
        for type_, name, sql in _schema(connection)
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("CREATE TABLE a (b);\nCREATE TABLE c (\n  d -- one; two\n);\n", 2),
        ("INSERT INTO a VALUES ('x;\ny');\n", 1),
        ("CREATE TABLE a (b);\nCREATE TABLE last (b)", 2),
        ("CREATE TRIGGER t AFTER INSERT ON a BEGIN\nDELETE FROM a;\nDELETE FROM c;\nEND;\n", 1),
    ],
)
def test_an_upgrade_is_cut_into_its_statements_and_none_is_lost(text: str, count: int) -> None:
    assert len(list(statements(text))) == count
    assert "".join(statements(text)) == text


def test_cards_with_buttons_of_an_older_make_are_shown_again(connection: sqlite3.Connection) -> None:
    for number, _, text in upgrades():
        if number == 40:
            connection.executescript(
                """
                INSERT INTO contributor (id, state, locale, created_at)
                VALUES (1, 'ACTIVE', 'en', 0), (2, 'ACTIVE', 'en', 0), (3, 'LEFT', 'en', 0), (4, 'ACTIVE', 'en', 0);
                INSERT INTO card (chat_id, message_id, screen, changed_at)
                VALUES (1, 5, 'TASK', 0), (2, 5, 'IDLE', 0), (3, 5, 'TASK', 0), (4, 5, 'CHANGE', 0);
                """
            )
        connection.executescript(text)
    shown = connection.execute(
        "SELECT o.chat_id, c.version FROM outbox o JOIN card c USING (chat_id) WHERE o.kind = 'CARD' ORDER BY 1"
    )
    assert shown.fetchall() == [(1, 2), (4, 2)]


def test_rules_and_what_answers_say_move_to_the_question(connection: sqlite3.Connection) -> None:
    for _, name, text in upgrades():
        if name == "rules":
            connection.executescript(
                """
                INSERT INTO contributor (id, state, locale, created_at) VALUES (1, 'ACTIVE', 'en', 0);
                INSERT INTO project (id, requester_id, name, state, draft_step, content_columns, has_keys, target,
                    min_answers, max_answers, margin, nothing_code, nothing_run, reopening, n_rule_changes,
                    created_at, changed_at)
                VALUES (3, 1, 'x', 'PAUSED', 'READY', '[]', FALSE, 0.9, 2, 7, 3, 1, 4, TRUE, 5, 0, 0);
                INSERT INTO question (id, project_id, position, kind, text, prior_right, prior_wrong)
                VALUES (8, 3, 0, 'one_of', '', 4, 1);
                INSERT INTO task (id, project_id, key, row_number, content, state, named, offer, level, rank, n_answers,
                    label, value, confidence, vote_share, belief)
                VALUES (1, 3, 'open', 1, '{}', 'OPEN', FALSE, TRUE, 0, 1, 0, NULL, NULL, 0, 0, NULL),
                    (2, 3, 'begun', 2, '{}', 'OPEN', FALSE, TRUE, 1, 2, 1, 0, NULL, 0.7, 1, '[0.5]'),
                    (3, 3, 'closed', 3, '{}', 'CLOSED', FALSE, FALSE, 2, 3, 2, 1, NULL, 0.95, 1, NULL),
                    (4, 3, 'gold', 4, '{}', 'CLOSED', FALSE, FALSE, 0, 4, 0, NULL, NULL, 0, 0, NULL);
                INSERT INTO consensus (task_id, question_id, version, label, confidence, vote_share, n_answers, reason,
                    rule_version, method, method_version, numbers, closed_at, reopened_at)
                VALUES (2, 8, 1, 0, 0.9, 1, 1, 'budget', 1, 'm', 1, '{}', 0, 1),
                    (3, 8, 1, 1, 0.9, 1, 2, 'margin', 1, 'm', 1, '{}', 0, 1),
                    (3, 8, 2, 1, 0.95, 1, 2, 'target', 1, 'm', 1, '{}', 2, NULL),
                    (4, 8, 1, 0, 1, 0, 0, 'known', 1, 'm', 1, '{}', 0, NULL);
                """
            )
        connection.executescript(text)
    rule = "target, min_answers, max_answers, margin, nothing_code, nothing_run, reopening, n_rule_changes"
    assert connection.execute(f"SELECT {rule} FROM question").fetchall() == [(0.9, 2, 7, 3, 1, 4, 1, 5)]
    assert connection.execute("SELECT * FROM task_question ORDER BY task_id").fetchall() == [
        (2, 8, "OPEN", None, 0, None, 0.7, 1.0, 1, "[0.5]"),
        (3, 8, "CLOSED", "target", 1, None, 0.95, 1.0, 2, None),
        (4, 8, "CLOSED", "known", None, None, 0.0, 0.0, 0, None),
    ]


def _copy_of_our_code(folder: Path) -> Path:
    """Our packages beside a second upgrade that a test may write."""
    for package in ("storage", "crowd"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "storage" / "upgrades" / f"{len(upgrades()) + 1:04}_next.sql"


def _open(code: Path, path: Path, fact: str) -> str:
    process = start_process(OPEN, str(path), fact, env={**os.environ, "PYTHONPATH": str(code)}, cwd=code)
    out, err = process.communicate(timeout=60)
    return out.strip() or err


def test_an_upgrade_that_fails_leaves_nothing_of_it_and_can_be_mended(path: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    following = _copy_of_our_code(code)
    assert _open(code, path, "before") == "opened"
    with closing(sqlite3.connect(path)) as connection:
        before = _schema(connection)

    following.write_text("CREATE TABLE half (a);\nINSERT INTO half VALUES (1);\nDROP TABLE missing;\n")
    assert "cannot be used: no such table: missing" in _open(code, path, "never")
    with closing(sqlite3.connect(path)) as connection:
        assert _schema(connection) == before
        assert connection.execute("SELECT max(number) FROM upgrade").fetchone() == (len(upgrades()),)

    following.write_text("CREATE TABLE half (a);\nINSERT INTO half VALUES (1);\n")
    assert _open(code, path, "after") == "opened"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT a FROM half").fetchall() == [(1,)]
    assert facts(path) == {"before", "after"}


@pytest.mark.parametrize("step", ["NAME", "QUESTION", "OPTIONS", "READY"])
def test_what_was_set_up_of_a_draft_moves_to_its_document(connection: sqlite3.Connection, step: str) -> None:
    for _, name, text in upgrades():
        if name == "draft":
            connection.execute(
                "INSERT INTO contributor (id, state, locale, created_at) VALUES (1, 'NEW', 'en', 0)"
            )
            connection.execute(
                """
                INSERT INTO project (id, requester_id, name, state, draft_step, content_columns, has_keys, budget,
                    deadline_at, language, topic, created_at, launched_at, changed_at)
                VALUES (3, 1, 'Pets "2"', 'DRAFT', ?, '[]', FALSE, 50, 9, 'es', NULL, 0, NULL, 0),
                    (4, 1, 'Cats', 'RUNNING', 'READY', '[]', FALSE, 50, NULL, NULL, 'arts', 0, 1, 0)
                """,
                (step,),
            )
            connection.executescript(
                """
                INSERT INTO question (id, project_id, position, kind, text, config, target, min_answers, max_answers,
                    margin, nothing_code, nothing_run, prior_right, prior_wrong)
                VALUES (8, 3, 0, 'one_of', 'Is it?', '{"options": ["Yes", "No"]}', 0.9, 2, 7, NULL, 1, 4, 4, 1),
                    (9, 4, 0, 'one_of', 'Is it?', '{"options": ["Yes", "No"]}', 0.9, 2, 7, 3, NULL, NULL, 4, 1);
                INSERT INTO draft (requester_id, project_id, step, message_id) VALUES (1, 3, 'READY', 7);
                """
            )
        connection.executescript(text)
    connection.row_factory = sqlite3.Row
    tx = Tx(connection)
    draft, dialogue = find_draft(tx, ProjectId(3)), find_dialogue(tx, ContributorId(1))
    assert draft is not None
    assert dialogue is not None
    assert (draft.name, draft.step, draft.limits) == ('Pets "2"', step, Limits(budget=50, deadline_at=9))
    assert (draft.subject.language, draft.subject.topic) == ("es", None)
    assert (draft.question.text, draft.question.options) == ("Is it?", ("Yes", "No"))
    nothing = NothingHere(label=1, run=4)
    assert draft.question.rule == StopRule(target=0.9, min_answers=2, max_answers=7, nothing=nothing)
    assert (dialogue.project_id, dialogue.step, dialogue.spot) == (3, "READY", Spot(ContributorId(1), 7))
    launched = find_project(tx, ProjectId(4))
    assert launched is not None
    assert (launched.name, launched.draft_step, launched.rule.margin) == ("Cats", "READY", 3)
    assert (launched.limits.budget, launched.subject.topic) == (50, "arts")
