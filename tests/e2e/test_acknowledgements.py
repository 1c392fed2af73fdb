"""A press is acknowledged once, as soon as what it did is stored; if that cannot be, nothing else is lost."""

import pytest
from bot_scene import Scene, at_work, say
from faulty_network import Fault, call_lost, no_connection, refused

from bot.app import Bot
from bot.sending.acknowledging import ACKNOWLEDGED_AT_ONCE, LIFETIME_S, PAUSES_S
from handlers.reply import Acknowledgement
from playground import Person

SAVED = say("answer-saved")
METHOD = "answerCallbackQuery"


@pytest.fixture
async def ada(scene: Scene, rita: Person) -> Person:
    """A contributor with a card in hand, and more to come."""
    return await at_work(scene, rita)


def saved(person: Person) -> int:
    return [toast.text for toast in person.toasts].count(SAVED)


@pytest.mark.parametrize("fault", [call_lost, no_connection, refused(502, "Bad Gateway")])
async def test_a_press_is_acknowledged_once_although_the_network_fails(
    scene: Scene, ada: Person, fault: Fault
) -> None:
    scene.faults.plan(METHOD, fault, times=2)
    await scene.do(ada.tap("Red"))
    await ada.sees("Rose")
    assert saved(ada) == 0
    for pause_s in PAUSES_S[:2]:
        await scene.later(seconds=pause_s)
    assert (saved(ada), scene.faults.left) == (1, 0)
    await scene.later(seconds=LIFETIME_S)
    assert saved(ada) == 1


async def test_a_network_that_stays_away_is_tried_a_few_times(
    scene: Scene, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    before = scene.faults.called.count(METHOD)
    scene.faults.plan(METHOD, call_lost, times=100)
    await scene.do(ada.tap("Red"))
    for _ in range(20):
        await scene.later(seconds=1)
    assert scene.faults.called.count(METHOD) == before + 1 + len(PAUSES_S)
    assert "A press could not be acknowledged" in caplog.text
    assert await scene.count("SELECT count(*) FROM answer") == 1


async def test_when_telegram_asks_to_wait_a_press_is_acknowledged_afterwards(
    scene: Scene, ada: Person
) -> None:
    scene.faults.plan(METHOD, refused(429, "Too Many Requests: retry after 7", retry_after=7))
    await scene.do(ada.tap("Red"))
    await scene.later(seconds=6)
    assert saved(ada) == 0
    await scene.later(seconds=2)
    assert saved(ada) == 1


async def test_an_acknowledgement_that_would_be_void_after_a_wait_is_dropped_and_the_card_comes(
    scene: Scene, ada: Person
) -> None:
    before = scene.faults.called.count(METHOD)
    scene.faults.plan(METHOD, refused(429, "Too Many Requests: retry after 20", retry_after=20))
    await scene.do(ada.tap("Red"))
    await scene.later(seconds=21)
    await ada.sees("Rose")
    assert saved(ada) == 0
    assert scene.faults.called.count(METHOD) == before + 1
    await scene.do(ada.tap("Red"))
    assert saved(ada) == 1


async def test_a_kill_before_the_acknowledgement_leaves_one_answer_and_the_next_card(
    stage: Scene, rita: Person
) -> None:
    await stage.start()
    ada = await at_work(stage, rita)
    await stage.stop()
    lost: list[Acknowledgement] = []

    def killed_in_time(bot: Bot) -> None:
        bot.parts.acknowledge = lost.append

    stage.meddle = killed_in_time
    await stage.start()
    await stage.do(ada.tap("Red"))
    await stage.stop()
    assert [one.text for one in lost] == [SAVED]
    stage.meddle = None
    await stage.start()
    await stage.quiet()
    assert await stage.count("SELECT count(*) FROM answer") == 1
    assert saved(ada) == 0
    card = await ada.sees("Rose")
    await stage.do(ada.tap("Blue", on=card))
    assert saved(ada) == 1
    assert await stage.count("SELECT count(*) FROM answer") == 2


async def test_more_presses_than_calls_may_be_in_flight_are_all_acknowledged(
    scene: Scene, ada: Person
) -> None:
    before, acknowledging = scene.bot.sender.tally.acknowledged["SENT"], scene.bot.sender.acknowledging
    tap = await ada.tap("Red")
    await scene.quiet()
    for _ in range(3 * ACKNOWLEDGED_AT_ONCE):
        acknowledging.take(Acknowledgement(query_id=f"{tap.message_id}"))
        assert len(acknowledging._tasks) <= ACKNOWLEDGED_AT_ONCE
    await scene.quiet()
    assert sum(scene.bot.sender.tally.acknowledged.values()) == before + 1 + 3 * ACKNOWLEDGED_AT_ONCE
