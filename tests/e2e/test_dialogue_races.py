"""A requester who is quicker than the bot: no reply waits for a forecast, and steps are asked below what was typed."""

import asyncio

from bot_scene import Scene, buttons, live_keyboards, say, tasks_csv
from faulty_network import Exchange

from playground import Person

#: No other test has so many options: nobody has imagined crowds for them yet, which takes seconds.
OPTIONS = "\n".join(f"shade {number}" for number in range(1, 24))
FORESEEN = "in all (probably"


async def test_replies_do_not_wait_for_the_forecast_which_follows(scene: Scene, rita: Person) -> None:
    await rita.send_document("Shades.csv", tasks_csv("Sky", "Sea").encode())
    await rita.sees(say("draft-question"))
    await scene.do(rita.send("Which shade is it?"))
    since = rita.revision
    await rita.send(OPTIONS)
    ready = await rita.sees("Which shade is it?", since=since)
    since = rita.revision
    await rita.send("/help")
    await rita.sees("/mydata", since=since)
    summary = rita.message(ready.id)
    assert summary is not None
    assert FORESEEN not in summary.words
    foreseen = await rita.sees(FORESEEN)
    assert foreseen.id == ready.id


async def test_a_step_answered_before_its_message_was_known_is_not_asked_again_above(
    scene: Scene, rita: Person
) -> None:
    known, arrived = asyncio.Event(), asyncio.Event()

    async def answered_late(exchange: Exchange) -> tuple[int, bytes]:
        answer = await exchange()
        arrived.set()
        await known.wait()
        return answer

    await scene.do(rita.send_document("Colours.csv", tasks_csv("Sky", "Sea").encode()))
    scene.faults.plan("sendMessage", answered_late)
    await rita.send("Which colour is it?")
    first = await rita.sees(say("draft-options"))
    await arrived.wait()
    await rita.send("Red, Blue")
    ready_sql = "SELECT count(*) FROM dialogue WHERE step = 'READY'"
    while not await scene.count(ready_sql):  # noqa: ASYNC110 - the bot sets no event of ours
        await asyncio.sleep(0.005)
    known.set()
    await scene.quiet()
    typed = next(message for message in rita.chat if message.words == "Red, Blue")
    ready = await rita.sees("Which colour is it?", since=0)
    before = rita.message(first.id)
    assert before is not None
    assert say("draft-options") in before.words
    assert before.buttons == ()
    assert ready.id > typed.id
    assert [message.id for message in live_keyboards(rita) if "Launch" in buttons(message)] == [ready.id]
