"""A process frozen in the middle of a transaction keeps all others from writing until it continues or ends."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from storage_scene import count_facts, facts, put, start_process

import storage.database
from storage.database import Database
from storage.errors import StorageRefused

#: A bot in a process of its own that stops with a row written and not committed, then writes another.
FREEZE = """
    import asyncio, signal, sys, threading
    from storage.database import Database
    from storage.facts import set_fact

    def freeze(tx):
        set_fact(tx, "frozen", "x")
        print("frozen", flush=True)
        # Sent to the process, it could stop a little later.
        signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)

    async def main():
        database = await Database.open(f"sqlite:///{sys.argv[1]}")
        await database.run(freeze)
        print("stored", flush=True)
        sys.stdin.readline()
        try:
            await database.run(set_fact, "late", "x")
        except Exception as error:
            print(repr(error.__cause__), flush=True)

    asyncio.run(main())
"""


@contextmanager
def frozen_in_a_transaction(path: Path) -> Iterator["subprocess.Popen[str]"]:
    process = start_process(FREEZE, str(path))
    with process:
        try:
            assert heard(process) == "frozen"
            # The lock of the file is what keeps a second one out; here it does not.
            path.with_name(path.name + "-lock").unlink()
            yield process
        finally:
            process.kill()


def heard(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


async def refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patched, pytest.raises(StorageRefused) as refusal:
        patched.setattr(storage.database, "LOCK_WAIT_MS", 50)
        await Database.open(f"sqlite:///{path}")
    return str(refusal.value)


async def test_who_comes_while_another_is_frozen_in_a_transaction_is_told_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with frozen_in_a_transaction(path):
        told = await refused(path, monkeypatch)
    assert f"has been writing to the database {path}" in told
    assert "Let it continue or kill it" in told
    assert "locked" not in told


async def test_a_process_that_goes_on_stores_what_it_had_begun_and_nothing_once_its_place_is_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with frozen_in_a_transaction(path) as process:
        await refused(path, monkeypatch)
        process.send_signal(signal.SIGCONT)
        assert heard(process) == "stored"
        async with await Database.open(f"sqlite:///{path}") as database:
            assert await database.read(count_facts) == 1
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
            assert "another process has taken over the database" in heard(process)
            await database.run(put, "mine")
    assert facts(path) == {"frozen", "mine"}


async def test_a_frozen_process_that_is_killed_leaves_nothing_of_what_it_had_begun(path: Path) -> None:
    with frozen_in_a_transaction(path) as process:
        process.kill()
        process.wait(10)
        async with await Database.open(f"sqlite:///{path}") as database:
            await database.run(put, "mine")
    assert facts(path) == {"mine"}
