"""What an answer costs the whole bot as the number of stored answers grows, with a picture."""

import statistics
from pathlib import Path

from benchmarks.delivery.answers import Pace, watch
from benchmarks.delivery.bots import AIOGRAM, PTB, naive, ours
from benchmarks.delivery.processes import TELEGRAM_CORE
from benchmarks.delivery.stock import FIRST_PERSON, Stock
from benchmarks.delivery.telegram import Telegram

SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: The most expensive size may cost at most this many times the cheapest.
FLAT = 1.25
LATENCY_S = 0.04
_PEOPLE, _TASKS, _ANSWERS_EACH = 400, 20_000, 10
_WARM_S = 3.0


def measure(*, rounds: int, seconds: float, picture: Path | None) -> bool:
    """Print and draw the processor time per answer over stored answers; return whether it is flat."""
    found: dict[int | str, list[Pace]] = {}
    for _ in range(rounds):
        for size in (*SIZES, PTB, AIOGRAM):
            found.setdefault(size, []).append(_measure(size, seconds))
    costs = {size: statistics.median(pace.processor_ms for pace in paces) for size, paces in found.items()}
    ours_ms = [costs[size] for size in SIZES]
    ratio = max(ours_ms) / min(ours_ms)
    print(f"\nProcessor milliseconds per answer, medians of {rounds} rounds")
    for size, cost in costs.items():
        print(f"{size:>22,}{cost:>10.2f}" if isinstance(size, int) else f"{size:>22}{cost:>10.2f}")
    print(
        f"  most expensive / cheapest: {ratio:.2f}; target {FLAT}: " + ("met" if ratio <= FLAT else "NOT met")
    )
    if picture is not None:
        _draw(picture, ours_ms, {kind: costs[kind] for kind in (PTB, AIOGRAM)})
    return ratio <= FLAT


def _measure(size: int | str, seconds: float) -> Pace:
    telegram = Telegram(core=TELEGRAM_CORE, latency_s=LATENCY_S)
    who = range(FIRST_PERSON, FIRST_PERSON + _PEOPLE)
    telegram.arrive(who)
    try:
        with naive(size, telegram) if isinstance(size, str) else ours(telegram, _stock(size)) as bot:
            telegram.wait_until_polled()
            telegram.write(who, "Hello")
            telegram.look(after_s=_WARM_S)
            return watch(telegram, bot, seconds)
    finally:
        telegram.stop()


def _stock(n_answers: int) -> Stock:
    return Stock(people=_PEOPLE, tasks=_TASKS, closed=n_answers // _ANSWERS_EACH, answers_each=_ANSWERS_EACH)


def _draw(path: Path, ours_ms: list[float], others: dict[str, float]) -> None:
    # Only imported if a picture is requested.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.6, 4.2), dpi=110, layout="constrained")
    axes = figure.add_subplot()
    for (kind, cost), ink in zip(others.items(), ("#bf3989", "#9a6700"), strict=True):
        axes.axhline(cost, color=ink, linestyle="--", linewidth=1.2)
        axes.annotate(
            f"{kind}: stores a row, without picking or deciding",
            (SIZES[0], cost),
            (0, 4),
            color=ink,
            fontsize=9,
            textcoords="offset points",
        )
    axes.plot(SIZES, ours_ms, color="#1f6feb", marker="o", linewidth=2)
    axes.annotate(
        "Askmany", (SIZES[-1], ours_ms[-1]), (-50, -16), color="#1f6feb", textcoords="offset points"
    )
    axes.set(xscale="log", ylim=(0, 1.15 * max(*ours_ms, *others.values())))
    axes.set_xticks(SIZES, [f"{size:,}" for size in SIZES])
    axes.set(xlabel="stored answers", ylabel="processor milliseconds per answer")
    axes.grid(axis="y", color="#d0d7de", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    FigureCanvasAgg(figure).print_png(path)  # type: ignore[no-untyped-call]
