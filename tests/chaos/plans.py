"""What happens in a run: a few fixed plans for every test run, and plans drawn from a seed."""

import random
from collections.abc import Callable

from evidence import Pacing
from history import Plan
from killable import POINTS
from nemesis import STORMS, Strike

#: The bot's clock is wrong by so many seconds.
JUMPS = ("7200", "-5400", "90000", "-90000")


def fixed_plans() -> list[Plan]:
    """Return the runs of `make test`: every point at which the bot can die, every strike, a night, and limits."""
    return [
        Plan(seed=11, people=6, tasks=14, points=[f"{point}:2" for point in POINTS[:6]]),
        Plan(seed=12, people=6, tasks=14, points=POINTS[6:]),
        Plan(seed=13, people=6, tasks=40, strikes=[*_storms(), *_hands()]),
        Plan(seed=14, people=6, tasks=40, strikes=_disks()),
        Plan(seed=15, people=6, tasks=8, night=True, strikes=[Strike(kind="kill")]),
        Plan(seed=16, people=4, tasks=5, strikes=[Strike(kind="kill", after=2)] * 2, pacing=Pacing(per_s=6)),
    ]


def _storms() -> list[Strike]:
    names = ("500-before", "500-after", "no-answer", "reset", "lost-message")
    return [Strike(kind="storm", detail=name, after=1) for name in names]


def _hands() -> list[Strike]:
    return [
        Strike(kind="block", after=1),
        Strike(kind="freeze", detail="2", after=1),
        Strike(kind="unblock", after=1),
        Strike(kind="clock", detail="7200", after=1),
        Strike(kind="storm", detail="429", after=1),
        Strike(kind="clock", detail="0", after=1),
    ]


def _disks() -> list[Strike]:
    return [
        Strike(kind="full-disk", detail="1", after=2),
        Strike(kind="read-only", detail="1", after=2),
        Strike(kind="corrupt", after=1),
        Strike(kind="fsync", detail="after", after=2),
    ]


def draw_plan(seed: int) -> Plan:
    """Draw a run; the same seed draws the same."""
    rng = random.Random(f"{seed}/plan")
    points = rng.sample(POINTS, rng.randint(2, 5))
    return Plan(
        seed=seed,
        people=rng.randint(5, 10),
        tasks=rng.randint(16, 30),
        points=[f"{point}:{rng.randint(1, 6)}" for point in points],
        strikes=[_draw_strike(rng) for _ in range(rng.randint(5, 10))],
        night=rng.random() < 0.3,
        pacing=Pacing(per_s=rng.choice((12, 20))) if rng.random() < 0.25 else None,
    )


def _draw_strike(rng: random.Random) -> Strike:
    kind, details = rng.choice(_DRAWN)
    return Strike(kind=kind, detail=details(rng), after=rng.randint(1, 8))


def _one_of(*details: str) -> Callable[[random.Random], str]:
    return lambda rng: rng.choice(details)


#: Some come more often than others: what they break is more.
_DRAWN: list[tuple[str, Callable[[random.Random], str]]] = [
    ("kill", _one_of("")),
    ("kill", _one_of("")),
    ("kill", _one_of("")),
    ("stop", _one_of("")),
    ("storm", _one_of(*STORMS)),
    ("storm", _one_of(*STORMS)),
    ("storm", _one_of("429")),
    ("freeze", _one_of("1", "3", "10")),
    ("block", _one_of("")),
    ("block", _one_of("")),
    ("unblock", _one_of("")),
    ("clock", _one_of(*JUMPS)),
    ("clock", _one_of("0")),
    ("full-disk", _one_of("1", "3")),
    ("read-only", _one_of("1", "3")),
    ("broken-disk", _one_of("")),
    ("fsync", _one_of("before", "after")),
    ("corrupt", _one_of("")),
]
