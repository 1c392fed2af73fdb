"""Every action takes effect once, however often, late or out of order Telegram delivers it, by both ways."""

import asyncio

import pytest
from bot_scene import (
    COUNT_OPTIONS,
    LOOK_S,
    Scene,
    agree,
    at_work,
    buttons,
    by_both_ways,
    from_bot,
    launch,
    say,
    set_writable,
    tasks_csv,
)
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.app import Bot
from bot.process import disk
from bot.receiving import intake
from handlers.context import CrowdContext
from playground import Fault, FaultType, Person
from playground.serving.faults import Strike
from playground.serving.pending import Update as Pending

pytestmark = by_both_ways

WEEK_MINUTES = 7 * 24 * 60


@pytest.fixture
async def ada(scene: Scene, rita: Person) -> Person:
    """A contributor with a card in hand, and more to come."""
    return await at_work(scene, rita)


def newest(scene: Scene) -> Pending:
    """The update that happened last and waits to be fetched or brought."""
    return list(scene.telegram.world.updates.pending)[-1]


async def again(scene: Scene, update: Pending) -> None:
    """Let the same deed come under another update id."""
    scene.telegram.world.updates.put(update.kind, update.content)
    await scene.quiet()


def said(person: Person, words: str) -> int:
    return sum(words in message.words for message in from_bot(person))


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_press_under_two_update_ids_answers_once_and_is_told_once(
    scene: Scene, ada: Person, at_once: bool
) -> None:
    presses = "SELECT count(*) FROM inbox WHERE deed IS NOT NULL"
    before, acknowledged = await scene.count(presses), scene.faults.called.count("answerCallbackQuery")
    await ada.tap("Red")
    press = newest(scene)
    if not at_once:
        await scene.quiet()
    await again(scene, press)
    assert await scene.count("SELECT count(*) FROM answer") == 1
    assert await scene.count(presses) == before + 1
    assert [toast.text for toast in ada.toasts].count(say("answer-saved")) == 1
    assert say("answered-before") not in [toast.text for toast in ada.toasts]
    # Nobody acknowledged the press in vain.
    assert scene.faults.called.count("answerCallbackQuery") == acknowledged + 1


async def test_a_press_under_another_update_id_after_a_restart_does_nothing(
    scene: Scene, ada: Person
) -> None:
    await ada.tap("Red")
    press = newest(scene)
    await scene.quiet()
    await scene.stop()
    scene.telegram.world.updates.put(press.kind, press.content)
    await scene.start()
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer") == 1
    assert len(ada.toasts) == len({toast.text for toast in ada.toasts})


async def test_words_under_two_update_ids_answer_one_question_of_the_dialogue(
    scene: Scene, rita: Person
) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("What do you want to ask")
    await rita.send("Red, Blue")
    question = newest(scene)
    await again(scene, question)
    await rita.sees("Which options can people choose from?")
    assert said(rita, "Ready to launch") == 0
    assert await scene.count(COUNT_OPTIONS) == 0


async def test_a_file_under_two_update_ids_makes_one_project(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await again(scene, newest(scene))
    assert await scene.count("SELECT count(*) FROM project") == 1
    assert said(rita, "What do you want to ask") == 1


async def test_a_command_under_two_update_ids_is_answered_once_and_two_commands_twice(
    stage: Scene,
) -> None:
    await stage.start(open_requesters=False, admin_ids=frozenset({4242}))
    alan = stage.person("Alan", id=4242)
    await alan.send("/grant")
    await again(stage, newest(stage))
    assert await stage.count("SELECT count(*) FROM grant_link") == 1
    await stage.do(alan.send("/grant"))
    assert await stage.count("SELECT count(*) FROM grant_link") == 2


async def test_two_people_who_write_the_same_at_the_same_time_are_both_heard(scene: Scene) -> None:
    people = [scene.person(name) for name in ("Ada", "Ben", "Cleo")]
    await scene.do(*(person.send("/start") for person in people))
    assert [said(person, say("consent-text")) for person in people] == [1, 1, 1]


async def test_a_finger_that_taps_twice_answers_once_and_is_told_so(scene: Scene, ada: Person) -> None:
    scene.telegram.faults.add(Fault(kind=FaultType.DOUBLE_TAP))
    for task, following in (("Sky", "Rose"), ("Rose", "Sea")):
        await ada.sees(task)
        await scene.do(ada.tap("Red"))
        await ada.sees(following)
    assert await scene.count("SELECT count(*) FROM answer") == 2
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 2
    assert await scene.count("SELECT n_answers FROM project") == 2


async def test_deeds_that_are_mixed_up_doubled_and_repeated_leave_counts_that_are_true(
    scene: Scene, rita: Person
) -> None:
    crowd = [scene.person(f"Person {number}") for number in range(8)]
    texts = [f"Task {number}" for number in range(6)]
    await launch(rita, tasks_csv(*texts), target="99.9", least="8", most="8")
    await agree(*crowd)
    await scene.quiet()
    struck: set[FaultType] = set()
    scene.telegram.world.watchers.add(
        lambda _, thing: isinstance(thing, Strike) and struck.add(thing.fault.kind)
    )
    for kind in (FaultType.SHUFFLE, FaultType.DUPLICATE, FaultType.DOUBLE_TAP):
        scene.telegram.faults.add(Fault(kind=kind, share=0.5))
    while any("Red" in buttons(person.last) for person in crowd):
        at_hand = [person for person in crowd if "Red" in buttons(person.last)]
        for number, person in enumerate(at_hand):
            await person.tap("Skip" if number == 0 else "Red" if number % 2 else "Blue")
            if number:  # who skips is asked why, on the card: a new card would take the question away
                await person.send("/next")
        await scene.quiet()
        for person in crowd:
            if say("skip-unclear") in buttons(person.last):
                await scene.do(person.tap(say("skip-unclear")))
    assert struck == {FaultType.SHUFFLE, FaultType.DUPLICATE, FaultType.DOUBLE_TAP}
    deeds = "SELECT count(*) FROM assignment WHERE state = "
    answered = await scene.count(f"{deeds} 'ANSWERED'")
    skipped = await scene.count(f"{deeds} 'SKIPPED'")
    assert (answered + skipped, skipped > 0) == (8 * 6, True)
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == answered
    assert await scene.count("SELECT n_answers FROM project") == answered
    assert await scene.count("SELECT sum(n_answers) FROM task_question") == answered
    assert await scene.count("SELECT count(*) FROM inbox WHERE state <> 'DONE'") == 0
    assert (
        await scene.count("SELECT count(*) FROM (SELECT task_id, contributor_id FROM answer GROUP BY 1, 2)")
        == answered
    )


async def test_when_update_ids_begin_anew_after_a_quiet_week_nothing_is_passed_over(
    scene: Scene, ada: Person
) -> None:
    updates = scene.telegram.world.updates
    await scene.later(minutes=WEEK_MINUTES)
    # Telegram begins anew at random; here, below all that the bot has confirmed, while no poll waits.
    updates.last_at, updates.next_id = scene.clock.seconds(), 5
    updates.end_polls()
    while updates.is_polled:  # noqa: ASYNC110 - an event would be one more thing to trust
        await asyncio.sleep(0)
    since = ada.revision
    await scene.do(ada.send("/next"))
    assert await scene.count("SELECT count(*) FROM inbox WHERE update_id = 5 AND state = 'DONE'") == 1
    assert from_bot(ada)[-1].revision > since


async def test_what_one_person_does_is_handled_in_order_while_others_go_on(stage: Scene) -> None:
    """Ada's first message takes long; her second waits for it, and Ben's does not."""
    log: list[str] = []
    gate = asyncio.Event()

    async def slow(update: Update, _: CrowdContext) -> None:
        text = update.effective_message.text if update.effective_message else ""
        if text == "a1":
            await gate.wait()
        log.append(str(text))

    def meddle(bot: Bot) -> None:
        bot.application.handlers[0].insert(0, MessageHandler(filters.Regex(r"^[ab]\d$"), slow))

    stage.meddle = meddle
    await stage.start()
    ada, ben = stage.person("Ada"), stage.person("Ben")
    for text in ("a1", "a2", "a3"):
        await ada.send(text)
    for text in ("b1", "b2"):
        await ben.send(text)
    async with asyncio.timeout(10):
        while log != ["b1", "b2"]:  # noqa: ASYNC110 - an event would be one more thing to trust
            await asyncio.sleep(0)
    gate.set()
    await stage.quiet()
    assert log == ["b1", "b2", "a1", "a2", "a3"]


async def test_a_person_whose_update_fails_while_the_disk_is_full_is_not_forgotten(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "FULL_DISK_S", 0.0)
    attempts = []

    async def fail(_: Update, context: CrowdContext) -> None:
        attempts.append(1)
        if len(attempts) == 1:
            await set_writable(context.parts.database, writable=False)
        raise RuntimeError("a mistake of ours")

    def meddle(bot: Bot) -> None:
        bot.application.handlers[0].insert(0, MessageHandler(filters.Regex("boom"), fail))

    stage.meddle = meddle
    await stage.start()
    ada = stage.person("Ada")
    # Both are stored before the first is handled.
    async with stage.bot.intake._places:
        for _ in range(stage.settings.concurrent_people - 1):
            await stage.bot.intake._places.acquire()
        await ada.send("boom")
        await ada.send("/start")
        async with asyncio.timeout(10):
            while await stage.count("SELECT count(*) FROM inbox") < 2:  # noqa: ASYNC110 - the bot sets no event of ours
                await asyncio.sleep(LOOK_S)
    async with asyncio.timeout(10):
        while not attempts:  # noqa: ASYNC110 - an event would be one more thing to trust
            await asyncio.sleep(0)
    for _ in range(20):
        assert await stage.count("SELECT count(*) FROM inbox WHERE state = 'PENDING'") == 2
    await set_writable(stage.database, writable=True)
    await ada.sees("Welcome!")
    await stage.quiet()
    assert len(attempts) == intake.MOST_ATTEMPTS
    assert await stage.count("SELECT count(*) FROM inbox WHERE state = 'DEAD'") == 1


class Killer:
    """A handler during whose work the process ends, as far as the bot can tell."""

    def __init__(self) -> None:
        self.is_deadly = True
        self.log: list[str] = []

    def stand_before(self, bot: Bot) -> None:
        bot.application.handlers[0].insert(0, MessageHandler(filters.Regex(r"^(boom|a\d|b\d)$"), self.take))

    async def take(self, update: Update, _: CrowdContext) -> None:
        text = str(update.effective_message.text) if update.effective_message else ""
        self.log.append(text)
        if text == "boom" and self.is_deadly:
            await asyncio.Event().wait()

    async def kill(self, scene: Scene) -> None:
        """Wait until it is at work, and end the bot without any of the care that a stop takes."""
        async with asyncio.timeout(10):
            while "boom" not in self.log:  # noqa: ASYNC110 - an event would be one more thing to trust
                await asyncio.sleep(0)
        await asyncio.sleep(0.01)  # whatever else is in hand gets done
        for task in scene.bot.intake._tasks:
            task.cancel()
        await scene.stop()
        self.log.clear()


async def _killed_twice(stage: Scene, killer: Killer) -> None:
    stage.meddle = killer.stand_before
    await stage.start()
    ada, ben = stage.person("Ada"), stage.person("Ben")
    await ada.send("boom")
    await ada.send("a1")
    await killer.kill(stage)
    await ben.send("b1")
    await stage.start()
    await killer.kill(stage)


async def test_an_update_that_ends_the_process_twice_is_set_aside_and_all_others_are_handled(
    stage: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    killer = Killer()
    await _killed_twice(stage, killer)
    await stage.start()
    await stage.quiet()
    assert "boom" not in killer.log
    assert "a1" in killer.log
    assert "set aside, to be tried again in 10 minutes" in caplog.text
    assert await stage.count("SELECT count(*) FROM inbox WHERE state = 'ASIDE'") == 1


async def test_an_update_that_was_in_hand_by_chance_takes_effect_later(stage: Scene) -> None:
    killer = Killer()
    await _killed_twice(stage, killer)
    await stage.start()
    killer.is_deadly = False
    await stage.bot.intake.try_aside()
    await stage.quiet()
    assert killer.log.count("boom") == 1
    assert await stage.count("SELECT count(*) FROM inbox WHERE state <> 'DONE'") == 0


async def test_an_update_that_ends_the_process_a_third_time_is_given_up(
    stage: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    killer = Killer()
    await _killed_twice(stage, killer)
    await stage.start()
    await stage.bot.intake.try_aside()
    await killer.kill(stage)
    await stage.start()
    await stage.quiet()
    assert "boom" not in killer.log
    assert "given up" in caplog.text
    assert await stage.count("SELECT count(*) FROM inbox WHERE state = 'DEAD'") == 1


async def test_a_stop_in_good_order_sets_nothing_aside(stage: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ending.FINISH_S", 0.05)
    killer = Killer()
    stage.meddle = killer.stand_before
    await stage.start()
    await stage.person("Ada").send("boom")
    for _ in range(3):
        async with asyncio.timeout(10):
            while "boom" not in killer.log:  # noqa: ASYNC110 - an event would be one more thing to trust
                await asyncio.sleep(0)
        await stage.stop()
        killer.log.clear()
        await stage.start()
    assert await stage.count("SELECT count(*) FROM inbox WHERE state = 'ASIDE'") == 0
    killer.is_deadly = False
    await stage.stop()
    await stage.start()
    await stage.quiet()
    assert await stage.count("SELECT count(*) FROM inbox WHERE state <> 'DONE'") == 0
