"""How requesters announce something, what they see of it, and how sending survives stops and kills."""

import pytest
from bot_scene import Scene, agree, buttons, data_of, from_bot, launch, live_keyboards, say, tasks_csv
from faulty_network import answer_lost, refused

from bot.jobs import announce
from playground import Person

ADMIN = 77


async def people_of(scene: Scene, rita: Person, *names: str) -> list[Person]:
    """People who have answered in a project of Rita's, here a moment ago."""
    people = [scene.person(name) for name in names]
    await agree(*people)
    await launch(rita, tasks_csv("Sky", "Sea"))
    await scene.tick()
    for person in people:
        await scene.do(person.send("/next"))
        await scene.do(person.tap("Blue"))
    return people


async def write(scene: Scene, author: Person, text: str) -> None:
    """Choose the project, type the text, and look at it."""
    await author.send("/announce")
    await author.sees(say("announcement-choose"))
    await scene.do(author.tap("Colours"))
    await scene.do(author.send(text))


def news(person: Person) -> list[str]:
    """What somebody got of announcements."""
    return [message.words for message in from_bot(person) if message.words.startswith("News")]


async def test_an_announcement_is_written_looked_at_and_brought_to_those_who_answered(
    scene: Scene, rita: Person
) -> None:
    ada, ben = await people_of(scene, rita, "Ada", "Ben")
    eve = scene.person("Eve")
    await agree(eve)
    await write(scene, rita, "Thank you! A *new* part begins <soon>.")
    look = await rita.sees("2 people will get this")
    assert "A *new* part begins <soon>." in look.words
    assert news(ada) == []
    tap = await rita.tap(say("button-announcement-send", people=2))
    assert (await tap.answer()).text == say("announcement-goes")
    await scene.quiet()
    await scene.tick(announce)
    await scene.later(seconds=4)
    await scene.tick(announce)
    for person in (ada, ben):
        assert news(person) == ["News about Colours\n\nThank you! A *new* part begins <soon>."]
    assert news(eve) == []
    assert news(rita) == []
    shown = await rita.sees("Your announcement is out")
    assert shown.id == look.id
    assert "Sent: 2 of 2" in shown.words
    assert buttons(shown) == []


async def test_progress_is_shown_in_place_and_a_stop_ends_it(scene: Scene, rita: Person) -> None:
    ada, ben = await people_of(scene, rita, "Ada", "Ben")
    await scene.do(ada.send_location(35.7, 139.7))  # Tokyo
    await scene.later(minutes=6 * 60)  # 23:00 there
    await scene.do(ben.send("/next"))
    await write(scene, rita, "Hello")
    look = await rita.sees("2 people will get this")
    await scene.do(rita.tap(say("button-announcement-send", people=2)))
    await scene.tick(announce)
    await scene.later(seconds=4)
    await scene.tick(announce)
    going = await rita.sees("Sent: 1 of 2, waiting for their time: 1")
    assert going.id == look.id
    await scene.do(rita.tap(say("button-announcement-stop")))
    await scene.tick(announce)
    stopped = await rita.sees("Sent: 1 of 2, not sent: 1")
    assert "Your announcement was stopped" in stopped.words
    await scene.later(minutes=10 * 60)
    await scene.tick(announce)
    assert (len(news(ada)), len(news(ben))) == (0, 1)


async def test_a_night_is_waited_for_and_a_restart_forgets_nobody(scene: Scene, rita: Person) -> None:
    ada, ben = await people_of(scene, rita, "Ada", "Ben")
    await scene.do(ada.send_location(35.7, 139.7))
    await scene.later(minutes=6 * 60)
    await scene.do(ben.send("/next"))
    await write(scene, rita, "Hello")
    await scene.do(rita.tap(say("button-announcement-send", people=2)))
    await scene.tick(announce)
    await scene.stop()
    await scene.start()
    for _ in range(8):
        await scene.tick(announce)
        assert news(ada) == []
        await scene.later(minutes=60)
    for _ in range(3):
        await scene.later(minutes=30)
        await scene.tick(announce)
    assert (len(news(ada)), len(news(ben))) == (1, 1)
    await scene.later(seconds=4)
    await scene.tick(announce)
    await rita.sees("Your announcement is out")


async def test_who_wants_no_more_gets_no_more_until_they_do(scene: Scene, rita: Person) -> None:
    (ada,) = await people_of(scene, rita, "Ada")
    for text in ("One", "Two"):
        await write(scene, rita, text)
        if text == "One":
            await scene.do(rita.tap(say("button-announcement-send", people=1)))
            await scene.tick(announce)
            tap = await ada.tap(say("button-mute"))
            assert (await tap.answer()).text == say("muted")
            await scene.quiet()
    await rita.sees(say("announcement-look", people=0))
    assert all(say("button-mute") not in buttons(message) for message in live_keyboards(ada))
    await ada.send("/pace")
    await ada.sees("Announcements: no")
    await scene.do(ada.tap(say("pace-change-announcements")))
    await scene.do(ada.tap("yes"))
    await scene.do(rita.tap(say("button-announcement-rewrite")))
    await scene.do(rita.send("Three"))
    await scene.do(rita.tap(say("button-announcement-send", people=1)))
    await scene.tick(announce)
    assert [words.split("\n")[-1] for words in news(ada)] == ["One", "Three"]


async def test_a_text_that_is_too_long_is_refused_and_can_be_sent_again(scene: Scene, rita: Person) -> None:
    await people_of(scene, rita, "Ada")
    await write(scene, rita, "a" * 3501)
    await rita.sees(say("refused-text-too-long", found=3501, most=3500))
    await scene.do(rita.send("short"))
    await rita.sees("One person will get this")
    await scene.do(rita.tap(say("button-announcement-drop")))
    await rita.sees(say("announcement-dropped"))
    await scene.do(rita.send("Is anybody there?"))
    assert news(rita) == []


async def test_more_than_the_setting_allows_wait_for_the_next_day(stage: Scene, rita: Person) -> None:
    await stage.start(announcements_a_day=1)
    (ada,) = await people_of(stage, rita, "Ada")
    for text in ("One", "Two"):
        await write(stage, rita, text)
        await stage.do(rita.tap(say("button-announcement-send", people=1)))
        await stage.tick(announce)
    await rita.sees(say("refused-too-many-announcements", most=1))
    await stage.later(minutes=25 * 60)
    await stage.do(ada.send("/next"))
    await stage.do(rita.tap(say("button-announcement-send", people=1)))
    await stage.tick(announce)
    assert len(news(ada)) == 2


async def test_only_admins_tell_everybody_something(stage: Scene, rita: Person) -> None:
    await stage.start(admin_ids=frozenset({ADMIN}))
    boss = stage.person("Boss", id=ADMIN)
    await people_of(stage, rita, "Ada")
    eve = stage.person("Eve")
    await agree(eve)
    await rita.send("/announce")
    asked = await rita.sees(say("announcement-choose"))
    assert say("button-announce-everybody") not in buttons(asked)
    await boss.send("/announce")
    offered = await boss.sees(say("announcement-choose"))
    tap = await rita.tap(on=asked, data=data_of(offered, say("button-announce-everybody")))
    assert (await tap.answer()).text == say("refused-not-admin")
    await stage.do(boss.tap(say("button-announce-everybody")))
    await stage.do(boss.send("The bot rests tonight."))
    await stage.do(boss.tap(say("button-announcement-send", people=2)))
    await stage.tick(announce)
    assert news(eve) == ["News\n\nThe bot rests tonight."]


async def test_nobody_steers_the_announcement_of_somebody_else(scene: Scene, rita: Person) -> None:
    (ada,) = await people_of(scene, rita, "Ada")
    await write(scene, rita, "Mine")
    look = await rita.sees("One person will get this")
    data = data_of(look, say("button-announcement-send", people=1))
    stranger = scene.person("Mallory")
    await agree(stranger)
    await stranger.send("/projects")
    shown = await stranger.sees(say("projects-none"))
    tap = await stranger.tap(on=shown, data=data)
    assert (await tap.answer()).text == say("refused-not-found")
    await scene.quiet()
    await scene.tick(announce)
    assert news(ada) == []


async def test_who_is_gone_is_counted_as_not_reached(scene: Scene, rita: Person) -> None:
    ada, ben = await people_of(scene, rita, "Ada", "Ben")
    await write(scene, rita, "Hello")
    await scene.do(rita.tap(say("button-announcement-send", people=2)))
    scene.faults.plan("sendMessage", refused(403, "Forbidden: user is deactivated"))
    await scene.tick(announce)
    await scene.later(seconds=4)
    await scene.tick(announce)
    await rita.sees("Sent: 1 of 2, not reached: 1")
    assert len(news(ada)) + len(news(ben)) == 1


async def test_what_may_have_arrived_is_not_sent_again_and_a_press_proves_it(
    scene: Scene, rita: Person
) -> None:
    (ada,) = await people_of(scene, rita, "Ada")
    await write(scene, rita, "Hello")
    await scene.do(rita.tap(say("button-announcement-send", people=1)))
    scene.faults.plan("sendMessage", answer_lost)
    await scene.tick(announce)
    await scene.later(seconds=4)
    await scene.tick(announce)
    await rita.sees("Sent: 0 of 1, maybe not delivered: 1")
    await scene.do(ada.tap(say("button-mute")))
    await scene.later(seconds=4)
    await scene.tick(announce)
    await rita.sees("Sent: 1 of 1")
    assert len(news(ada)) == 1


@pytest.mark.parametrize("who", ["a stranger", "a requester without a project"])
async def test_who_has_nobody_to_tell_is_told_so(stage: Scene, who: str) -> None:
    is_requester = who != "a stranger"
    await stage.start(open_requesters=is_requester)
    person = stage.person("Ada")
    await person.send("/announce")
    await person.sees(say("projects-none" if is_requester else "refused-not-requester"))


async def test_the_panel_leads_to_an_announcement_and_stays(scene: Scene, rita: Person) -> None:
    (ada,) = await people_of(scene, rita, "Ada")
    panel = await rita.sees("State: running")
    await scene.do(rita.tap(say("button-announce"), on=panel))
    await rita.sees("One person who has answered in “Colours” will get it.")
    await scene.do(rita.send("Hello"))
    await scene.do(rita.tap(say("button-announcement-send", people=1)))
    await scene.tick(announce)
    assert len(news(ada)) == 1
    assert "Announce" in buttons(await rita.sees("State: running"))
