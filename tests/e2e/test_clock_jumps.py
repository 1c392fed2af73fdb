"""A clock that was ahead is set right: nothing waits for the time that it showed."""

import pytest
from bot_scene import Scene, agree, launch, say, tasks_csv
from faulty_network import refused

from bot.process.clock import ClockWatch
from playground import Person

AHEAD_MIN = 120.0


@pytest.fixture
async def ada(scene: Scene, rita: Person) -> Person:
    """A contributor whose next card Telegram did not want yet, at a time that has not come in truth."""
    person = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(person)
    await person.sees("Sky")
    await scene.quiet()
    true_s = scene.clock.now_s
    scene.bot.sender._monotonic = lambda: true_s
    scene.clock.move(minutes=AHEAD_MIN)
    scene.faults.plan("editMessageText", refused(429, "Too Many Requests: retry after 7", retry_after=7))
    await scene.do(person.tap("Red"))
    assert scene.faults.left == 0
    assert "Sky" in person.last.words
    scene.clock.move(minutes=-AHEAD_MIN)
    return person


async def test_a_bot_whose_clock_is_set_right_sends_what_it_was_to_send(scene: Scene, ada: Person) -> None:
    later_s = scene.clock.now_s + 8
    scene.bot.sender._monotonic = lambda: later_s
    scene.bot.sender.wake()
    await ada.sees("Rose")


async def test_a_bot_that_starts_with_the_right_clock_waits_no_longer_than_telegram_said(
    scene: Scene, ada: Person
) -> None:
    await scene.stop()
    await scene.start()
    await scene.quiet()
    assert "Sky" in ada.last.words
    await scene.later(seconds=8)
    await ada.sees("Rose")


async def test_who_was_to_be_looked_after_at_a_time_that_has_not_come_gets_the_next_task(
    scene: Scene, rita: Person
) -> None:
    ben = scene.person("Ben")
    await agree(ben)
    scene.clock.move(minutes=AHEAD_MIN)
    await scene.tick()
    scene.clock.move(minutes=-AHEAD_MIN)
    await scene.stop()
    await scene.start()
    await launch(rita, tasks_csv("Sky"))
    await scene.later(seconds=1)
    await ben.sees("Sky")
    assert say("card-idle") not in ben.last.words


def test_a_clock_that_runs_ahead_or_is_set_right_by_a_little_was_not_turned_back() -> None:
    watch = ClockWatch()
    assert not watch.turned_back(1_000_000_000, 50.0)
    assert not watch.turned_back(1_900_000_000, 51.0)
    assert not watch.turned_back(1_900_000_000, 52.0)
    assert watch.turned_back(1_000_000_000, 53.0)
    assert not watch.turned_back(1_001_000_000, 54.0)
