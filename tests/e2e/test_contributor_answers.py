"""What a contributor does with a task: answers, changes, skips, late taps, and taps on somebody else's task."""

import pytest
from bot_scene import (
    Scene,
    agree,
    buttons,
    by_both_ways,
    data_of,
    from_bot,
    launch,
    say,
    tasks_csv,
)

from playground import Message, Person

pytestmark = by_both_ways

SKIP_REASONS = {
    say("skip-dont-know"): "DONT_KNOW",
    say("skip-unclear"): "UNCLEAR",
    say("skip-broken"): "BROKEN",
    say("skip-not-for-me"): "NOT_FOR_ME",
}


async def test_one_tap_answers_and_the_card_turns_into_the_next_task_without_a_new_message(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    first = await ada.sees("Sky")
    tap = await ada.tap("Blue")
    assert (await tap.answer()).text == say("answer-saved")
    second = await ada.sees("Rose")
    assert second.id == first.id
    assert len(from_bot(ada)) == 1
    assert "Your last answer: Blue" in second.words
    assert buttons(second)[-1] == say("button-change")


async def test_when_nothing_is_left_the_card_says_so_and_keeps_the_change_button(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    idle = await ada.sees(say("card-idle"))
    assert "Your last answer: Red" in idle.words
    assert buttons(idle) == [say("button-change"), say("button-pace")]


async def test_an_answer_can_be_changed_in_place(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    await scene.do(ada.tap(say("button-change")))
    change = await ada.sees(say("card-change"))
    assert "Sky" in change.words
    tap = await ada.tap("Blue")
    assert (await tap.answer()).text == say("answer-changed")
    after = await ada.sees("Your last answer: Blue")
    assert "Rose" in after.words
    assert len(from_bot(ada)) == 1
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 1
    assert await scene.count("SELECT count(*) FROM answer") == 2


async def test_keep_my_answer_goes_back_to_the_task_in_hand(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    before = await ada.sees("Rose")
    await scene.do(ada.tap(say("button-change")))
    await scene.do(ada.tap(say("button-keep")))
    after = await ada.sees("Rose")
    assert (after.words, after.buttons) == (before.words, before.buttons)


async def test_the_same_option_again_changes_nothing(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    await scene.do(ada.tap(say("button-change")))
    tap = await ada.tap("✓ Red")
    assert (await tap.answer()).text == say("answer-same")
    assert await scene.count("SELECT count(*) FROM answer") == 1


async def test_after_15_minutes_an_answer_stays_as_it_is(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    card = await ada.sees("Rose")
    data = data_of(card, say("button-change"))
    scene.clock.move(minutes=15.1)
    toast = await (await ada.tap(data=data, on=card)).answer()
    assert toast.text == say("change-too-old")
    assert toast.show_alert
    await scene.do(ada.send("/next"))
    assert say("button-change") not in buttons(await ada.sees("Rose"))


async def test_a_change_within_15_minutes_counts_also_when_the_task_has_closed(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"), least="1", target="60")
    await agree(ada)
    await scene.do(ada.tap("Red"))
    await scene.tick()
    await rita.sees("is done.")
    scene.clock.move(minutes=14)
    await scene.do(ada.tap(say("button-change")))
    assert (await (await ada.tap("Blue")).answer()).text == say("answer-changed")
    await scene.quiet()
    since = rita.revision
    await rita.send("/results")
    await rita.sees("checking all answers once more")
    await scene.tick()
    results = (await rita.downloads(".csv", since=since)).decode("utf-8-sig")
    assert await scene.count("SELECT count(*) FROM consensus WHERE reopened_at IS NULL AND label = 1") == 1, (
        results
    )


async def test_a_second_tap_is_told_and_changes_nothing(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    card = await ada.sees("Sky")
    red, blue = data_of(card, "Red"), data_of(card, "Blue")
    first, second = await ada.tap(data=red), await ada.tap(data=blue)
    assert (await first.answer()).text == say("answer-saved")
    toast = await second.answer()
    assert toast.text == say("answered-before")
    assert toast.show_alert
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer WHERE label = 0") == 1
    assert await scene.count("SELECT count(*) FROM answer") == 1


async def test_a_tap_on_an_old_card_is_told_and_changes_nothing(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    old = await ada.sees("Sky")
    skip = data_of(old, "Skip")
    await scene.do(ada.tap("Red"))
    toast = await (await ada.tap(data=skip, on=old)).answer()
    assert toast.text == say("refused-outdated")
    assert "Rose" in (await ada.sees("Rose")).words


async def test_a_tap_by_somebody_else_is_refused_and_changes_nothing(scene: Scene, rita: Person) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    card = await ada.sees("Sky")
    await agree(eve)
    own = await eve.sees("Sky")
    before = own.revision
    for button in ("Red", "Skip"):
        toast = await (await eve.tap(data=data_of(card, button))).answer()
        assert toast.text == say("refused-not-found")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer") == 0
    assert (await eve.sees("Sky")).revision == before


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a2",
        "a2:",
        "a2:1",
        "a2:1:0:0:o:1:2",
        "a2:x:0:0:o:1",
        "a2:1:0:0:O:1",
        "a2:1:100:0:o:1",
        "a2:-1:0:0:o:0",
        "a2:１:0:0:o:0",
        "a1:1:0",
        "c1:1:0",
        "zz:1",
        "a2:9" * 12,
        "\x00",
        "💥",
        "p1:1:q",
        "a2:9999999999999999999:0:0:o:0",
    ],
)
async def test_garbage_under_a_button_is_called_outdated_and_changes_nothing(
    scene: Scene, ada: Person, data: str
) -> None:
    toast = await (await ada.tap(data=data, on=ada.last)).answer()
    assert toast.text == say("refused-outdated")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM inbox WHERE state = 'DEAD' OR attempts > 0") == 0


@pytest.mark.parametrize(
    "data",
    [
        "a2:999999:0:0:o:0",
        "a2:9223372036854775807:0:0:o:0",
        "a2:77:0:1:o:1",
        "s2:5:0:UNCLEAR",
        "o1:5",
        "t1:5:SKIP:0",
    ],
)
async def test_a_forged_number_under_a_button_finds_nothing(scene: Scene, ada: Person, data: str) -> None:
    toast = await (await ada.tap(data=data, on=ada.last)).answer()
    assert toast.text == say("refused-not-found")


async def test_an_option_that_does_not_exist_is_refused(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    forged = data_of(await ada.sees("Sky"), "Red").rpartition(":")[0] + ":7"
    assert (await (await ada.tap(data=forged)).answer()).text == say("refused-not-found")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer") == 0


@pytest.mark.parametrize("reason", SKIP_REASONS)
async def test_a_skipped_task_keeps_its_reason_and_never_comes_back(
    scene: Scene, rita: Person, reason: str
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await scene.do(ada.tap("Skip"))
    asked = await ada.sees(say("card-skip"))
    assert "Sky" in asked.words
    assert buttons(asked) == [*SKIP_REASONS, say("button-report"), "Back"]
    assert (await (await ada.tap(reason)).answer()).text == say("skipped")
    await ada.sees("Rose")
    await scene.do(ada.tap("Red"))
    await ada.sees(say("card-idle"))
    await scene.do(ada.send("/next"))
    assert not [message for message in ada.chat if "Sky" in message.words]
    assert (
        await scene.count(
            "SELECT count(*) FROM assignment WHERE state = 'SKIPPED' AND skip_reason = :reason",
            reason=SKIP_REASONS[reason],
        )
        == 1
    )


async def test_back_from_skip_shows_the_task_as_it_was(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    before = await ada.sees("Sky")
    await scene.do(ada.tap("Skip"))
    await scene.do(ada.tap("Back"))
    after = await ada.sees("Sky")
    assert (after.words, after.buttons) == (before.words, before.buttons)


async def test_an_offer_that_waited_too_long_goes_on_and_may_come_back(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    card = await ada.sees("Sky")
    await scene.later(minutes=31)
    expired = await ada.sees(say("card-expired"))
    assert expired.id == card.id
    await scene.do(ada.tap("Continue"))
    await ada.sees("Sky")


async def test_a_press_on_a_card_that_expired_still_counts_while_the_task_is_open(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    card = await ada.sees("Sky")
    red = data_of(card, "Red")
    await scene.later(minutes=31)
    assert (await (await ada.tap(data=red, on=card)).answer()).text == say("answer-saved")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 1


async def hold_what_others_settle(scene: Scene, rita: Person) -> tuple[Person, Message]:
    """Somebody with a card whose task closed in the meantime, and that card."""
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky"), least="1", most="3", target="60")
    await agree(ada)
    red = data_of(card := await ada.sees("Sky"), "Red")
    await scene.later(minutes=31)
    await scene.later(minutes=1)
    await agree(eve)
    held = await eve.sees("Sky")
    await scene.do(ada.tap(data=red, on=card))
    await scene.later(seconds=11)
    await rita.sees("Colours is done.")
    return eve, held


async def test_a_card_whose_task_others_have_settled_stays_until_its_person_writes(
    scene: Scene, rita: Person
) -> None:
    eve, held = await hold_what_others_settle(scene, rita)
    assert eve.message(held.id) == held, "it stays as it is under her finger"
    await scene.do(eve.send("hello?"))
    told = await eve.sees(say("card-settled"))
    assert "Sky" not in told.words
    assert say("card-idle") in told.words
    await scene.do(eve.send("hello?"))
    assert "Sky" not in (await eve.sees(say("card-idle"))).words


async def test_a_sticker_brings_no_settled_task_back_either(scene: Scene, rita: Person) -> None:
    eve, _ = await hold_what_others_settle(scene, rita)
    await scene.do(eve.send_sticker(b"a sticker"))
    assert "Sky" not in (await eve.sees(say("card-settled"))).words


async def test_an_answer_to_a_task_that_others_have_settled_counts(scene: Scene, rita: Person) -> None:
    eve, _ = await hold_what_others_settle(scene, rita)
    toast = await (await eve.tap("Red")).answer()
    assert toast.text == say("answer-saved")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 2
    assert await scene.count("SELECT n_late FROM project") == 0


async def test_a_typed_answer_to_a_task_that_others_have_settled_counts(scene: Scene, rita: Person) -> None:
    eve, _ = await hold_what_others_settle(scene, rita)
    await scene.do(eve.send("red"))
    await eve.sees(say("card-given", answer="Red", about="Sky"))
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 2


async def test_a_press_that_comes_too_late_is_kept_and_told(scene: Scene, rita: Person) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky"), least="1", most="1", target="60")
    await agree(ada)
    card = await ada.sees("Sky")
    red = data_of(card, "Red")
    await agree(eve)
    await scene.later(minutes=31)
    await scene.later(minutes=1)
    await eve.sees("Sky")
    await scene.do(eve.tap("Blue"))
    toast = await (await ada.tap(data=red, on=card)).answer()
    assert toast.text == say("answer-late")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer WHERE NOT counted") == 1
