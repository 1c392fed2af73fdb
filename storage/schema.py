"""Prints the schema after all upgrades, for `docs/schema.sql`: `python -m storage.schema`."""

import re
import sqlite3
import sys
from contextlib import closing

from storage.upgrade import upgrade

_HEADER = (
    "-- What the upgrades in storage/upgrades make. Written by `python -m storage.schema`; do not edit.\n"
)
#: Where a column begins that an upgrade added: the engine writes it behind the last one, before that one's comment.
_ADDED = re.compile(r", (?=[a-z_]+ (?:BIGINT|BOOLEAN|DOUBLE|INTEGER|TEXT)\b)")


def read_schema() -> str:
    """Return the SQL of an empty database after all upgrades: tables by name, each followed by its indexes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        upgrade(connection)
        rows = connection.execute(
            """
            SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY tbl_name, type <> 'table', name
            """
        )
        return "\n".join([_HEADER, *(f"{_in_lines(row[0])};\n" for row in rows)])


def _in_lines(sql: str) -> str:
    """Return a statement with each column in a line of its own, and each comment behind the column it is about."""
    return "\n".join(map(_apart, sql.split("\n")))


def _apart(line: str) -> str:
    code, dashes, comment = line.partition("--")
    first, *added = _ADDED.split(code)
    if not added or not line.startswith("    "):
        return line
    written = ",\n    ".join([first, *added]).rstrip()
    return written.replace("\n", f"  {dashes}{comment}\n", 1) if comment else written


if __name__ == "__main__":
    sys.stdout.write(read_schema())
