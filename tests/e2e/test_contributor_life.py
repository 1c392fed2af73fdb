"""A contributor's life with the bot: subscribing, getting messages, pausing and leaving."""

import hashlib

import pytest
from bot_scene import (
    Scene,
    agree,
    buttons,
    by_both_ways,
    data_of,
    from_bot,
    launch,
    live_keyboards,
    say,
    tasks_csv,
)

from handlers.answering.screens import consent_text
from handlers.texts import texts_in
from playground import Person

pytestmark = by_both_ways


async def test_start_welcomes_says_what_answers_are_for_and_asks_for_consent(scene: Scene) -> None:
    ada = scene.person("Ada")
    await ada.send("/start")
    welcome = await ada.sees("Welcome!")
    assert "your answers are stored with a number instead of your name" in welcome.words
    assert buttons(welcome) == ["I agree, start answering", "Ask people something"]


async def test_consent_is_stored_with_version_hash_and_time(scene: Scene) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await scene.quiet()
    text_hash = hashlib.sha256(consent_text(texts_in("en")).encode()).hexdigest()
    found = await scene.count(
        "SELECT count(*) FROM consent WHERE contributor_id = :id AND version = 1 AND text_hash = :hash"
        " AND given_at = :at",
        id=ada.id,
        hash=text_hash,
        at=scene.clock(),
    )
    assert found == 1


async def test_nothing_is_asked_before_consent(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await ada.send("/start")
    await ada.send("/next")
    await scene.later(minutes=1)
    assert not [message for message in ada.chat if "Sky" in message.words]
    assert await scene.count("SELECT count(*) FROM assignment") == 0


async def test_the_welcome_turns_into_the_first_card(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await ada.send("/start")
    welcome = await ada.sees("Welcome!")
    await scene.do(ada.tap("I agree"))
    card = await ada.sees("Sky")
    assert card.id == welcome.id
    assert card.words == "Colours\nWhich colour is it?\n\nSky"
    assert buttons(card) == ["Red", "Blue", "Skip"]
    assert len(from_bot(ada)) == 1


async def test_who_waits_is_written_to_when_there_is_more_and_the_old_card_loses_its_buttons(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    idle = await ada.sees(say("card-idle"))
    await launch(rita, tasks_csv("Rose"), name="Flowers")
    await scene.later(seconds=30)
    card = await ada.sees("Rose")
    assert card.id > idle.id
    assert [message.id for message in live_keyboards(ada)] == [card.id]


async def test_next_shows_the_card_anew_at_the_end_of_the_chat(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    before = await ada.sees("Sky")
    await scene.do(ada.send("/next"))
    card = await ada.sees("Sky")
    assert card.id > before.id
    assert card.id == ada.chat[-1].id
    assert [message.id for message in live_keyboards(ada)] == [card.id]
    assert await scene.count("SELECT count(*) FROM assignment") == 1


async def test_pause_gives_the_task_to_others_and_resume_goes_on(scene: Scene, rita: Person) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky"), least="1", target="60")
    await agree(ada)
    await ada.sees("Sky")
    await agree(eve)
    await eve.sees(say("card-idle"))
    await scene.do(ada.send("/pause"))
    await ada.sees(say("paused"))
    await scene.later(seconds=5)
    await eve.sees("Sky")
    await launch(rita, tasks_csv("Rose"), name="Flowers")
    await scene.later(minutes=1)
    assert not [message for message in ada.chat if "Rose" in message.words]
    await scene.do(ada.send("/next"))
    await scene.do(ada.tap("Continue", on=await ada.sees(say("still-paused"))))
    await ada.sees("Rose")


async def test_resume_by_command(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await scene.do(ada.send("/pause"))
    since = ada.revision
    await ada.send("/resume")
    await ada.sees("Sky", since=since)


async def test_stop_ends_the_consent_and_start_asks_for_it_again(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    card = await ada.sees("Sky")
    red = data_of(card, "Red")
    await scene.do(ada.send("/stop"))
    await ada.sees(say("left"))
    assert live_keyboards(ada) == []
    toast = await (await ada.tap(data=red, on=card)).answer()
    assert toast.text == say("refused-unsubscribed")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer") == 0
    assert await scene.count("SELECT count(*) FROM consent WHERE revoked_at IS NULL") == 0
    since = ada.revision
    await ada.send("/start")
    await ada.sees(say("consent-text"), since=since)


@pytest.mark.parametrize("command", ["/pause", "/stop"])
async def test_who_never_subscribed_is_told_so(scene: Scene, command: str) -> None:
    ada = scene.person("Ada")
    await ada.send(command)
    await ada.sees(say("not-subscribed"))


@pytest.mark.parametrize(
    "payload",
    ["p999999999999999999", "p", "px", "p_", "p_nothing", "g_", "x" * 64, "p1 p2", "'; DROP TABLE task"],
)
async def test_a_broken_link_does_no_harm(scene: Scene, payload: str) -> None:
    ada = scene.person("Ada")
    await scene.do(ada.send(f"/start {payload}"))
    assert len(from_bot(ada)) == 1
    since = ada.revision
    await scene.do(ada.send("/start"))
    await ada.sees("Welcome!", since=since)
    await scene.do(ada.tap("I agree", on=ada.last))
    await ada.sees(say("card-idle"))
    assert await scene.count("SELECT count(*) FROM inbox WHERE attempts > 0") == 0


@pytest.mark.parametrize(
    ("language", "spoken"), [("es", "es"), ("es-MX", "es"), ("en", "en"), ("de", "en"), (None, "en")]
)
async def test_everybody_is_spoken_to_in_their_language(
    scene: Scene, language: str | None, spoken: str
) -> None:
    ada = scene.person("Ada", language=language)
    await ada.send("/start")
    welcome = await ada.sees(consent_text(texts_in(spoken)))
    assert buttons(welcome) == [texts_in(spoken)(key) for key in ("button-consent", "button-ask")]


async def test_a_spanish_contributor_reads_spanish_on_the_card_and_in_answers(
    scene: Scene, rita: Person
) -> None:
    ada, say = scene.person("Ada", language="es-MX"), texts_in("es")
    await launch(rita, tasks_csv("Cielo"), options="Rojo, Azul")
    await ada.send("/start")
    await ada.sees(consent_text(say))
    await scene.do(ada.tap(say("button-consent")))
    card = await ada.sees("Cielo")
    assert buttons(card) == ["Rojo", "Azul", say("button-skip")]
    assert (await (await ada.tap("Azul")).answer()).text == say("answer-saved")
    await ada.sees(say("card-given", {"answer": "Azul", "about": "Cielo"}))


async def test_who_blocks_the_bot_gives_the_task_to_others_and_unblocking_brings_them_back(
    scene: Scene, rita: Person
) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky"), least="1", target="60")
    await agree(ada)
    await ada.sees("Sky")
    await agree(eve)
    await eve.sees(say("card-idle"))
    ada.block()
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM contributor WHERE state = 'BLOCKED'") == 1
    await scene.later(seconds=5)
    await eve.sees("Sky")
    n_sent = len(ada.chat)
    await scene.later(minutes=1)
    assert len(ada.chat) == n_sent
    ada.unblock()
    await scene.quiet()
    await scene.do(ada.send("hello again"))
    await ada.sees(say("card-idle"))


async def test_a_message_in_a_group_is_passed_over(scene: Scene, ada: Person) -> None:
    group = {
        "message_id": 5,
        "date": int(scene.clock.now_s),
        "chat": {"id": -100123, "type": "supergroup", "title": "Friends"},
        "from": {"id": ada.id, "is_bot": False, "first_name": "Ada"},
        "text": "/next",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
    }
    n_calls = scene.telegram.count("sendMessage")
    scene.telegram.world.updates.put("message", group)
    await scene.quiet()
    assert scene.telegram.count("sendMessage") == n_calls
