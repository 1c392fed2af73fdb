"""Prints the schema after all upgrades, for `docs/schema.sql`: `python -m storage.schema`."""

import sqlite3
import sys
from contextlib import closing

from storage.upgrade import upgrade

_HEADER = (
    "-- What the upgrades in storage/upgrades make. Written by `python -m storage.schema`; do not edit.\n"
)


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
        return "\n".join([_HEADER, *(f"{row[0]};\n" for row in rows)])


if __name__ == "__main__":
    sys.stdout.write(read_schema())
