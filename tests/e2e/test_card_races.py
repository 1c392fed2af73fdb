"""Cards in flight while something else happens: one keyboard is live, and everybody is told what they need to know."""

from bot_scene import Scene, agree, buttons, launch, live_keyboards, say, tasks_csv
from faulty_network import refused

from bot.app import Bot
from bot.jobs import give_back_expired, wake_idle
from bot.sending.pacing import Limits
from playground import Person


async def test_an_older_card_pressed_on_before_it_lost_its_buttons_keeps_those_it_gets_then(
    stage: Scene, rita: Person
) -> None:
    await stage.start(limits=Limits())
    ada = stage.person("Ada")
    await stage.later(seconds=5)
    await launch_slowly(stage, rita)
    await ada.send("/start")
    await stage.later(seconds=2)
    await ada.tap(say("button-consent"))
    for _ in range(3):
        await stage.later(seconds=2)
    card = await ada.sees("Sky")
    # In one chat one message a second leaves: all of this waits for the next one.
    await stage.do(ada.send("/help"), ada.send("/pause"), ada.send("/resume"), ada.tap("Red", on=card))
    for _ in range(6):
        await stage.later(seconds=2)
    assert len([message for message in live_keyboards(ada) if "Red" in buttons(message)]) == 1


async def launch_slowly(scene: Scene, requester: Person) -> None:
    """Launch a project while one message a second comes."""
    await requester.send_document("tasks.csv", tasks_csv("Sky", "Rose", "Sea").encode())
    for text in ("Colours", "Which colour is it?", "Red, Blue", "95", "3", "10"):
        await scene.later(seconds=2)
        await requester.send(text)
    for _ in range(3):
        await scene.later(seconds=2)
    await requester.tap("Launch")
    await scene.later(seconds=2)


async def test_a_card_that_could_not_lose_its_buttons_loses_them_when_its_person_comes_back(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await ada.sees("Sky")
    await scene.quiet()
    blocked = refused(403, "Forbidden: bot was blocked by the user")
    for method in ("editMessageReplyMarkup", "sendMessage"):
        scene.faults.plan(method, blocked)
    await scene.do(ada.send("/next"))
    await scene.do(ada.send("/start"))
    await scene.later(seconds=1)
    assert len(live_keyboards(ada)) == 1


async def test_a_push_whose_task_has_gone_before_it_was_sent_is_not_sent_and_the_next_one_is(
    stage: Scene, rita: Person
) -> None:
    built: list[Bot] = []
    stage.meddle = built.append
    await stage.start()
    ada = stage.person("Ada")
    await agree(ada)
    await launch(rita, tasks_csv("Sky"))
    await stage.quiet()
    n_messages, claim = len(ada.chat), built[0].sender._claim

    async def nothing() -> bool:
        return False

    # The bot has more to send than it may: the push waits its turn.
    built[0].sender._claim = nothing  # type: ignore[method-assign]
    await wake_idle(stage.bot.parts)
    stage.clock.move(minutes=31)
    await give_back_expired(stage.bot.parts)
    built[0].sender._claim = claim  # type: ignore[method-assign]
    stage.bot.sender.wake()
    await stage.quiet()
    assert len(ada.chat) == n_messages
    await stage.later(seconds=1)
    assert len(ada.chat) == n_messages + 1
    assert "Red" in buttons(await ada.sees("Sky"))
