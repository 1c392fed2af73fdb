"""Prints the schema that all upgrades together make, as `docs/schema.sql` keeps it: `python -m storage.schema`."""

import sqlite3
import sys
from contextlib import closing

from storage.upgrade import upgrade

_HEADER = (
    "-- What the upgrades in storage/upgrades make. Written by `python -m storage.schema`; do not edit.\n"
)


def read_schema() -> str:
    """Return the SQL of an empty, upgraded database: tables by name, each with its indexes after it."""
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
