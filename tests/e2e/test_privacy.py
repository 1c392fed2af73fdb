"""What people can read, get and have deleted of what is stored about them."""

import json
import sqlite3
from contextlib import closing

import pytest
from bot_scene import Scene, agree, from_bot, launch, say, tasks_csv

from bot.jobs import forget, forget_people
from crowd.ids import ContributorId
from playground import Person
from storage.database import path_of
from usecases.people.forget_person import forget_person

ADA_ID = 6_148_914_691
RITA_ID = 5_987_654_321


async def forget_me(scene: Scene, person: Person) -> None:
    """Send /forget, say yes twice, and let the rest be deleted."""
    await person.send("/forget")
    await person.sees("Shall I forget you?")
    await (await person.tap(say("button-forget"))).answer()
    await person.sees(say("forget-surely"))
    await (await person.tap(say("button-forget-surely"))).answer()
    await person.sees(say("forget-done"))
    await scene.quiet()
    await scene.tick(forget_people, forget, forget_people)


def traces(scene: Scene, *sought: str | int) -> list[str]:
    """Where the database's files still hold a text or a number, as SQLite writes it."""
    path = path_of(scene.settings.database_url)
    found = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        content = file.read_bytes() if file.exists() else b""
        for one in sought:
            forms = [str(one).encode()]
            if isinstance(one, int):
                forms.append(one.to_bytes(6, "big"))
            found += [f"{one} in {file.name}" for form in forms if form in content]
    return found


@pytest.fixture
async def eve(scene: Scene, rita: Person) -> Person:
    """A contributor with a large id, one answer and a card."""
    person = scene.person("Eve", id=ADA_ID)
    await launch(rita, tasks_csv("Sky", "Rose", "Sea"))
    await agree(person)
    await (await person.tap("Red")).answer()
    await scene.quiet()
    return person


# /privacy


async def test_a_stranger_reads_the_policy_and_what_they_would_agree_to(scene: Scene) -> None:
    person = scene.person("Eve")
    await person.send("/privacy")
    page = await person.sees(say("privacy-rights"))
    for part in ("privacy-who", "privacy-contact-none", "privacy-stored", "privacy-why", "privacy-seen"):
        assert say(part) in page.words
    assert "365 days" in page.words
    await (await person.tap(say("button-consent-text"))).answer()
    await person.sees(say("consent-text"))
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM contributor") == 0


async def test_the_policy_says_what_the_operator_has_set(stage: Scene) -> None:
    await stage.start(
        privacy_contact="<a&b>@example.org", privacy_url="https://example.org/p?a=1&b=2", retention_days=0
    )
    person = stage.person("Eva", language="es")
    await person.send("/privacy")
    page = await person.sees("<a&b>@example.org")
    assert "https://example.org/p?a=1&b=2" in page.words
    assert "tus datos se quedan" in page.words


@pytest.mark.parametrize("role", ["stranger", "contributor", "requester"])
async def test_the_help_leads_to_the_policy(scene: Scene, rita: Person, role: str) -> None:
    person = scene.person("Eve") if role != "requester" else rita
    if role == "contributor":
        await agree(person)
    if role == "requester":
        await rita.send_document("Colours.csv", tasks_csv("Sky").encode())
        await rita.sees("What do you want to ask")
    await person.send("/help")
    page = await person.sees("/mydata")
    assert "/forget" in page.words
    await (await person.tap(say("button-privacy"))).answer()
    await person.sees(say("privacy-who"))


# /mydata


async def test_a_contributor_gets_everything_in_one_file(scene: Scene, eve: Person, rita: Person) -> None:
    await (await eve.tap("Change")).answer()
    await scene.quiet()
    since = eve.revision
    await eve.send("/mydata")
    await eve.sees(say("mydata"), since=since)
    data = json.loads(await eve.downloads("mydata.json", since=since))
    assert data["format"] == 2
    assert data["telegram_id"] == ADA_ID
    tables = data["tables"]
    assert tables["contributor"][0]["state"] == "ACTIVE"
    assert tables["contributor"][0]["created_at"].startswith("2027-")
    assert len(tables["consent"]) == 1
    (answer,) = tables["answer"]
    assert answer["shown_answer"] == "Red"
    assert "credit" not in answer
    assert {row["shown_project"] for row in tables["assignment"]} == {"Colours"}
    assert str(rita.id) not in json.dumps(data)


async def test_a_requester_gets_their_projects_and_no_id_of_anybody_else(
    scene: Scene, eve: Person, rita: Person
) -> None:
    await rita.send("/mydata")
    text = (await rita.downloads("mydata.json")).decode()
    tables = json.loads(text)["tables"]
    assert [project["name"] for project in tables["project"]] == ["Colours"]
    assert [(question["text"], question["config"]) for question in tables["question"]] == [
        ("Which colour is it?", {"options": ["Red", "Blue"]})
    ]
    assert str(eve.id) not in text


async def test_the_file_comes_at_most_once_in_two_minutes(scene: Scene, ada: Person) -> None:
    for _ in range(2):
        await ada.send("/mydata")
        await scene.quiet()
    await ada.sees(say("mydata-soon"))
    scene.clock.move(minutes=3)
    await ada.send("/mydata")
    await scene.quiet()
    assert sum(message.document is not None for message in from_bot(ada)) == 2


@pytest.mark.parametrize("command", ["/mydata", "/forget"])
async def test_of_a_stranger_nothing_is_stored_not_even_then(scene: Scene, command: str) -> None:
    person = scene.person("Eve", id=ADA_ID)
    await person.send(command)
    await person.sees(say("forget-nothing"))
    await scene.quiet()
    for table in ("contributor", "hint"):
        assert await scene.count(f"SELECT count(*) FROM {table}") == 0


# /forget


async def test_nothing_of_a_forgotten_contributor_is_left_in_the_file(
    scene: Scene, eve: Person, rita: Person
) -> None:
    await eve.send("Madrid")
    await scene.quiet()
    assert traces(scene, ADA_ID)
    await forget_me(scene, eve)
    assert traces(scene, ADA_ID, "Madrid") == []
    # The answer stays, and counts; nobody is known to have given it.
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 1
    assert await scene.count("SELECT n_answers FROM project") == 1
    assert await scene.count("SELECT count(*) FROM forgetting") == 0
    since = rita.revision
    await rita.send("/results")
    await rita.sees("answers", since=since)


async def test_nothing_a_forgotten_requester_wrote_is_left_in_the_file(scene: Scene) -> None:
    ada, rita = scene.person("Ada"), scene.person("Rita", id=RITA_ID)
    await launch(rita, tasks_csv("Zanzibar", "Rose"), question="Is it quixotic?", options="Xylophone, Blue")
    await rita.send_document("Drafted.csv", tasks_csv("Yesteryear").encode())
    await rita.sees("What do you want to ask")
    await agree(ada)
    await ada.sees("quixotic")
    await (await ada.tap("Blue")).answer()
    await scene.quiet()
    words = ("Zanzibar", "quixotic", "Xylophone", "Drafted", "Yesteryear")
    assert len(traces(scene, *words)) >= len(words)
    await rita.send("/forget")
    asked = await rita.sees("Shall I forget you?")
    assert "Your 2 projects are deleted" in asked.words
    assert "One of your projects is still running" in asked.words
    await forget_me(scene, rita)
    # What the project showed on others' cards goes with the next screen.
    await scene.tick(forget, forget_people)
    assert traces(scene, RITA_ID, *words) == []
    assert await scene.count("SELECT count(*) FROM project") == 0
    await ada.sees(say("card-ended"))


async def test_old_buttons_bring_nobody_back(scene: Scene, eve: Person) -> None:
    card = eve.last
    data = [button.data for row in card.buttons for button in row if button.data]
    await forget_me(scene, eve)
    assert not [message for message in from_bot(eve) if message.buttons]
    for one in [
        *data,
        "y1:1",
        "r1",
        "w1",
        "k1:m:1",
        "b1:1",
        "u1:1",
        "g1",
        "z1:Europe/Madrid",
        "l1:0",
        "p1:1:o",
    ]:
        toast = await (await eve.tap(data=one, on=card)).answer()
        assert toast.text == say("refused-not-known"), one
    for one in ("Q1:a", "Q1:s", "Q1:k"):
        toast = await (await eve.tap(data=one, on=card)).answer()
        assert toast.text == say("forget-nothing")
    await scene.quiet()
    await scene.tick()
    assert await scene.count("SELECT count(*) FROM contributor WHERE id = :id", id=ADA_ID) == 0
    await scene.tick(forget_people)
    assert await scene.count("SELECT count(*) FROM inbox WHERE state = 'DEAD'") == 0


async def test_start_begins_as_for_a_stranger(scene: Scene, eve: Person) -> None:
    await forget_me(scene, eve)
    await agree(eve)
    await scene.quiet()
    assert (
        await scene.count("SELECT count(*) FROM contributor WHERE id = :id AND gone_at IS NULL", id=ADA_ID)
        == 1
    )
    assert await scene.count("SELECT count(*) FROM consent WHERE contributor_id = :id", id=ADA_ID) == 1
    await scene.tick(forget_people)
    assert await scene.count("SELECT count(*) FROM consent WHERE contributor_id = :id", id=ADA_ID) == 1


async def test_who_comes_back_at_once_is_not_forgotten_again(scene: Scene, eve: Person) -> None:
    await eve.send("/forget")
    await eve.sees("Shall I forget you?")
    await (await eve.tap(say("button-forget"))).answer()
    await eve.sees(say("forget-surely"))
    await (await eve.tap(say("button-forget-surely"))).answer()
    await eve.sees(say("forget-done"))
    # Nothing was deleted page by page yet.
    await agree(eve)
    await eve.sees("Rose")
    await (await eve.tap("Blue")).answer()
    await scene.quiet()
    for _ in range(3):
        await scene.tick(forget_people)
    answers = "SELECT count(*) FROM answer WHERE contributor_id"
    assert await scene.count(f"{answers} = :id", id=ADA_ID) == 1
    assert await scene.count(f"{answers} < 0") == 1
    assert await scene.count("SELECT count(*) FROM forgetting") == 0


async def test_the_second_question_is_good_for_ten_minutes(scene: Scene, eve: Person) -> None:
    await eve.send("/forget")
    await eve.sees("Shall I forget you?")
    await (await eve.tap(say("button-forget"))).answer()
    sure = await eve.sees(say("forget-surely"))
    scene.clock.move(minutes=11)
    toast = await (await eve.tap(say("button-forget-surely"), on=sure)).answer()
    assert toast.text == say("forget-again")
    assert await scene.count("SELECT count(*) FROM contributor WHERE id = :id", id=ADA_ID) == 1
    await scene.quiet()
    # It was asked once more, so the next press counts. The one after that meets a stranger.
    first = await eve.tap(data="Q1:s", on=sure)
    second = await eve.tap(data="Q1:s", on=sure)
    await first.answer()
    assert (await second.answer()).text == say("forget-nothing")
    await eve.sees(say("forget-done"))


async def test_a_forged_second_yes_is_asked_first(scene: Scene, eve: Person) -> None:
    toast = await (await eve.tap(data="Q1:s", on=eve.last)).answer()
    assert toast.text == say("forget-again")
    assert (
        await scene.count("SELECT count(*) FROM contributor WHERE id = :id AND created_at > 0", id=ADA_ID)
        == 1
    )


async def test_keeping_after_all_changes_nothing(scene: Scene, eve: Person) -> None:
    await eve.send("/forget")
    asked = await eve.sees("Shall I forget you?")
    await (await eve.tap(data="Q1:a", on=asked)).answer()
    sure = await eve.sees(say("forget-surely"))
    await (await eve.tap(say("button-forget-keep"), on=sure)).answer()
    await eve.sees(say("forget-kept"))
    # The question is withdrawn: its other button, pressed on an old screen, asks again.
    toast = await (await eve.tap(data="Q1:s", on=sure)).answer()
    assert toast.text == say("forget-again")
    assert await scene.count("SELECT count(*) FROM answer WHERE contributor_id = :id", id=ADA_ID) == 1


async def test_a_failure_in_the_middle_leaves_everything_and_is_tried_again(
    scene: Scene, eve: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def fail_once(*args: object, **kwargs: object) -> None:
        nonlocal calls
        calls += 1
        forget_person(*args, **kwargs)  # type: ignore[arg-type]
        if calls == 1:
            assert_nothing_is_committed(scene)
            raise RuntimeError("killed here")

    monkeypatch.setattr("usecases.people.forget_person.forget_person", fail_once)
    await eve.send("/forget")
    await eve.sees("Shall I forget you?")
    await (await eve.tap(say("button-forget"))).answer()
    await eve.sees(say("forget-surely"))
    await (await eve.tap(say("button-forget-surely"))).answer()
    await eve.sees(say("forget-done"))
    assert calls == 2


def assert_nothing_is_committed(scene: Scene) -> None:
    with closing(sqlite3.connect(path_of(scene.settings.database_url))) as reader:
        assert (
            reader.execute("SELECT count(*) FROM consent WHERE contributor_id = ?", [ADA_ID]).fetchone()[0]
            == 1
        )
        assert reader.execute("SELECT count(*) FROM forgetting").fetchone()[0] == 0


async def test_what_a_kill_left_is_deleted_after_the_next_start(stage: Scene, rita: Person) -> None:
    await stage.start()
    eve = stage.person("Eve", id=ADA_ID)
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(eve)
    await (await eve.tap("Red")).answer()
    await stage.quiet()
    await stage.database.run(forget_person, eve_id(eve), terms=stage.settings.terms, at=stage.clock())
    await stage.stop()
    assert traces(stage, ADA_ID)
    await stage.start()
    await stage.tick(forget_people)
    assert traces(stage, ADA_ID) == []


def eve_id(person: Person) -> ContributorId:
    return ContributorId(person.id)


async def test_in_a_group_the_commands_lead_to_the_private_chat(scene: Scene, ada: Person) -> None:
    group = scene.telegram.group("Friends", members=[ada])
    for command in ("/privacy", "/mydata", "/forget"):
        scene.clock.move(minutes=2)
        await group.send(ada, f"{command}@{scene.bot.application.bot.username}")
        await scene.quiet()
    assert await scene.count("SELECT count(*) FROM contributor WHERE created_at > 0") == 1


# Retention


async def test_who_left_is_forgotten_after_so_many_days_and_told_nothing(stage: Scene) -> None:
    await stage.start(retention_days=30)
    eve = stage.person("Eve", id=ADA_ID)
    await agree(eve)
    await eve.send("/stop")
    await stage.quiet()
    n_messages = len(from_bot(eve))
    await _days(stage, 29)
    assert await stage.count("SELECT count(*) FROM contributor WHERE id = :id", id=ADA_ID) == 1
    await _days(stage, 2)
    await stage.tick(forget, forget_people)
    assert traces(stage, ADA_ID) == []
    assert len(from_bot(eve)) == n_messages


async def test_subscribing_again_stops_the_clock(stage: Scene) -> None:
    await stage.start(retention_days=30)
    eve = stage.person("Eve", id=ADA_ID)
    await agree(eve)
    await eve.send("/stop")
    await stage.quiet()
    await _days(stage, 29)
    await agree(eve)
    await stage.quiet()
    await _days(stage, 100)
    assert await stage.count("SELECT count(*) FROM contributor WHERE id = :id", id=ADA_ID) == 1


@pytest.mark.parametrize("how", ["block", "never agree"])
async def test_blocking_and_never_agreeing_start_the_clock_too(stage: Scene, how: str) -> None:
    await stage.start(retention_days=30)
    eve = stage.person("Eve", id=ADA_ID)
    if how == "block":
        await agree(eve)
        eve.block()
    else:
        await eve.send("/start")
    await stage.quiet()
    await _days(stage, 31)
    assert await stage.count("SELECT count(*) FROM contributor WHERE id > 0") == 0


async def test_people_who_ask_and_who_are_kept_for_ever_are_not_forgotten(stage: Scene, rita: Person) -> None:
    await stage.start(retention_days=30)
    await launch(rita, tasks_csv("Sky"))
    await _days(stage, 100)
    assert await stage.count("SELECT count(*) FROM contributor WHERE id = :id", id=rita.id) == 1
    await stage.stop()
    await stage.start(retention_days=0)
    eve = stage.person("Eve", id=ADA_ID)
    await eve.send("/start")
    await stage.quiet()
    await _days(stage, 1000)
    assert await stage.count("SELECT count(*) FROM contributor WHERE id = :id", id=ADA_ID) == 1


async def _days(scene: Scene, days: int) -> None:
    scene.clock.move(minutes=days * 24 * 60)
    await scene.tick(forget_people)
