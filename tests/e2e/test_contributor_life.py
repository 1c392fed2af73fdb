"""A contributor's life with the bot: coming, answering, changing, skipping, pausing and leaving."""

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

from handlers.messages import consent_text
from handlers.texts import texts_in
from playground import Person

pytestmark = by_both_ways

SKIP_REASONS = {
    say("skip-dont-know"): "DONT_KNOW",
    say("skip-unclear"): "UNCLEAR",
    say("skip-broken"): "BROKEN",
    say("skip-not-for-me"): "NOT_FOR_ME",
}


async def test_start_welcomes_says_what_answers_are_for_and_asks_for_consent(scene: Scene) -> None:
    ada = scene.person("Ada")
    await ada.send("/start")
    welcome = await ada.sees("Welcome!")
    assert "your answers are stored with a number instead of your name" in welcome.words
    assert buttons(welcome) == ["I agree, let’s go"]


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
    assert "You answered: Blue" in second.words
    assert buttons(second)[-1] == say("button-change")


async def test_when_nothing_is_left_the_card_says_so_and_keeps_the_change_button(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    idle = await ada.sees(say("card-idle"))
    assert "You answered: Red" in idle.words
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
    after = await ada.sees("You answered: Blue")
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
    tap = await ada.tap("Red")
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
    await rita.sees("is done.")
    scene.clock.move(minutes=14)
    await scene.do(ada.tap(say("button-change")))
    assert (await (await ada.tap("Blue")).answer()).text == say("answer-changed")
    await scene.quiet()
    since = rita.revision
    await rita.send("/results")
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
        "a1",
        "a1:",
        "a1:1",
        "a1:1:2:3",
        "a1:x:y",
        "a1:-1:0",
        "a1:１:0",
        "zz:1",
        "a1:9" * 12,
        "\x00",
        "💥",
        "p1:1:q",
        "a1:9999999999999999999:0",
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
    "data", ["a1:999999:0", "a1:9223372036854775807:0", "c1:77:1", "s1:5:UNCLEAR", "o1:5", "t1:5:SKIP:0"]
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
    assert buttons(asked) == [*SKIP_REASONS, "Back"]
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


@pytest.mark.parametrize("words", ["/next", "Where is my task?", "👍", "/nonsense"])
async def test_next_or_any_message_shows_the_card_anew_at_the_end_of_the_chat(
    scene: Scene, rita: Person, words: str
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    before = await ada.sees("Sky")
    await scene.do(ada.send(words))
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
    await scene.do(ada.tap("Go on", on=await ada.sees(say("still-paused"))))
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


async def test_help_names_every_command_that_somebody_may_use(scene: Scene, ada: Person) -> None:
    await ada.send("/help")
    words = (await ada.sees(say("help")[:20])).words
    for command in ("/next", "/pause", "/resume", "/stop", "/projects", "/results", "/help"):
        assert command in words


async def test_an_offer_that_waited_too_long_goes_on_and_may_come_back(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    card = await ada.sees("Sky")
    await scene.later(minutes=31)
    expired = await ada.sees(say("card-expired"))
    assert expired.id == card.id
    await scene.do(ada.tap("Go on"))
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


async def test_a_link_to_a_project_brings_its_tasks_first(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await launch(rita, tasks_csv("Rose"), name="Flowers")
    project = await scene.count("SELECT id FROM project WHERE name = 'Flowers'")
    await ada.send(f"/start p{project}")
    await ada.sees("Welcome!")
    await scene.do(ada.tap("I agree"))
    await ada.sees("Rose")


@pytest.mark.parametrize(
    "payload", ["p999999999999999999", "p", "px", "g_", "x" * 64, "p1 p2", "'; DROP TABLE task"]
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
    assert buttons(welcome) == [texts_in(spoken)("button-consent")]


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
    await ada.sees(say("card-given", {"option": "Azul"}))


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


async def test_messages_of_other_kinds_bring_the_card_too(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    before = await ada.sees("Sky")
    sticker = {
        "message_id": 900,
        "date": int(scene.clock.now_s),
        "chat": {"id": ada.id, "type": "private", "first_name": "Ada"},
        "from": {"id": ada.id, "is_bot": False, "first_name": "Ada"},
        "dice": {"emoji": "🎲", "value": 4},
    }
    scene.telegram.world.updates.put("message", sticker)
    await scene.quiet()
    assert (await ada.sees("Sky")).id > before.id


async def test_an_edited_message_is_not_taken(scene: Scene, ada: Person) -> None:
    assert scene.telegram.world.updates.put("edited_message", {"message_id": 1}) is None


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
