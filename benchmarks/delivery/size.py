"""A bot that has run for years: how fast it starts, how much memory it uses, how long a press waits."""

import tempfile
import time
from pathlib import Path

from benchmarks.delivery.bots import ours_on
from benchmarks.delivery.processes import TELEGRAM_CORE
from benchmarks.delivery.stock import FIRST_PERSON, Stock, build
from benchmarks.delivery.telegram import Telegram

LATENCY_S = 0.04
#: 10,000 people, 100,000 tasks, a million stored answers, and a full fit that is due.
STOCK = Stock(people=10_000, tasks=9_000, closed=91_000, answers_each=11, fitted=False)
WAIT_BAR_S, MEMORY_BAR_MB, START_BAR_S = 0.15, 300.0, 3.0
#: People who answer, and their total presses per second.
_ANSWERING, _PRESSES_PER_S = 1_000, 50.0
_BEGIN_S = 8.0


def measure(*, seconds: float) -> bool:
    """Print the figures; return whether the targets are met."""
    telegram = Telegram(core=TELEGRAM_CORE, latency_s=LATENCY_S)
    telegram.arrive(STOCK.ids)
    telegram.pace(0)
    try:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "askmany.db"
            build(database, STOCK)
            begun = time.monotonic()
            with ours_on(database, telegram) as bot:
                start_s = telegram.wait_until_polled() - begun
                telegram.write(range(FIRST_PERSON, FIRST_PERSON + _ANSWERING), "Hello")
                telegram.look(after_s=_BEGIN_S)
                telegram.pace(_PRESSES_PER_S)
                waits = sorted(telegram.look(after_s=seconds).waits_s)
                memory_mb = bot.process.memory_mb
    finally:
        telegram.stop()
    return _print(start_s, memory_mb, waits, seconds)


def _print(start_s: float, memory_mb: float, waits: list[float], seconds: float) -> bool:
    p95 = waits[len(waits) * 95 // 100]
    met = p95 < WAIT_BAR_S + LATENCY_S and memory_mb < MEMORY_BAR_MB and start_s < START_BAR_S
    print(
        f"\n{STOCK.people:,} people, {STOCK.tasks + STOCK.closed:,} tasks, {STOCK.answers:,} stored answers, "
        f"{len(waits) / seconds:.0f} presses a second, {1000 * LATENCY_S:.0f} ms latency:\n"
        f"  press to next task: median {1000 * waits[len(waits) // 2]:.0f} ms, 95th percentile {1000 * p95:.0f} ms "
        f"(target {1000 * (WAIT_BAR_S + LATENCY_S):.0f})\n"
        f"  {memory_mb:.0f} MB at most (target {MEMORY_BAR_MB:.0f}), {start_s:.1f} s to the first poll "
        f"(target {START_BAR_S:.0f}): " + ("met" if met else "NOT met")
    )
    return met
