"""Answers a second, from press to next task: our bot and two that only store a row, acknowledge and send."""

import contextlib
import sqlite3
import statistics
import time
from dataclasses import dataclass

from benchmarks.delivery.bots import AIOGRAM, OURS, PTB, Started, naive, ours
from benchmarks.delivery.processes import TELEGRAM_CORE
from benchmarks.delivery.stock import FIRST_PERSON, Stock
from benchmarks.delivery.telegram import Telegram

LATENCIES_S = (0.0, 0.04)
#: How many times as many answers as each naive bot ours must handle.
BARS = {PTB: 4.0, AIOGRAM: 1.0}
#: Time before measuring, for everybody to get a task and the caches to warm up.
_WARM_S = 3.0
#: Time for answers in progress to finish before stored answers are counted.
_SETTLE_S = 1.0
#: Tasks available to everybody: more than anybody can answer.
_TASKS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a bot was: answers a second, and its processor time in milliseconds per answer."""

    answers_s: float
    processor_ms: float
    median_ms: float


def measure(*, rounds: int, seconds: float, people: int, only: str | None = None) -> bool:
    """Print a table for each latency; return whether the targets are met with latency."""
    met = True
    for latency_s in LATENCIES_S:
        found: dict[str, list[Pace]] = {}
        for _ in range(rounds):
            for kind in (only,) if only else (OURS, PTB, AIOGRAM):
                found.setdefault(kind, []).append(_measure(kind, latency_s, seconds, people))
        met = _print(latency_s, found) and met
    return met


def _measure(kind: str, latency_s: float, seconds: float, people: int) -> Pace:
    telegram = Telegram(core=TELEGRAM_CORE, latency_s=latency_s)
    who = range(FIRST_PERSON, FIRST_PERSON + people)
    telegram.arrive(who)
    try:
        with _bot(kind, telegram, people) as bot:
            telegram.wait_until_polled()
            telegram.write(who, "Hello")
            telegram.look(after_s=_WARM_S)
            pace = watch(telegram, bot, seconds)
            _check(kind, bot, telegram)
    finally:
        telegram.stop()
    return pace


def _bot(kind: str, telegram: Telegram, people: int) -> contextlib.AbstractContextManager[Started]:
    if kind == OURS:
        return ours(telegram, Stock(people=people, tasks=_TASKS))
    return naive(kind, telegram)


def watch(telegram: Telegram, bot: Started, seconds: float) -> Pace:
    """Measure a bot and its people for some seconds.

    Raises:
        RuntimeError: The bot answered nothing.
    """
    telegram.look()
    begun, spent = time.perf_counter(), bot.process.processor_s
    seen = telegram.look(after_s=seconds)
    took, spent = time.perf_counter() - begun, bot.process.processor_s - spent
    # An answer needs both the next task and the acknowledgement of the press.
    n_answers = min(len(seen.waits_s), seen.acknowledged)
    if not n_answers:
        raise RuntimeError("the bot answered nothing")
    return Pace(
        answers_s=n_answers / took,
        processor_ms=1000 * spent / n_answers,
        median_ms=1000 * statistics.median(seen.waits_s),
    )


def _check(kind: str, bot: Started, telegram: Telegram) -> None:
    """Check stored answers against those seen: a bot that answers without storing does not count."""
    telegram.pace(0)
    telegram.look(after_s=_SETTLE_S)
    with contextlib.closing(sqlite3.connect(f"file:{bot.database}?mode=ro", uri=True)) as connection:
        stored = connection.execute("SELECT count(*) FROM answer").fetchone()[0]
    if not stored:
        raise RuntimeError(f"{kind} stored nothing")


def _print(latency_s: float, found: dict[str, list[Pace]]) -> bool:
    print(
        f"\nAnswers a second, end to end, {1000 * latency_s:.0f} ms latency (median of {_rounds(found)} rounds)"
    )
    print(f"{'':22}{'answers/s':>12}{'rounds':>24}{'core ms per answer':>24}{'press to next, ms':>20}")
    for kind, paces in found.items():
        each = " ".join(f"{pace.answers_s:.0f}" for pace in paces)
        print(
            f"{kind:22}{statistics.median(pace.answers_s for pace in paces):>12.0f}{each:>24}"
            f"{statistics.median(pace.processor_ms for pace in paces):>24.2f}"
            f"{statistics.median(pace.median_ms for pace in paces):>20.0f}"
        )
    met = [_ratio(found, kind, bar, counts=latency_s > 0) for kind, bar in BARS.items() if kind in found]
    return all(met)


def _ratio(found: dict[str, list[Pace]], kind: str, bar: float, *, counts: bool) -> bool:
    if OURS not in found or kind == OURS:
        return True
    by_round = [a.answers_s / b.answers_s for a, b in zip(found[OURS], found[kind], strict=True)]
    by_cost = [b.processor_ms / a.processor_ms for a, b in zip(found[OURS], found[kind], strict=True)]
    ratio = statistics.median(by_round)
    print(
        f"  {OURS} / {kind}: {ratio:.2f} times the answers (rounds {min(by_round):.2f} to {max(by_round):.2f}), "
        f"{statistics.median(by_cost):.2f} times by processor time"
        + (f"; target {bar:.0f}: {'met' if ratio >= bar else 'NOT met'}" if counts else "")
    )
    return ratio >= bar or not counts


def _rounds(found: dict[str, list[Pace]]) -> int:
    return max(map(len, found.values()))
