"""Measure how long people wait for their replies while others flood the bot, under Telegram's limits.

    python -m benchmarks.floods                     # every flood, about four minutes
    python -m benchmarks.floods --beside FOLDER     # the same with the bot of another checkout, in turns
    python -m benchmarks.floods --only help         # one flood: help words one reports

The bot runs in its own process and sends under its own limits, over HTTP, to the local Telegram, which enforces
Telegram's and answers every call 40 ms late. Meanwhile ten people with a task press a button and send /help in turns.
Each wait is from what they do until the bot's message or edit arrives. The exit status is 1 if one waits too long.
"""

import argparse
import asyncio
import contextlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.delivery.processes import BOT_CORE, TELEGRAM_CORE, pin
from benchmarks.delivery.stock import FIRST_PERSON
from playground import Call, Fault, FaultType, Person, Playground

BAR_S = 2.0
LATENCY_S = 0.04
#: How long to watch, from the start of a flood; and how long nobody waits.
WATCH_S = 30.0
MOST_S = 120.0
#: What each of those who wait does in this time: one press and one /help. A chat takes one message a second.
_TURN_S = 4.0
_WAITING, _FLOODING, _EACH, _REQUESTERS = 10, 40, 60, 5
_SHOWS = frozenset({"sendMessage", "editMessageText"})
#: Run in the other checkout, so that each bot begins with a database of its own version.
_STOCK = """
import sys, pathlib
from benchmarks.delivery.stock import Stock, build
build(pathlib.Path(sys.argv[1]), Stock(people=100, tasks=2000, closed=2000))
"""
#: The closed tasks are those of five projects, each of somebody else.
_PROJECTS = """
UPDATE project SET changed_at = 2;
CREATE TEMP TABLE copied AS SELECT * FROM project;
CREATE TEMP TABLE asked AS SELECT * FROM question;
"""
_PROJECT = """
UPDATE copied SET id = {n}, requester_id = {who}, n_tasks = 400, n_closed = 400, n_answers = 4000, has_open = 0;
UPDATE asked SET id = {n}, project_id = {n}, n_fitted = 4000;
INSERT INTO project SELECT * FROM copied;
INSERT INTO question SELECT * FROM asked;
UPDATE task SET project_id = {n} WHERE state = 'CLOSED' AND id % 5 = {n} - 2;
UPDATE answer SET question_id = {n} WHERE task_id IN (SELECT id FROM task WHERE project_id = {n});
UPDATE task_question SET question_id = {n} WHERE task_id IN (SELECT id FROM task WHERE project_id = {n});
UPDATE consensus SET question_id = {n} WHERE task_id IN (SELECT id FROM task WHERE project_id = {n});
"""
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """What is sent by whom: so many people, the messages of each."""

    about: str
    people: int
    messages: Callable[[int], Iterable[str]]
    #: The first of those who flood; the people of the database who have projects come first in it.
    first: int = 900_000_000


FLOODS = {
    "help": Flood(
        about="40 people with 60 /help each", people=_FLOODING, messages=lambda _: ["/help"] * _EACH
    ),
    "words": Flood(
        about="40 people with 60 different unknown commands each",
        people=_FLOODING,
        messages=lambda n: [f"/word{n}x{i}" for i in range(_EACH)],
    ),
    "one": Flood(
        about="1 person with 5,000 different messages",
        people=1,
        messages=lambda _: [f"{'/' if i % 2 else ''}word{i}" for i in range(5000)],
    ),
    "reports": Flood(
        about="5 people with 200 /results, 200 /agreement and 200 /mydata each, of 4,000 answers each",
        people=_REQUESTERS,
        messages=lambda _: ["/results", "/agreement", "/mydata"] * 200,
        first=FIRST_PERSON + 50,
    ),
}


@dataclass(slots=True)
class Waits:
    """The seconds that people waited, after a press and after /help."""

    pressed: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)


class Scene:
    """The local Telegram, and what its people wait for."""

    def __init__(self, telegram: Playground) -> None:
        self.telegram = telegram
        self.floods = 0
        self._shown: dict[int, asyncio.Future[float]] = {}
        telegram.world.watchers.add(self._watch)

    def person(self, number: int) -> Person:
        """Return somebody who has written to the bot before."""
        person = self.telegram.person(f"Person {number}", id=number)
        self.telegram.world.chats[number].started = True
        return person

    @contextlib.asynccontextmanager
    async def waiting(self, person: Person, found: list[float]) -> AsyncIterator[None]:
        """Note how long it takes until the bot next shows this person something."""
        began = time.monotonic()
        shown = self._shown[person.id] = asyncio.get_running_loop().create_future()
        yield
        try:
            async with asyncio.timeout(MOST_S):
                found.append(await shown - began)
        except TimeoutError:
            found.append(MOST_S)

    def _watch(self, kind: str, call: object) -> None:
        if kind != "call" or not isinstance(call, Call):
            return
        if call.error is not None:
            self.floods += call.error.code == 429
        elif call.method in _SHOWS:
            shown = self._shown.pop(int(str(call.parameters["chat_id"])), None)
            if shown is not None:
                shown.set_result(time.monotonic())


async def wait_in_turns(scene: Scene, person: Person, waits: Waits, until: float) -> None:
    """Press and send /help in turns."""
    rng = random.Random(person.id)
    await asyncio.sleep(rng.random() * _TURN_S)
    while time.monotonic() < until:
        turn_ends = time.monotonic() + _TURN_S
        async with scene.waiting(person, waits.pressed):
            await person.tap("Yes")
        await asyncio.sleep(_TURN_S / 2)
        async with scene.waiting(person, waits.asked):
            await person.send("/help")
        await asyncio.sleep(max(turn_ends - time.monotonic(), 0))


async def flood(person: Person, messages: Iterable[str]) -> None:
    """Send as fast as the local Telegram takes it, but let others have their turn."""
    for text in messages:
        await person.send(text)
        await asyncio.sleep(0)


async def measure(one: Flood, folder: Path) -> tuple[Waits, int]:
    """Let people flood the bot of a checkout; return how long others waited, and how often Telegram refused."""
    faults = [Fault(kind=FaultType.SLOW, seconds=LATENCY_S)]
    async with Playground(seed=1, check=False, limits="real", faults=faults) as telegram:
        scene = Scene(telegram)
        waiting = [scene.person(FIRST_PERSON + 1 + n) for n in range(_WAITING)]
        flooding = [scene.person(one.first + n) for n in range(one.people)]
        with tempfile.TemporaryDirectory() as place, _bot(folder, telegram, Path(place) / "askmany.db"):
            await _get_tasks(scene, waiting)
            waits, until = Waits(), time.monotonic() + WATCH_S
            await asyncio.gather(
                *(flood(person, one.messages(n)) for n, person in enumerate(flooding)),
                *(wait_in_turns(scene, person, waits, until) for person in waiting),
            )
        return waits, scene.floods


async def _get_tasks(scene: Scene, waiting: Iterable[Person]) -> None:
    for person in waiting:
        async with scene.waiting(person, []):
            await person.send("/next")
    await asyncio.sleep(2.0)


@contextlib.contextmanager
def _bot(folder: Path, telegram: Playground, database: Path) -> Iterator[None]:
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    subprocess.run(
        [sys.executable, "-c", _STOCK, str(database)],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(folder)},
        check=True,
    )
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.executescript(_PROJECTS)
        for n in range(_REQUESTERS):
            connection.executescript(_PROJECT.format(n=n + 2, who=FIRST_PERSON + 50 + n))
    given = {
        "BOT_TOKEN": telegram.token,
        "API_BASE_URL": telegram.base_url,
        "API_BASE_FILE_URL": telegram.base_file_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "SEND_LIMITS": "real",
        "OPEN_REQUESTERS": "true",
        "LOG_LEVEL": "WARNING",
    }
    with database.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot"], cwd=folder, env={**inherited, **given}, stdout=log, stderr=log
        )
        pin(BOT_CORE, process.pid)
        try:
            yield
        finally:
            process.kill()
            process.wait()
            sys.stderr.write(database.with_suffix(".log").read_text("utf-8", "replace")[-2000:])


def _print(name: str, waits: Waits, floods: int) -> bool:
    """Print a line; return whether nobody waited too long."""
    parts = []
    for what, found in (("press", waits.pressed), ("/help", waits.asked)):
        found.sort()
        parts.append(
            f"{what}: {len(found):3} waits, median {found[len(found) // 2]:6.2f} s, "
            f"p99 {found[len(found) * 99 // 100]:6.2f} s, longest {found[-1]:6.2f} s"
        )
    print(f"  {name:8} {'; '.join(parts)}; {floods} refusals", flush=True)
    return max(waits.pressed[-1], waits.asked[-1]) < BAR_S


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=FLOODS, default=list(FLOODS), metavar="FLOOD")
    parser.add_argument("--beside", type=Path, metavar="FOLDER", help="a checkout to measure as well")
    options = parser.parse_args()
    pin(TELEGRAM_CORE)
    met = True
    for name in options.only:
        print(FLOODS[name].about + ", while others wait for their replies:", flush=True)
        if options.beside:
            _print("beside", *asyncio.run(measure(FLOODS[name], options.beside.resolve())))
        met = _print("here", *asyncio.run(measure(FLOODS[name], Path(__file__).parent.parent))) and met
    print(f"nobody waits longer than {BAR_S:.0f} s: " + ("met" if met else "NOT met"))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
