"""How a contributor sets how much, how often and when to be asked, and what happens then."""

import pytest
from bot_scene import Scene, agree, at_work, buttons, from_bot, launch, live_keyboards, say, tasks_csv

from playground import Person


async def test_the_pace_is_shown_and_each_of_its_parts_can_be_chosen_in_place(scene: Scene) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await ada.send("/pace")
    shown = await ada.sees(say("pace-head"))
    assert say("pace-no-zone") in shown.words
    await scene.do(ada.tap(say("pace-change-tasks"), on=shown))
    await ada.sees(say("pace-ask-tasks"))
    tap = await ada.tap(say("pace-tasks-number", n=20))
    assert (await tap.answer()).text == say("pace-saved")
    changed = await ada.sees(f"Questions a day: {say('pace-tasks-number', n=20)}")
    assert changed.id == shown.id
    await scene.do(ada.tap(say("pace-change-quiet")))
    await scene.do(ada.tap("23:00 to 7:00"))
    await ada.sees("Quiet hours: 23:00 to 7:00")
    await scene.do(ada.tap(say("pace-change-pushes")))
    await scene.do(ada.tap("never"))
    await ada.sees("Times a day I write to you first: never")


async def test_a_city_or_a_shared_place_tells_the_time_zone(scene: Scene) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await ada.send("/pace")
    await ada.sees(say("pace-head"))
    await scene.do(ada.tap(say("pace-change-zone")))
    await scene.do(ada.tap("Asia"))
    assert len(buttons(await ada.sees(say("pace-ask-zones")))) == 20
    await scene.do(ada.tap("›"))
    await scene.do(ada.tap("Dubai"))
    await ada.sees("Your clock: 12:00 (Dubai)")
    await scene.do(ada.send_location(40.1, -3.9))
    await ada.sees("Your clock: 09:00 (Madrid)")


async def test_a_task_that_comes_at_night_is_pushed_in_the_morning(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await ada.sees(say("card-idle"))
    await scene.do(ada.send_location(35.7, 139.7))  # Tokyo: 17:00 there
    await scene.later(minutes=6 * 60)
    before = len(from_bot(ada))
    await launch(rita, tasks_csv("Sky"))
    await scene.later(seconds=2)
    await scene.later(minutes=8 * 60)
    assert len(from_bot(ada)) == before
    await scene.later(minutes=70)
    await ada.sees("Sky")
    assert len(live_keyboards(ada)) <= 2  # the card's, and that of the pace


async def test_a_pause_may_last_until_tomorrow(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await scene.do(ada.send_location(40.1, -3.9))
    await launch(rita, tasks_csv("Sky"))
    await scene.do(ada.send("/pause"))
    asked = await ada.sees(say("paused"))
    tap = await ada.tap(say("pause-tomorrow"), on=asked)
    assert (await tap.answer()).text == "Paused for a day."
    told = await ada.sees("You’re taking a break until 2027-01-16, 09:00 your time.")
    assert told.id == asked.id
    await scene.later(minutes=25 * 60)
    await scene.later(seconds=2)
    await ada.sees("Sky")


async def test_a_city_can_be_written_and_what_is_no_city_is_no_answer_either(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await scene.do(ada.send("/pace"))
    await scene.do(ada.tap(say("pace-change-zone"), on=await ada.sees(say("pace-head"))))
    await scene.do(ada.send("sao paulo"))
    await ada.sees("Your clock: 05:00 (Sao Paulo)")
    since = ada.revision
    await scene.do(ada.send("near Madrid, I think"))
    await ada.sees(say("refused-option-expected", option="Red", most=2), since=since)
    assert await scene.count("SELECT count(*) FROM contributor WHERE zone = 'America/Sao_Paulo'") == 1


@pytest.mark.parametrize(
    ("button", "text", "shown"),
    [
        ("pace-change-tasks", "15", "Questions a day: at most 15"),
        ("pace-change-pushes", "4", "Times a day I write to you first: 4"),
        ("pace-change-quiet", "22:30 - 7", "Quiet hours: 22:30 to 7:00"),
        ("pace-change-announcements", "No", "Announcements: no"),
        ("pace-change-zone", "Lisbon, Portugal", "Your clock: 08:00 (Lisbon)"),
    ],
)
async def test_a_typed_value_is_taken_by_the_screen_that_is_open_and_shown_below(
    scene: Scene, rita: Person, button: str, text: str, shown: str
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Sea"))
    await agree(ada)
    await scene.do(ada.send("/pace"))
    await scene.do(ada.tap(say(button)))
    await scene.do(ada.send("I don't know"))
    assert "/cancel" in from_bot(ada)[-1].words
    await scene.do(ada.send(text))
    told = from_bot(ada)[-1]
    assert told.words.startswith(say("pace-saved"))
    assert shown in told.words
    assert len(live_keyboards(ada)) == 2  # the card's, and that of the pace
    assert await scene.count("SELECT count(*) FROM answer") == 0


async def test_the_screens_of_the_pace_tick_what_holds_now(scene: Scene, ada: Person) -> None:
    await scene.do(ada.send("/pace"))
    await scene.do(ada.tap(say("pace-change-quiet")))
    assert "✅ 22:00 to 8:00" in buttons(from_bot(ada)[-1])
    await scene.do(ada.send("23:30-7"))
    await scene.do(ada.tap(say("pace-change-quiet")))
    assert "Now: 23:30 to 7:00" in from_bot(ada)[-1].words
    assert not any("✅" in text for text in buttons(from_bot(ada)[-1]))


async def test_hours_typed_under_the_pace_are_quiet_hours_and_a_number_alone_is_asked_about(
    scene: Scene, ada: Person
) -> None:
    await scene.do(ada.send("/pace"))
    await scene.do(ada.send("23-7"))
    assert "Quiet hours: 23:00 to 7:00" in from_bot(ada)[-1].words
    await scene.do(ada.send("10"))
    assert from_bot(ada)[-1].words == say("pace-which", found="10")


async def test_a_number_typed_under_the_pace_is_asked_about_with_a_task_in_hand_too(
    scene: Scene, rita: Person
) -> None:
    ada = await at_work(scene, rita)
    await scene.do(ada.send("what?"))
    await scene.do(ada.send("/pace"))
    await scene.do(ada.send("10"))
    assert from_bot(ada)[-1].words == say("pace-which", found="10")
    await scene.do(ada.send("2"))
    assert await scene.count("SELECT count(*) FROM answer") == 1, "a number of an option is the answer"


async def test_an_edited_value_of_the_pace_is_corrected_until_a_button_says_otherwise(
    scene: Scene, ada: Person
) -> None:
    await scene.do(ada.send("/pace"))
    await scene.do(ada.tap(say("pace-change-tasks")))
    sent = await ada.send("15")
    await scene.quiet()
    await scene.do(ada.edit(sent, "25"))
    assert "Questions a day: at most 25" in from_bot(ada)[-1].words
    await scene.do(ada.tap(say("pace-change-tasks")))
    await scene.do(ada.tap("at most 50"))
    await scene.do(ada.edit(sent, "35"))
    assert await scene.count("SELECT tasks_a_day FROM contributor WHERE tasks_a_day IS NOT NULL") == 50


async def test_a_task_that_was_shown_later_goes_before_the_pace(
    scene: Scene, rita: Person, ada: Person
) -> None:
    await scene.do(ada.send("/pace"))
    await scene.do(ada.tap(say("pace-change-tasks")))
    scene.clock.move(seconds=5)
    await launch(rita, tasks_csv("Sky", "Sea"))
    await scene.later(seconds=1)
    await ada.sees("Sky")
    await scene.do(ada.send("2"))
    assert await scene.count("SELECT count(*) FROM answer WHERE label = 1") == 1
    assert await scene.count("SELECT count(*) FROM contributor WHERE tasks_a_day IS NOT NULL") == 0


async def test_who_comes_with_the_name_of_a_city_is_welcomed(scene: Scene) -> None:
    ada = scene.person("Ada")
    await scene.do(ada.send("Madrid"))
    await ada.sees("Welcome!")
    await scene.do(ada.tap(say("button-consent")))
    await ada.sees(say("card-idle"))
    assert await scene.count("SELECT count(*) FROM contributor WHERE zone = 'Europe/Madrid'") == 1


async def test_a_pause_says_until_when_can_be_made_longer_and_ended_where_it_stands(scene: Scene) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await scene.do(ada.send("/pause"))
    await scene.do(ada.tap("3 days", on=await ada.sees(say("paused"))))
    told = await ada.sees("You’re taking a break until 2027-01-18, 08:00 (UTC).")
    await scene.do(ada.tap("A week", on=told))
    told = await ada.sees("You’re taking a break until 2027-01-22, 08:00 (UTC).")
    await scene.do(ada.tap(say("pause-open"), on=told))
    told = await ada.sees(say("paused"))
    await scene.do(ada.tap(say("button-resume"), on=told))
    await ada.sees(say("card-idle"))
    await scene.do(ada.tap("3 days", on=told))
    assert ada.toasts[-1].text == say("pause-over")
    assert buttons(await ada.sees(say("pause-over"))) == []


async def test_a_forged_choice_changes_nothing(scene: Scene) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await ada.send("/pace")
    shown = await ada.sees(say("pace-head"))
    for data in ("k1:t:99", "k1:m:0", "z1:Europe/Atlantis", "x1:z:999:999", "z1:../etc/passwd", "b1:400"):
        await (await ada.tap(data=data, on=shown)).answer()
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM contributor WHERE zone IS NOT NULL") == 0
    assert await scene.count("SELECT count(*) FROM contributor WHERE tasks_a_day IS NOT NULL") == 0


async def test_no_more_people_are_written_to_than_a_task_needs(scene: Scene, rita: Person) -> None:
    people = [scene.person(f"Ada {number}") for number in range(6)]
    await agree(*people)
    for person in people:
        await scene.do(person.send_location(40.1, -3.9))
    await scene.later(minutes=60)
    before = [len(from_bot(person)) for person in people]
    await launch(rita, tasks_csv("Sky"), least="2", most="2")
    for _ in range(4):
        await scene.later(seconds=1)
    after = [len(from_bot(person)) for person in people]
    assert sum(after) - sum(before) == 2


async def test_who_was_there_a_moment_ago_has_the_next_task_at_once(scene: Scene, rita: Person) -> None:
    people = [scene.person(f"Ada {number}") for number in range(4)]
    await agree(*people)
    await launch(rita, tasks_csv("Sky", "Sea", "Sun", "Sand"), least="1", most="1")
    await scene.later(seconds=1)
    for person in people:
        await person.gets(
            lambda message: any(word in message.words for word in ("Sky", "Sea", "Sun", "Sand")),
            what="a task",
        )


async def test_a_digest_comes_in_place_of_pushes_and_leads_to_the_next_task(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await ada.send("/pace")
    shown = await ada.sees(say("pace-head"))
    await scene.do(ada.tap("Digest", on=shown))
    await scene.do(ada.tap("at 18:00"))
    await ada.sees(say("pace-ask-areas"))
    await scene.do(ada.send_location(40.1, -3.9))  # Madrid: 9:00 there
    await ada.sees("Daily digest instead of messages: at 18:00")
    await scene.do(ada.send("/next"))
    await ada.sees(say("card-idle-digest", time="18:00"))
    await launch(rita, tasks_csv("Sky", "Sea"), least="1", most="1")
    before = len(from_bot(ada))
    for _ in range(8):
        await scene.later(minutes=60)
    assert len(from_bot(ada)) == before
    await scene.later(minutes=65)
    digest = await ada.sees("Colours: 2 questions")
    await scene.later(seconds=10)
    assert len(from_bot(ada)) == before + 1
    await scene.do(ada.tap(say("button-begin"), on=digest))
    await ada.sees("Sky")
    await scene.do(ada.tap("Red"))
    await scene.stop()
    await scene.start()
    for _ in range(24):
        await scene.later(minutes=60)
    told = await ada.sees("You’ve given one answer since the last one.")
    assert "One question you answered has been decided, the way you answered." in told.words
