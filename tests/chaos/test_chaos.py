"""Whatever happens to the bot, every claim holds afterwards."""

import asyncio
from pathlib import Path

from checker import check_all
from history import History
from killable import POINTS
from plans import draw_plan, fixed_plans

from playground import FaultType


async def test_whatever_is_done_to_the_bot_every_claim_holds_afterwards(tmp_path: Path) -> None:
    plans = fixed_plans()
    histories = [History(plan, tmp_path / str(plan.seed)) for plan in plans]
    # They wait for their bots most of the time: together they take hardly longer than the longest.
    left = await asyncio.gather(*(history.go() for history in histories))
    broken = [
        f"seed {plan.seed}: {breach}"
        for plan, each in zip(plans, left, strict=True)
        for breach in check_all(each)
    ]
    assert broken == []
    assert [point for history in histories for point in history.stage.bot.died_at()] == list(POINTS)
    struck = {note["fault"] for each in left for note in each.story.notes("fault")}
    assert struck >= {
        FaultType.FLOOD,
        FaultType.ERROR,
        FaultType.RESET,
        FaultType.SHUFFLE,
        FaultType.DUPLICATE,
    }


def test_a_seed_draws_the_same_plan_each_time_and_another_seed_another() -> None:
    assert draw_plan(5) == draw_plan(5)
    assert draw_plan(5) != draw_plan(6)
