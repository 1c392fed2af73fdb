"""The real bot in a process that dies at a named point, for tests only: `python killable.py`.

Nothing of this is in the bot: the points stand around its own functions. `CHAOS_CONTROL` names a file that says, while
the bot runs, where it dies ("before-commit:3": when that point is reached for the third time from now), how far its
clock is off, how much room its disk has and what else is wrong with it. `CHAOS_VARIANT` breaks the bot on purpose, see
`variants.py`.
"""

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import bot.app
import bot.jobs
import storage.database
from bot.__main__ import main
from bot.process.clock import system_clock
from bot.receiving.intake import Intake
from bot.sending.calls import Calls
from bot.sending.sender import Sender
from handlers.context import CrowdContext
from storage.database import Database

POINTS = (
    "before-store",  # updates have come, and none is stored
    "after-store-before-confirm",  # they are stored, and Telegram was not told
    "before-commit",  # a press has taken effect, in a transaction that is still open
    "after-commit-before-ack",  # it is on disk, and nobody was told
    "after-claim-before-send",  # a row is marked as being sent, and nothing has left
    "after-send-before-mark",  # a new message is in the chat, and no row says so
    "after-edit-before-mark",
    "after-ack",  # a press is acknowledged, and nothing says so
    "between-pages-of-a-fit",  # half of what a full fit found is stored
    "after-settle",  # at the start, what an earlier process was sending is settled
    "while-stopping",  # asked to end, and not yet done
)
#: What the process writes into its log when it dies, for whoever counts which points were reached.
DIED = "chaos: died at "
_UNLIMITED = 1_073_741_823


class Control:
    """What the nemesis says while the bot runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = -1
        self._skew_us = 0
        self.room: int | None = None
        self.is_read_only = False
        self.fsync_fails = ""
        self.point, self.left = "", 0

    def look(self) -> None:
        """Read the file if it has changed."""
        changed_at = self._path.stat().st_mtime_ns
        if changed_at == self._read_at:
            return
        told = json.loads(self._path.read_text("utf-8"))
        self._read_at = changed_at
        self._skew_us, self.room = int(told["skew_s"] * 1_000_000), told["room"]
        self.is_read_only, self.fsync_fails = told["read_only"], told["fsync_fails"]
        point, _, count = str(told["kill_at"]).partition(":")
        if point != self.point:
            self.point, self.left = point, int(count or 1)

    def clock(self) -> int:
        self.look()
        return system_clock() + self._skew_us

    def reach(self, point: str) -> None:
        """End the process, if this is where it is to die and it came here often enough."""
        self.look()
        if point != self.point:
            return
        self.left -= 1
        if self.left <= 0:
            os.write(2, f"{DIED}{point}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


def install(control: Control) -> None:
    """Stand around the bot's functions."""
    _around_intake(control)
    _around_units(control)
    _around_sending(control)
    _around_start_and_end(control)
    bot.app.build_bot = partial(bot.app.build_bot, clock=control.clock)
    _around_disk(control)


def _around_intake(control: Control) -> None:
    receive = Intake.receive

    async def stored(self: Intake, updates: Any) -> None:
        if updates:
            control.reach("before-store")
        await receive(self, updates)
        if updates:
            control.reach("after-store-before-confirm")

    Intake.receive = stored  # type: ignore[method-assign]


def _around_units(control: Control) -> None:
    run_one, run = storage.database._run_one, CrowdContext._run

    def ran(tx: Any, connection: Any, unit: Any) -> Any:
        outcome = run_one(tx, connection, unit)
        if _is_effect(unit):
            control.reach("before-commit")
        return outcome

    async def committed(self: CrowdContext, unit: Any, *args: object) -> Any:
        result = await run(self, unit, *args)
        control.reach("after-commit-before-ack")
        return result

    storage.database._run_one = ran
    CrowdContext._run = committed  # type: ignore[method-assign]


def _is_effect(unit: Any) -> bool:
    """Whether a unit is that of a handler: an update takes effect."""
    return isinstance(unit, partial) and getattr(unit.args[0], "__name__", "") == "_take"


def _around_sending(control: Control) -> None:
    take_on = Sender._take_on
    send, edit, acknowledge = Calls.send, Calls.edit, Calls.acknowledge

    def taken_on(self: Sender, *args: Any) -> None:
        control.reach("after-claim-before-send")
        take_on(self, *args)

    async def acknowledged(self: Calls, *args: Any, **kwargs: Any) -> None:
        await acknowledge(self, *args, **kwargs)
        control.reach("after-ack")

    async def sent(self: Calls, *args: Any, **kwargs: Any) -> int:
        message_id = await send(self, *args, **kwargs)
        control.reach("after-send-before-mark")
        return message_id

    async def edited(self: Calls, *args: Any, **kwargs: Any) -> None:
        await edit(self, *args, **kwargs)
        control.reach("after-edit-before-mark")

    Sender._take_on = taken_on  # type: ignore[method-assign]
    Calls.send = sent  # type: ignore[method-assign]
    Calls.edit = edited  # type: ignore[method-assign]
    Calls.acknowledge = acknowledged  # type: ignore[method-assign]


def _around_start_and_end(control: Control) -> None:
    _after(control, bot.jobs, "_store", "between-pages-of-a-fit")
    _after(control, Sender, "recover", "after-settle")
    _after(control, Intake, "drain", "while-stopping")


def _after(control: Control, owner: Any, name: str, point: str) -> None:
    inner = getattr(owner, name)

    async def passed(*args: Any) -> Any:
        result = await inner(*args)
        control.reach(point)
        return result

    setattr(owner, name, passed)


def _around_disk(control: Control) -> None:
    run_batch: Callable[..., Any] = Database._run_batch
    in_force: list[tuple[int | None, bool]] = [(None, False)]

    def batch(self: Database, connection: sqlite3.Connection, units: Any) -> Any:
        control.look()
        if in_force[0] != (control.room, control.is_read_only):
            in_force[0] = control.room, control.is_read_only
            _limit(connection, control)
        if control.fsync_fails == "before":
            raise _fsync_error()
        outcomes = run_batch(self, connection, units)
        if control.fsync_fails == "after":
            # Nobody can know: the rows are there, and the bot is told that they are not.
            raise _fsync_error()
        return outcomes

    Database._run_batch = batch  # type: ignore[method-assign]


def _limit(connection: sqlite3.Connection, control: Control) -> None:
    used = connection.execute("PRAGMA page_count").fetchone()[0]
    most = _UNLIMITED if control.room is None else used + control.room
    connection.execute(f"PRAGMA max_page_count = {most}")
    # SQLite refuses with the very error of a file that may not be written.
    connection.execute(f"PRAGMA query_only = {int(control.is_read_only)}")


def _fsync_error() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    return error


if __name__ == "__main__":
    if os.environ.get("CHAOS_VARIANT"):
        import variants

        variants.install(os.environ["CHAOS_VARIANT"])
    install(Control(Path(os.environ["CHAOS_CONTROL"])))
    sys.exit(main())
