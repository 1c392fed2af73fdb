"""Makes the Nth statement or call of a small life fail, and reports what does not hold afterwards."""

import asyncio
import itertools
import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from checker import INVARIANTS, Breach
from claims_on_sending import few_are_unknown
from evidence import Evidence
from failing import CALL_FAULTS, Disk, StatementFault, strike_calls
from small_life import SmallLife, gather
from tended_bot import StillClock, TendedBot, impatient

from bot.process.logs import Redaction
from playground import Playground

#: What can be made to fail, and how.
KINDS = (*map(str, StatementFault), *CALL_FAULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run with failures came to.

    Attributes:
        counted: How many statements or calls there were that could have failed.
        struck: Which of them failed.
        wrong: What does not hold.
        ends: What the bot said when it ended because of it.
    """

    counted: int
    struck: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


async def live_with(kind: str, numbers: Collection[int], folder: Path, *, only: str = "") -> Outcome:
    """Live the small life while the statements, or calls, with these numbers fail; `only` says of which kind."""
    clock, entries = StillClock(), list[Any]()
    telegram = Playground(seed=7, clock=clock.seconds, journal=entries)
    disk = Disk(StatementFault(kind), numbers, only=only) if kind in set(StatementFault) else None
    async with telegram:
        if disk is None:
            strike_calls(telegram, kind, numbers, only=only)
        connection = sqlite3.Connection if disk is None else disk.connection()
        tended = TendedBot(telegram, folder, clock, connection)
        life = SmallLife(telegram, tended)
        with impatient(), _logged(telegram.token) as log:
            wrong = await _lived(tended, life)
    evidence = gather(telegram, entries, tended.database, log, life.reports)
    struck = [entry["target"] for entry in evidence.story.notes("fault")] if disk is None else disk.struck
    wrong += _breaches(evidence, len(struck))
    wrong += [f"somebody got the news {times} times" for times in life.news() if times > 1]
    counted = sum(1 for _ in evidence.story.notes("call")) if disk is None else disk.count
    return Outcome(counted=counted, struck=struck, wrong=wrong, ends=tended.ends)


async def lived_in_peace(folder: Path) -> Evidence:
    """Live the small life with nothing that fails; what it leaves is what the checker must find nothing in."""
    clock, entries = StillClock(), list[Any]()
    async with Playground(seed=7, clock=clock.seconds, journal=entries) as telegram:
        tended = TendedBot(telegram, folder, clock, sqlite3.Connection)
        life = SmallLife(telegram, tended)
        with impatient(), _logged(telegram.token) as log:
            assert await _lived(tended, life) == []
    return gather(telegram, entries, tended.database, log, life.reports)


def _breaches(evidence: Evidence, failures: int) -> Iterator[str]:
    for invariant in INVARIANTS:
        if invariant.check is not few_are_unknown:
            yield from (str(Breach(invariant.claim, where)) for where in invariant.check(evidence))
    with evidence.rows() as rows:
        unknown = rows.execute("SELECT count(*) FROM outbox WHERE state = 'UNKNOWN'").fetchone()[0]
    if unknown > failures:
        yield f"of {unknown} messages nobody knows whether they arrived, after {failures} failures"


async def _lived(tended: TendedBot, life: SmallLife) -> list[str]:
    try:
        async with tended:
            await life.go()
            await tended.rest()
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - whatever it is, it is told with its number
        return [f"the run came to no end: {error!r}"]
    return []


async def sweep(kind: str, folder: Path, *, step: int = 1) -> AsyncIterator[tuple[int, Outcome]]:
    """Let the first fail, then the second, and so on, until a run has no failure left."""
    for number in itertools.count(1, step):
        run = folder / f"{kind}-{number}"
        run.mkdir(parents=True)
        outcome = await live_with(kind, [number], run)
        if not outcome.wrong:
            shutil.rmtree(run)
        if not outcome.struck:
            return
        yield number, outcome


@contextmanager
def _logged(token: str) -> Iterator[StringIO]:
    """Take down what the bot logs, as it does itself: without the token."""
    log = StringIO()
    handler = logging.StreamHandler(log)
    handler.addFilter(Redaction(token))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield log
    finally:
        root.removeHandler(handler)
