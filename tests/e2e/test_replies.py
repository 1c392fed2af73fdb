"""Whatever people send, whatever they are doing, they get a fitting reply, and it never acts on the wrong thing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import pytest
from bot_scene import (
    ANSWERS,
    Scene,
    agree,
    buttons,
    by_both_ways,
    fill_in,
    from_bot,
    launch,
    live_keyboards,
    say,
    tasks_csv,
)

from playground import Message, Person
from storage.tx import Tx

#: The smallest picture that Telegram takes.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)
#: The task of somebody else's project: it may be shown to nobody who did not ask for it.
TASK = "Sky"

#: What a person can send that is no text.
MEDIA: dict[str, Callable[[Person], Awaitable[object]]] = {
    "photo": lambda person: person.send_photo(PNG),
    "album": lambda person: person.send_album(PNG, PNG, PNG),
    "voice": lambda person: person.send_voice(b"OggS"),
    "video": lambda person: person.send_video(b"film"),
    "video note": lambda person: person.send_video_note(b"film"),
    "audio": lambda person: person.send_audio(b"ID3"),
    "sticker": lambda person: person.send_sticker(b"RIFF"),
    "contact": lambda person: person.send_contact("+990000000001"),
    "dice": lambda person: person.send_dice(),
}
#: Texts that fit nothing anywhere.
COMMANDS: dict[str, Callable[[Person], Awaitable[object]]] = {
    "unknown command": lambda person: person.send("/xyzzy"),
    "mistyped command": lambda person: person.send("/nxt"),
    "command for another bot": lambda person: person.send("/next@another_bot"),
}
UNFIT = {**MEDIA, **COMMANDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Somewhere:
    """Where somebody is, and what every reply to what does not fit holds there."""

    person: Person
    words: tuple[str, ...]


Setting = Callable[[Scene], Awaitable[Somewhere]]


async def _other_project(scene: Scene) -> None:
    await launch(scene.person("Otto"), tasks_csv(TASK, "Rose", "Sea"), name="Colours")


async def a_stranger(scene: Scene) -> Somewhere:
    return Somewhere(person=scene.person("Ada"), words=("Welcome!",))


async def somebody_with_nothing_to_do(scene: Scene) -> Somewhere:
    person = scene.person("Ada")
    await agree(person)
    return Somewhere(person=person, words=("/next", "/help"))


async def somebody_with_a_card(scene: Scene) -> Somewhere:
    person = scene.person("Ada")
    await agree(person)
    await scene.do(person.send("/next"))
    return Somewhere(person=person, words=("tap one of the buttons",))


async def somebody_who_changes_an_answer(scene: Scene) -> Somewhere:
    there = await somebody_with_a_card(scene)
    await scene.do(there.person.tap("Red"))
    await scene.do(there.person.tap(say("button-change")))
    return there


async def somebody_who_has_paused(scene: Scene) -> Somewhere:
    person = scene.person("Ada")
    await agree(person)
    await scene.do(person.send("/pause"))
    return Somewhere(person=person, words=(say("still-paused"),))


async def somebody_who_has_left(scene: Scene) -> Somewhere:
    person = scene.person("Ada")
    await agree(person)
    await scene.do(person.send("/stop"))
    return Somewhere(person=person, words=("Welcome!",))


async def a_requester_at(scene: Scene, *, step: int, subscribed: bool = False) -> Somewhere:
    """In the dialogue, after so many answers; perhaps with tasks of others to answer besides."""
    person = scene.person("Rita")
    if subscribed:
        await agree(person)
    await scene.do(person.send_document("reviews.csv", tasks_csv("One", "Two").encode()))
    for text in (ANSWERS["question"], ANSWERS["options"])[:step]:
        await scene.do(person.send(text))
    if step > 2:
        await scene.do(person.tap("More"))
    if step > 3:
        await scene.do(person.tap(("Name", "Stop when 95", "At least", "At most", "End date")[step - 4]))
    return Somewhere(person=person, words=("reviews",))


async def a_requester_changing_a_rule(scene: Scene) -> Somewhere:
    person = scene.person("Rita")
    await launch(person, tasks_csv("One", "Two"), name="Mine")
    await scene.do(person.tap(say("button-rules")))
    await scene.do(person.tap("At most"))
    return Somewhere(person=person, words=("Mine", "/cancel"))


async def somebody_writing_an_announcement(scene: Scene) -> Somewhere:
    person = scene.person("Rita")
    await launch(person, tasks_csv("One", "Two"), name="Mine")
    await scene.do(person.tap(say("button-announce")))
    return Somewhere(person=person, words=("announcement", "/cancel"))


async def a_requester_asked_about_a_file(scene: Scene) -> Somewhere:
    person = scene.person("Rita")
    rows = b"It arrived on time and works well\nIt broke after a week\nThe colour is wrong\n"
    await scene.do(person.send_document("reviews.csv", rows))
    assert "heading" in from_bot(person)[-1].words
    return Somewhere(person=person, words=("reviews.csv",))


async def somebody_looking_at_an_announcement(scene: Scene) -> Somewhere:
    there = await somebody_writing_an_announcement(scene)
    await scene.do(there.person.send("Hello, all of you"))
    return Somewhere(person=there.person, words=("hasn’t been sent yet", "/cancel"))


async def a_requester_with_nothing_to_do(scene: Scene) -> Somewhere:
    person = scene.person("Rita")
    await launch(person, tasks_csv("One", "Two"), name="Mine")
    return Somewhere(person=person, words=("/projects", "/help"))


async def somebody_choosing_quiet_hours(scene: Scene) -> Somewhere:
    person = scene.person("Ada")
    await agree(person)
    await scene.do(person.send("/pace"))
    await scene.do(person.tap(say("pace-change-quiet")))
    return Somewhere(person=person, words=("quiet hours", "/cancel"))


SETTINGS: dict[str, Setting] = {
    "stranger": a_stranger,
    "nothing to do": somebody_with_nothing_to_do,
    "card": somebody_with_a_card,
    "changing an answer": somebody_who_changes_an_answer,
    "paused": somebody_who_has_paused,
    "left": somebody_who_has_left,
    **{f"step {step + 1}": partial(a_requester_at, step=step) for step in range(9)},
    "step 3, subscribed": partial(a_requester_at, step=2, subscribed=True),
    "changing a rule": a_requester_changing_a_rule,
    "writing an announcement": somebody_writing_an_announcement,
    "asked about a file": a_requester_asked_about_a_file,
    "looking at an announcement": somebody_looking_at_an_announcement,
    "requester": a_requester_with_nothing_to_do,
    "choosing quiet hours": somebody_choosing_quiet_hours,
}


async def unfit_replies(scene: Scene, there: Somewhere) -> list[str]:
    """Send everything that fits nothing; return the kinds whose reply does not fit either."""
    wrong = []
    for kind, send in UNFIT.items():
        new = await _replies(scene, there.person, send)
        words = "\n".join(message.words for message in new)
        if kind == "command for another bot":
            fits = not new
        elif kind in COMMANDS:
            fits = "/help" in words and len(new) == 1
        else:
            fits = all(word in words for word in there.words) and 1 <= len(new) <= 2 and TASK not in words
        if not fits:
            wrong.append(f"{kind}: {words!r}")
    return wrong


async def _replies(
    scene: Scene, person: Person, send: Callable[[Person], Awaitable[object]]
) -> list[Message]:
    """Let a person send something, as if nothing had been hinted at before; return the messages that come."""
    await scene.database.run(_forget_hints)
    last = max((message.id for message in person.chat), default=0)
    await scene.do(send(person))
    return [message for message in from_bot(person) if message.id > last]


def _forget_hints(tx: Tx) -> None:
    tx.execute("DELETE FROM hint")


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
async def test_what_fits_nothing_is_told_what_would(scene: Scene, setting: Setting) -> None:
    if setting is not somebody_with_nothing_to_do:
        await _other_project(scene)
    assert await unfit_replies(scene, await setting(scene)) == []


#: Where no text is asked for, and what is said to some there: whoever has nothing to do hears just that.
NO_TEXT = {
    "stranger": "Welcome!",
    "nothing to do": say("card-idle"),
    "card": "tap one of the buttons",
    "changing an answer": "tap one of the buttons",
    "paused": say("still-paused"),
    "left": "Welcome!",
    "asked about a file": "reviews.csv",
    "looking at an announcement": "hasn’t been sent yet",
    "requester": "/projects",
    "step 3": "Ready",
    "step 4": "reviews",
    "choosing quiet hours": "23-7",
}


@pytest.mark.parametrize(("name", "words"), NO_TEXT.items())
async def test_text_that_nobody_asked_for_has_a_reply_that_fits(scene: Scene, name: str, words: str) -> None:
    if name != "nothing to do":
        await _other_project(scene)
    there = await SETTINGS[name](scene)
    for text in ("Good morning!", "23"):
        new = await _replies(scene, there.person, lambda person, text=text: person.send(text))
        assert 1 <= len(new) <= 2
        assert words in "\n".join(message.words for message in new)
        assert not any(TASK in message.words for message in new)


@pytest.mark.parametrize("name", SETTINGS)
async def test_a_place_sets_the_clock_and_whatever_waits_is_named(scene: Scene, name: str) -> None:
    await _other_project(scene)
    there = await SETTINGS[name](scene)
    new = await _replies(scene, there.person, lambda person: person.send_location(40.1, -3.9))
    assert await scene.count("SELECT count(*) FROM contributor WHERE zone = 'Europe/Madrid'") == 1
    words = "\n".join(message.words for message in new)
    waits = name.startswith("step") or name in {
        "changing a rule",
        "writing an announcement",
        "asked about a file",
    }
    welcomed = name in {"stranger", "left", "requester", "looking at an announcement"}
    told = there.words if waits else ("Welcome!",) if welcomed else ("(Madrid)",)
    assert all(word in words for word in told)


async def test_a_typed_option_is_the_answer_and_the_next_task_comes_below_it(scene: Scene) -> None:
    ada = await _with_card(scene)
    for text, label in (("rEd ", 0), ("2", 1), ("/1", 0)):
        await scene.do(ada.send(text))
        assert (
            await scene.count("SELECT label FROM answer ORDER BY answered_at DESC, assignment_id DESC")
            == label
        )
    assert await scene.count("SELECT count(*) FROM answer") == 3
    assert say("card-idle") in from_bot(ada)[-1].words


@by_both_ways
async def test_a_repeated_update_of_a_typed_option_is_one_answer(scene: Scene) -> None:
    ada = await _with_card(scene)
    sent = await ada.send("Red")
    await scene.quiet()
    scene.telegram.world.tell("message", scene.telegram.world.chats[ada.id], sent)
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer") == 1


async def test_what_was_typed_before_a_task_was_shown_is_no_answer_to_it(scene: Scene) -> None:
    ada = await _with_card(scene)
    await scene.stop()
    await ada.send("Red")
    await ada.send("Red")
    scene.clock.move(seconds=5)
    await scene.start()
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer") == 1
    assert say("typed-too-early") in [message.words for message in from_bot(ada)]


async def test_other_text_on_a_card_is_hinted_at_once_and_brings_no_card(scene: Scene) -> None:
    ada = await _with_card(scene)
    before = len(from_bot(ada))
    for text in ("Hello", "Hm", "What is this?"):
        await scene.do(ada.send(text))
    assert [message.words for message in from_bot(ada)][before:] == [
        say("refused-option-expected", option="Red", most=2)
    ]
    scene.clock.move(minutes=11)
    await scene.do(ada.send("Still there?"))
    told, card = from_bot(ada)[-2:]
    assert (told.words, TASK in card.words) == (say("refused-option-expected", option="Red", most=2), True)
    assert len(live := [message for message in from_bot(ada) if message.buttons]) == 1
    assert live[0].id == card.id


async def test_a_typed_option_changes_the_answer_that_is_being_changed(scene: Scene) -> None:
    ada = await _with_card(scene)
    await scene.do(ada.tap("Red"))
    await scene.do(ada.tap(say("button-change")))
    await scene.do(ada.send("blue"))
    assert await scene.count("SELECT count(*) FROM answer") == 2
    assert await scene.count("SELECT label FROM answer ORDER BY version DESC") == 1


async def test_cancel_leaves_every_dialogue_and_says_so(scene: Scene) -> None:
    await _other_project(scene)
    for number, setting in enumerate(SETTINGS.values()):
        there = await setting(scene)
        since = there.person.revision
        await scene.do(there.person.send("/cancel"))
        await there.person.sees("OK" if _is_dialogue(setting) else "nothing to cancel", since=since)
        await scene.do(there.person.send("/cancel"))
        assert "nothing to cancel" in from_bot(there.person)[-1].words, number


async def test_a_cancelled_draft_is_kept_and_goes_on_where_it_was(scene: Scene) -> None:
    rita = (await a_requester_at(scene, step=0)).person
    await scene.do(rita.send("/cancel"))
    await scene.do(rita.send("Which colour is it?"))
    assert from_bot(rita)[-1].words == say("unfit-requester")
    await scene.do(rita.tap(say("button-go-on")))
    await scene.do(rita.send("Which colour is it?"))
    await rita.sees("Which options can people choose from?")


async def test_a_cancelled_announcement_reaches_nobody(scene: Scene) -> None:
    there = await somebody_writing_an_announcement(scene)
    await scene.do(there.person.send("/cancel"))
    await scene.do(there.person.send("Hello, all of you"))
    assert (
        await scene.count("SELECT count(*) FROM announcement WHERE text IS NOT NULL OR state = 'DRAFT'") == 0
    )


async def test_commands_work_in_any_case_and_in_the_middle_of_a_dialogue(scene: Scene) -> None:
    rita = (await a_requester_at(scene, step=2)).person
    since = rita.revision
    await scene.do(rita.send("/HELP"))
    await rita.sees("/announce", since=since)
    since = rita.revision
    await scene.do(rita.send("/Projects"))
    await rita.sees(say("projects-head"), since=since)


async def test_the_summary_comes_below_what_was_typed_in_vain(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("One"))
    await scene.quiet()
    old = from_bot(rita)[-1]
    await scene.do(rita.send("OK go"))
    told, summary = from_bot(rita)[-2:]
    assert told.words == say("unfit-ready", project="Colours")
    assert "Launch" in [button.text for row in summary.buttons for button in row]
    assert [message.id for message in from_bot(rita) if message.id == old.id and message.buttons] == []


async def test_each_text_in_vain_gets_a_reply_where_no_card_is_in_the_way(scene: Scene) -> None:
    for number, setting in enumerate((a_requester_with_nothing_to_do, somebody_looking_at_an_announcement)):
        person = (await setting(scene)).person
        for text in ("Hello", "Hm", "What is this?"):
            before = len(from_bot(person))
            await scene.do(person.send(text))
            assert len(from_bot(person)) > before, (number, text)


async def test_each_text_in_vain_brings_the_summary(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("One"))
    for text in ("OK go", "Launch it"):
        await scene.do(rita.send(text))
        assert from_bot(rita)[-2].words == say("unfit-ready", project="Colours")


async def test_a_second_file_says_what_becomes_of_the_first_draft(scene: Scene) -> None:
    rita = (await a_requester_at(scene, step=1)).person
    asked = from_bot(rita)[-1]
    await scene.do(rita.send_document("more.csv", tasks_csv("Three").encode()))
    assert any(message.words == say("put-aside", project="reviews", launched=0) for message in from_bot(rita))
    assert asked.id not in [message.id for message in live_keyboards(rita)]
    await scene.do(rita.send("/projects"))
    assert len(buttons(from_bot(rita)[-1])) == 2


async def test_a_file_sent_while_an_announcement_is_written_begins_no_project(scene: Scene) -> None:
    there = await somebody_writing_an_announcement(scene)
    await scene.do(there.person.send_document("more.csv", tasks_csv("Three").encode()))
    assert all(word in from_bot(there.person)[-1].words for word in there.words)
    assert await scene.count("SELECT count(*) FROM project") == 1


async def test_the_file_of_somebody_who_may_not_ask_is_refused_in_words(stage: Scene) -> None:
    await stage.start(open_requesters=False)
    ada = stage.person("Ada")
    await agree(ada)
    await stage.do(ada.send_document("tasks.csv", tasks_csv("One").encode()))
    assert from_bot(ada)[-1].words == say("unfit-file")


async def test_several_lines_are_no_name(scene: Scene) -> None:
    rita = (await a_requester_at(scene, step=4)).person
    await scene.do(rita.send("\n".join(f"Review {number}" for number in range(10))))
    assert from_bot(rita)[-1].words == say("refused-name-lines", lines=10)


async def test_a_place_sent_in_a_dialogue_sets_the_clock_and_the_dialogue_still_waits(scene: Scene) -> None:
    rita = (await a_requester_at(scene, step=1)).person
    await scene.do(rita.send_location(40.1, -3.9))
    assert [message.words for message in from_bot(rita)[-2:]] == [
        say("zone-saved", city="Madrid"),
        say("unfit-step", content="a location", project="reviews", waiting=say("waiting-options")),
    ]


async def test_next_in_a_dialogue_says_where_what_is_typed_goes(scene: Scene) -> None:
    await _other_project(scene)
    rita = (await a_requester_at(scene, step=1, subscribed=True)).person
    since = rita.revision
    await scene.do(rita.send("/next"))
    await rita.sees(TASK, since=since)
    await rita.sees(say("still-setting-up", project="reviews"), since=since)
    await scene.do(rita.send("Red"))
    assert await scene.count("SELECT count(*) FROM answer") == 0


async def test_a_forwarded_option_or_command_does_nothing(scene: Scene) -> None:
    ada = await _with_card(scene)
    otto = scene.person("Otto")
    option, command = await otto.send("Red"), await otto.send("/stop")
    await scene.do(ada.forward(option, from_chat=otto), ada.forward(command, from_chat=otto))
    assert await scene.count("SELECT count(*) FROM answer") == 0
    assert from_bot(ada)[-1].words == say("unfit-forwarded-order")
    assert await scene.count("SELECT count(*) FROM contributor WHERE state = 'LEFT'") == 0


async def _with_card(scene: Scene) -> Person:
    await _other_project(scene)
    return (await somebody_with_a_card(scene)).person


def _is_dialogue(setting: Setting) -> bool:
    return setting not in {
        a_stranger,
        somebody_with_nothing_to_do,
        somebody_with_a_card,
        somebody_who_has_paused,
        somebody_who_has_left,
        a_requester_with_nothing_to_do,
    }
