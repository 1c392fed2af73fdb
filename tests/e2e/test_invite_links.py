"""Inviting people to a project: what the requester gets, and what people see when they open the link."""

import pytest
from bot_scene import MINUTE_S, Scene, agree, buttons, data_of, fill_in, from_bot, launch, say, tasks_csv
from faulty_network import Fault, answer_lost, call_lost

from handlers.announcing.invite_screens import draw_link
from playground import Message, Person


async def invitation(requester: Person, project: str = "Colours", *, since: int = 0) -> Message:
    """The message with a project's link and its numbers."""
    return await requester.sees(f"Invite people to “{project}”", since=since)


def link_in(message: Message) -> str:
    """The link that a message holds."""
    return next(word for word in message.words.split() if word.startswith("https://t.me/"))


def payload_of(message: Message) -> str:
    """What the link in a message starts the bot with."""
    return link_in(message).rpartition("?start=")[2]


async def test_after_launch_the_requester_gets_a_link_a_picture_of_it_and_words_to_forward(
    scene: Scene, rita: Person
) -> None:
    await agree(scene.person("Ada"), scene.person("Ben"))
    await scene.later(minutes=60)
    await agree(scene.person("Cleo"))
    await launch(rita, tasks_csv("Sky"))
    numbers = await invitation(rita)
    assert "3 people can be asked now (one of them is online)." in numbers.words
    assert "opened the link" not in numbers.words
    link = link_in(numbers)
    assert link.startswith(f"https://t.me/{scene.bot.application.bot.username}?start=p_")
    (copy,) = (button for row in numbers.buttons for button in row)
    assert (copy.text, copy.other) == ("Copy the link", {"copy_text": {"text": link}})
    picture = await rita.gets("photo")
    assert picture.photo is not None
    assert picture.photo.data == draw_link(link)
    assert picture.words.startswith("Colours\nWhich colour is it?\n")
    assert picture.words.endswith(link)
    panel = await rita.sees("State: running")
    assert numbers.id < picture.id < panel.id, "the panel changes with each answer, and stays in sight"
    assert data_of(panel, "Invite people")
    assert not any("Launch" in buttons(message) for message in from_bot(rita))


@pytest.mark.parametrize("fault", [answer_lost, call_lost])
async def test_the_panel_of_a_new_project_comes_even_where_its_first_sending_is_lost(
    scene: Scene, rita: Person, fault: Fault
) -> None:
    await fill_in(rita, tasks_csv("Sky"))
    await scene.quiet()
    scene.faults.plan("sendMessage", fault)
    await scene.do(rita.tap("Launch"))
    await scene.later(seconds=30)
    assert scene.faults.left == 0
    panel = await rita.sees("State: running")
    assert panel.id == from_bot(rita)[-1].id
    await scene.do(rita.tap("Pause", on=panel))
    await rita.sees("State: paused")


async def test_who_opens_the_link_is_welcomed_to_the_project_and_gets_it_first(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await launch(rita, tasks_csv("Rose"), name="Flowers <b>&")
    await ada.start(payload_of(await invitation(rita, "Flowers <b>&")))
    await ada.sees("You’ve been invited to Flowers <b>&.")
    await ada.sees("Welcome")
    await scene.do(ada.tap("I agree"))
    await ada.sees("Rose")


async def test_a_subscribed_person_gets_the_project_at_once(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await ada.sees("Sky")
    await launch(rita, tasks_csv("Rose"), name="Flowers")
    await scene.do(ada.start(payload_of(await invitation(rita, "Flowers"))))
    assert "Rose" in from_bot(ada)[-1].words


async def test_where_people_got_who_came_stands_on_the_panel_and_beside_the_link(
    scene: Scene, rita: Person
) -> None:
    ada, ben = scene.person("Ada"), scene.person("Ben")
    await launch(rita, tasks_csv("Sky"))
    panel = await rita.sees("State: running")
    payload = payload_of(await invitation(rita))
    for person in (ada, ben):
        await scene.do(person.start(payload))
    await scene.do(ada.tap("I agree"))
    await scene.do(ada.tap("Red"))
    await scene.later(seconds=MINUTE_S)
    await rita.sees("Invite link: opened by 2, 1 subscribed, 1 answered")
    since = rita.revision
    toast = await (await rita.tap("Invite people", on=panel)).answer()
    assert toast.text == say("invite-coming")
    numbers = await invitation(rita, since=since)
    assert payload_of(numbers) == payload
    assert "So far, 2 people have opened the link. 1 subscribed, 1 answered" in numbers.words


async def test_another_requester_reads_nothing_of_it(scene: Scene, rita: Person) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky"))
    panel = await rita.sees("State: running")
    await scene.do(ada.start(payload_of(await invitation(rita))))
    await launch(eve, tasks_csv("Rose"), name="Flowers")
    assert "opened" not in (await invitation(eve, "Flowers")).words
    await scene.quiet()
    n_sent = len(eve.chat)
    toast = await (
        await eve.tap(data=data_of(panel, "Invite people"), on=await invitation(eve, "Flowers"))
    ).answer()
    assert toast.text == say("refused-not-found")
    await scene.quiet()
    assert len(eve.chat) == n_sent


async def test_who_comes_after_the_end_is_told_so(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    panel = await rita.sees("State: running")
    payload, invite = payload_of(await invitation(rita)), data_of(panel, "Invite people")
    await scene.do(rita.tap("Cancel"))
    await scene.do(rita.tap("Yes, end it for good"))
    await ada.start(payload)
    await ada.sees("Colours has ended and doesn’t need any more answers.")
    await ada.sees("Welcome")
    assert "Invite people" not in buttons(await rita.sees("State: cancelled"))
    toast = await (await rita.tap(data=invite, on=panel)).answer()
    assert (toast.text, toast.show_alert) == (say("invite-none"), True)


async def test_a_project_for_named_people_says_whom_its_link_is_for(scene: Scene, rita: Person) -> None:
    ada, ben = scene.person("Ada"), scene.person("Ben")
    await launch(rita, f"text,contributors\nSky,{ada.id}\n", least="1", most="1")
    numbers = await invitation(rita)
    assert "None of them (1) can be asked yet." in numbers.words
    await scene.do(ben.start(payload_of(numbers)))
    await ben.sees("Colours is only for people chosen in advance, and you aren’t one of them.")
    await scene.do(ada.start(payload_of(numbers)))
    await scene.do(ada.tap("I agree"))
    await ada.sees("Sky")


async def test_everything_about_an_invitation_is_there_in_spanish(scene: Scene, rita: Person) -> None:
    ana = scene.person("Ana", language="es")
    await launch(rita, tasks_csv("Sky"))
    await ana.start(payload_of(await invitation(rita)))
    await ana.sees("Te han invitado a Colours.")
