"""The checker can fail: it finds bots that are broken on purpose, each in a typical way."""

import asyncio
from pathlib import Path

from checker import check_all
from history import History, Plan
from nemesis import Strike
from people import Habits
from variants import VARIANTS

#: Somebody who writes often is often sent a new message.
WRITERS = Habits(writes=0.5, taps_twice=0, skips=0, changes=0, taps_old=0, pauses=0)
TWICE = "a task is delivered to a person at most once"
LOST = "every update confirmed to Telegram took effect"

PLANS = {
    "send-then-record": Plan(
        seed=21,
        weather=False,
        habits=WRITERS,
        variant="send-then-record",
        points=["after-send-before-mark:4"] * 3,
    ),
    "retry-sends": Plan(
        seed=22,
        weather=False,
        habits=WRITERS,
        variant="retry-sends",
        tasks=20,
        strikes=[Strike(kind="storm", detail="lost-message", after=after) for after in (0, *(2,) * 9)],
    ),
    "confirm-then-store": Plan(
        seed=23, weather=False, variant="confirm-then-store", points=["before-store:3"] * 2
    ),
}
FOUND_BY = {"send-then-record": TWICE, "retry-sends": TWICE, "confirm-then-store": LOST}


async def test_every_bot_that_is_broken_on_purpose_is_found_out(tmp_path: Path) -> None:
    histories = {name: History(plan, tmp_path / name) for name, plan in PLANS.items()}
    left = await asyncio.gather(*(history.go() for history in histories.values()))
    found = {
        name: {breach.claim for breach in check_all(each)} for name, each in zip(PLANS, left, strict=True)
    }
    assert {name: claim in found[name] for name, claim in FOUND_BY.items()} == dict.fromkeys(VARIANTS, True)
    # Nothing but what was broken: the checker does not cry wolf.
    assert found["send-then-record"] | found["retry-sends"] <= {TWICE, "nobody has two cards to tap on"}
    assert found["confirm-then-store"] <= {LOST, "every press that was confirmed left its answer"}
