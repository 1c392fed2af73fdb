"""How long people wait for the answer to a press while others send large files.

    python -m benchmarks.imports                     # everything, about five minutes
    python -m benchmarks.imports --only refused      # one of: nothing, refused, largest, ten
    python -m benchmarks.imports --scale 0.1         # files with a tenth of the rows

The bot is a process of its own and talks to the local Telegram over HTTP. People answer tasks at a steady rate all the
time; each press is timed until the bot's answer to it arrives. Meanwhile requesters send: nothing; a CSV file of 19.5
MB that names people more often than the bot accepts; the largest file that it accepts, which is then set up, launched
and cancelled; ten files of 200,000 rows from ten people at once.

Memory is what the bot and the processes that it starts hold at the same time, at its highest.
"""

import argparse
import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from cli.trying.bot_process import BotProcess
from playground import NotPossible, NotSeen, Person, Playground

#: People who answer, and how long each pauses after an answer.
PEOPLE = 40
PAUSE_S = 2.0
#: What a file may take at most.
PATIENCE_S = 900.0
_MB = 1024 * 1024


@dataclass(kw_only=True)
class Figures:
    """What was measured while something happened."""

    waits_s: list[float] = field(default_factory=list)
    unanswered: int = 0
    most_memory: int = 0


class Crowd:
    """People who answer tasks at a steady rate."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people
        self.figures = Figures()

    async def live(self) -> None:
        """Answer for ever."""
        await asyncio.gather(*(self._live(number, person) for number, person in enumerate(self.people)))

    async def _live(self, number: int, person: Person) -> None:
        await asyncio.sleep(PAUSE_S * number / len(self.people))
        while True:
            begun = time.monotonic()
            try:
                tap = await person.tap("Yes")
                await tap.answer(60.0)
            except NotPossible:
                pass  # the next card is still on its way
            except NotSeen:
                self.figures.unanswered += 1
            else:
                self.figures.waits_s.append(time.monotonic() - begun)
            await asyncio.sleep(max(PAUSE_S - (time.monotonic() - begun), 0.05))


async def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        async with Playground(seed=1) as telegram:
            bot = BotProcess(_settings(telegram, Path(folder)), Path(folder) / "bot.log")
            await bot.start()
            try:
                await _measure_all(telegram, bot, options)
            finally:
                status = await bot.stop()
                if status:
                    print(bot.log_tail())
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=list(DEEDS))
    parser.add_argument("--scale", type=float, default=1.0)
    return parser.parse_args()


def _settings(telegram: Playground, folder: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": telegram.token,
        "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "OPEN_REQUESTERS": "true",
        "API_BASE_URL": telegram.base_url,
        "API_BASE_FILE_URL": telegram.base_file_url,
        "PUSHES_A_DAY": "0",
        "SEND_LIMITS": "off",
    }


async def _measure_all(telegram: Playground, bot: BotProcess, options: argparse.Namespace) -> None:
    crowd = Crowd([telegram.person(f"Person {number}") for number in range(PEOPLE)])
    await _set_up(telegram.person("Owner"), "everyday.csv", _rows(5000), launches=True)
    for person in crowd.people:
        await person.send("/start")
        await person.sees("agree")
        await (await person.tap("I agree")).answer()
    working = asyncio.get_running_loop().create_task(crowd.live())
    print(f"{'while':<34}{'seconds':>8}{'presses':>9}{'p50 ms':>8}{'p99 ms':>8}{'max ms':>8}{'MB':>6}")
    try:
        for name, deed in DEEDS.items():
            if options.only in {None, name}:
                await _measure(name, deed(telegram, options.scale), crowd, bot)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _measure(name: str, deed: Awaitable[str], crowd: Crowd, bot: BotProcess) -> None:
    crowd.figures = figures = Figures()
    watching = asyncio.get_running_loop().create_task(_watch_memory(bot.pid or 0, figures))
    begun = time.monotonic()
    told = await deed
    took_s = time.monotonic() - begun
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    waits = sorted(figures.waits_s)
    p50, p99 = statistics.median(waits), waits[int(0.99 * (len(waits) - 1))]
    print(
        f"{name + ': ' + told:<34}{took_s:>8.1f}{len(waits):>9}{1000 * p50:>8.0f}{1000 * p99:>8.0f}"
        f"{1000 * waits[-1]:>8.0f}{figures.most_memory / _MB:>6.0f}"
        + (f"   {figures.unanswered} unanswered" if figures.unanswered else ""),
        flush=True,
    )


async def _watch_memory(pid: int, figures: Figures) -> None:
    while True:
        figures.most_memory = max(figures.most_memory, await asyncio.to_thread(_memory_of, pid))
        await asyncio.sleep(0.1)


def _memory_of(pid: int) -> int:
    """Return the bytes that a process and those it started hold."""
    held = 0
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii", errors="replace").splitlines():
            if line.startswith("VmRSS:"):
                held = int(line.split()[1]) * 1024
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            held += sum(_memory_of(int(child)) for child in children.read_text().split())
    return held


def _rows(count: int, named: str = "") -> bytes:
    heading = "text,contributors" if named else "text"
    cell = f",{named}" if named else ""
    return "\n".join([heading, *(f"Is number {row} what you expect?{cell}" for row in range(count))]).encode()


async def _set_up(requester: Person, name: str, data: bytes, *, launches: bool) -> None:
    """Send a file, and go through the dialogue once it is imported."""
    await requester.send_document(name, data)
    await requester.sees("What do you want to ask", timeout=PATIENCE_S)
    if not launches:
        return
    since = requester.revision
    await requester.send("Is it?")
    await requester.sees("Which options", timeout=PATIENCE_S, since=since)
    since = requester.revision
    await requester.send("Yes, No")
    await requester.sees("Ready to launch", timeout=PATIENCE_S, since=since)
    await requester.tap("Launch")
    await requester.sees("State: running", timeout=PATIENCE_S)


async def _nothing(_: Playground, scale: float) -> str:
    await asyncio.sleep(max(20 * scale, 3))
    return "nothing else"


async def _refused(telegram: Playground, scale: float) -> str:
    named = " ".join(f"{10_000 + number}" for number in range(round(16_000 * scale)))
    data = _rows(230, named)[: 20 * _MB]
    sender = telegram.person("Sender of pairs")
    await sender.send_document("pairs.csv", data)
    await sender.sees("names people more than" if scale == 1 else "What do you want", timeout=PATIENCE_S)
    return f"{len(data) / _MB:.1f} MB refused"


async def _largest(telegram: Playground, scale: float) -> str:
    requester = telegram.person("Owner of the largest")
    rows = round(200_000 * scale)
    await _set_up(requester, "largest.csv", _rows(rows, "700001 700002 700003 700004 700005"), launches=True)
    since = requester.revision
    await requester.tap("Cancel")
    await requester.sees("for good?", since=since)
    await requester.tap("Yes, end it")
    await requester.sees("State: cancelled", timeout=PATIENCE_S)
    return f"{rows:,} rows, {5 * rows:,} named"


async def _ten(telegram: Playground, scale: float) -> str:
    rows = round(200_000 * scale)
    data = _rows(rows)
    senders = [telegram.person(f"Sender {number}") for number in range(10)]
    await asyncio.gather(*(_set_up(sender, "tasks.csv", data, launches=False) for sender in senders))
    return f"10 files of {rows:,} rows"


Deed = Callable[[Playground, float], Awaitable[str]]

DEEDS: dict[str, Deed] = {"nothing": _nothing, "refused": _refused, "largest": _largest, "ten": _ten}

if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
