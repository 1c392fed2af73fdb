"""A message that takes long to prepare leaves late, and the next one keeps its distance from that time."""

from bot_scene import Scene

from bot.app import Bot
from bot.sending.claiming import Seen
from bot.sending.pacing import Limits
from bot.sending.planned import Held, Planned
from playground import Person
from storage.conversation.outbox import OutRow


async def test_after_a_message_that_was_late_the_next_one_waits_as_long_as_ever(
    stage: Scene, rita: Person
) -> None:
    def slow_to_plan(bot: Bot) -> None:
        plan = bot.sender._delivery.plan

        async def planned(row: OutRow, seen: Seen | None) -> Planned | Held | None:
            stage.clock.move(seconds=0.75)
            return await plan(row, seen)

        bot.sender._delivery.plan = planned  # type: ignore[method-assign]

    stage.meddle = slow_to_plan
    await stage.start(limits=Limits())
    await stage.later(seconds=1)
    await stage.do(rita.send("/help"), rita.send("/pace"))
    assert stage.faults.called.count("sendMessage") == 1
    await stage.later(seconds=0.75)
    assert stage.faults.called.count("sendMessage") == 1
    await stage.later(seconds=0.5)
    assert stage.faults.called.count("sendMessage") == 2
