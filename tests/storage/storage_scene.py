"""What the database tests share: small units, a look from outside, and a second process."""

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from storage.database import Database
from storage.facts import set_fact
from storage.tx import Tx


class Refusal(Exception):
    """What a unit raises that wants nothing stored."""


def put(tx: Tx, name: str, value: str = "x") -> str:
    set_fact(tx, name, value)
    return name


def put_and_refuse(tx: Tx, name: str) -> None:
    set_fact(tx, name, "x")
    raise Refusal(name)


def facts(path: Path) -> set[str]:
    """The facts that are on disk, as another program sees them."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM fact")}


def count_facts(tx: Tx) -> int:
    row = tx.one("SELECT count(*) FROM fact")
    return int(row[0]) if row else 0


async def trace(database: Database) -> list[str]:
    """Every statement that the writer runs from now on."""
    statements: list[str] = []
    await database._in_thread(
        database._writer, lambda connection: connection.set_trace_callback(statements.append)
    )
    return statements


def start_process(
    script: str, *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> "subprocess.Popen[str]":
    """Run a Python script in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
        cwd=cwd,
    )
