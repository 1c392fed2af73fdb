"""The map of personal columns covers the whole schema, and the documentation says what it says."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.people.personal import PERSONAL, Fate, Is, Table, table_for_docs
from storage.upgrade import upgrade

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"
#: Names of columns that hold somebody's Telegram id.
IDS = re.compile(r"contributor_id|requester_id|chat_id|author_id|about_id|actor_id|abler_id|admin_id|\w+_by")


@pytest.fixture(scope="module")
def schema() -> dict[str, list[str]]:
    """Every table of a fresh database, with its columns."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        upgrade(connection)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in tables
            if not table.startswith("sqlite_")
        }


def test_every_column_of_every_table_is_classified(schema: dict[str, list[str]]) -> None:
    assert {name: sorted(table.columns) for name, table in PERSONAL.items()} == {
        name: sorted(columns) for name, columns in schema.items()
    }, "say in storage/people/personal.py what the new column holds about people"


def test_a_column_with_somebodys_id_is_classified_as_one() -> None:
    wrong = [
        f"{name}.{column}"
        for name, table in PERSONAL.items()
        for column, kind in table.columns.items()
        if IDS.fullmatch(column) and kind not in {Is.SELF, Is.OTHER}
    ]
    assert not wrong


@pytest.mark.parametrize("name", PERSONAL)
def test_a_table_about_people_says_whose_and_how_long(name: str) -> None:
    table = PERSONAL[name]
    is_personal = any(kind is not Is.INNER for kind in table.columns.values())
    assert bool(table.holds) == bool(table.kept) == is_personal
    if any(kind is Is.SELF for kind in table.columns.values()):
        assert table.of
        assert table.is_given
        # A ban would be easy to shake off.
        assert table.fate is not Fate.STAYS or name == "ban"
    if table.is_given or table.fate is Fate.DELETED:
        assert table.of


@pytest.mark.parametrize(("name", "table"), [(name, table) for name, table in PERSONAL.items() if table.of])
def test_somebodys_rows_can_be_found(name: str, table: Table) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        upgrade(connection)
        more = "".join(f", {sql}" for sql in (table.more or {}).values())
        assert connection.execute(f"SELECT *{more} FROM {name} WHERE {table.of}", {"id": 5}).fetchall() == []


def test_the_page_about_privacy_has_the_table() -> None:
    assert table_for_docs() in PRIVACY.read_text("utf-8"), "run: .venv/bin/python -m storage.people.personal"
