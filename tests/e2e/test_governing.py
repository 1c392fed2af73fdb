"""Admins rule over bad people and bad projects, and contributors report what should not be here."""

import pytest
from bot_scene import Scene, agree, at_work, buttons, data_of, from_bot, launch, say, tasks_csv

from bot.jobs import follow_admins, update_panels
from handlers import taps
from playground import Message, Person
from usecases.governing.overseeing.oversee import OverseeScreen

ADMIN_ID = 4242
NOT_ADMIN = "refused-not-admin"


@pytest.fixture
async def open_to_all(stage: Scene) -> Scene:
    """A bot that everybody may use to ask people, with one admin."""
    await stage.start(open_requesters=True, admin_ids=frozenset({ADMIN_ID}))
    return stage


@pytest.fixture
async def admin(open_to_all: Scene) -> Person:
    admin = open_to_all.person("Alan", id=ADMIN_ID)
    await admin.send("/help")
    await admin.sees("/reports")
    return admin


async def typed(person: Person, text: str, answer: str) -> Message:
    """Let somebody type a text, and return the message that answers it."""
    since = person.revision
    await person.send(text)
    return await person.sees(answer, since=since)


async def pressed(person: Person, key: str, on: Message, answer: str) -> Message:
    """Let somebody press a button by its sentence, and return the message that comes of it."""
    since = person.revision
    await (await person.tap(data=data_of(on, say(key)), on=on)).answer()
    return await person.sees(answer, since=since)


async def report(person: Person, key: str) -> Message:
    """Let somebody report their task for a reason."""
    for step in ("button-skip", "button-report", key):
        since = person.revision
        await (await person.tap(say(step))).answer()
        if step == "button-skip":
            await person.sees(say("card-skip"), since=since)
        elif step == "button-report":
            await person.sees(say("card-report"), since=since)
    return await person.sees(say("report-sent"), since=since)


async def test_somebody_banned_gets_one_sentence_to_every_command_and_button(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    ada = await at_work(open_to_all, rita)
    card = ada.last
    answer = next(button.data for row in card.buttons for button in row)
    await typed(admin, f"/ban {ada.id} sent <b>spam</b>", say("ban-done", person=str(ada.id)))
    await ada.sees(f"{say('banned', reason='')}sent <b>spam</b>")
    await ada.sees(say("card-banned"))
    refused = f"{say('banned-from-all', reason='')}sent <b>spam</b>"
    for text in ("/start", "/next", "/help", "/projects", "/results", "/pace", "/stop", "hello", "/nonsense"):
        await typed(ada, text, refused)
    await ada.send_document("tasks.csv", tasks_csv("Sky").encode())
    toast = await (await ada.tap(data=answer, on=card)).answer()
    assert toast.text == say("banned-press")
    await open_to_all.quiet()
    assert await open_to_all.count("SELECT count(*) FROM answer") == 0
    assert await open_to_all.count("SELECT count(*) FROM project") == 1
    await typed(admin, f"/unban {ada.id} a mistake", say("unban-done", person=str(ada.id)))
    await ada.sees(say("unbanned", reason="a mistake"))
    await typed(ada, "/next", "Which colour is it?")


async def test_a_ban_that_cannot_be_read_is_explained(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    await rita.send("/help")
    await rita.sees("/start")
    for text in ("/ban", f"/ban {rita.id}", "/ban Rita spam", f"/ban {rita.id} discard", "/ban -5 x"):
        await typed(admin, text, say("ban-how"))
    await typed(admin, f"/unban {rita.id}", say("unban-how"))
    await typed(admin, f"/ban {rita.id} {'x' * 301}", say("reason-long", found=301, most=300))
    await typed(admin, "/ban 987654321 spam", say("ban-unknown", person="987654321"))
    await typed(admin, f"/ban {ADMIN_ID} me", say("ban-self"))
    await open_to_all.quiet()
    assert await open_to_all.count("SELECT count(*) FROM ban") == 0


async def test_an_admin_finds_pauses_resumes_and_cancels_anybodys_project(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky", "Rose"))
    listed = await typed(admin, "/projects all", "Everybody’s projects")
    assert f"requester {rita.id}" in listed.words
    since = admin.revision
    await admin.tap("Project 1")
    project = await admin.sees("Question: Which colour is it?", since=since)
    assert "Red · Blue" in project.words
    assert say("button-results") not in buttons(project)
    task = await pressed(admin, "button-show-task", project, "Sky")
    assert not [text for text in buttons(task) if text == say("button-results")]
    await pressed(admin, "button-hold", project, "Type the reason")
    await typed(admin, "asks for <i>names</i>", say("overseen-held", project="Colours"))
    await rita.sees("An admin has paused your project “Colours”. The reason: asks for <i>names</i>")
    toast = await (await rita.tap(data="p1:1:r", on=rita.last)).answer()
    assert not toast.text
    await rita.sees("so only an admin can resume it. The reason: asks for <i>names</i>")
    since = admin.revision
    await admin.send("/projects all")
    await admin.sees("paused by an admin", since=since)
    since = admin.revision
    await admin.tap("Project 1")
    held = await admin.sees("Reason: asks for <i>names</i>", since=since)
    await pressed(admin, "button-release", held, "State: running")
    await rita.sees(say("project-released", project="Colours"))
    await pressed(admin, "button-end", held, "Type the reason")
    await typed(admin, "enough", say("overseen-ended", project="Colours"))
    await rita.sees("An admin has cancelled your project “Colours”. The reason: enough")
    audit = await typed(admin, "/audit 1", "Page 1 of 1")
    for words in (
        f"{rita.id} launched project 1",
        f"admin {ADMIN_ID} paused project 1",
        "resumed",
        "cancelled",
    ):
        assert words in audit.words


async def test_commands_that_cannot_use_what_follows_them_say_what_they_take(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    for text in ("/projects foo", "/projects all x", "/projects all 1 2"):
        await typed(admin, text, say("projects-how", admin="yes"))
    await typed(admin, "/reports xyz", say("reports-how"))
    await typed(admin, "/reports 1", say("reports-none"))
    await typed(rita, "/projects foo", say("projects-how", admin="no"))
    await typed(rita, "/projects all x", say(NOT_ADMIN))


async def test_a_reason_can_be_given_up(open_to_all: Scene, admin: Person, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky"))
    await typed(admin, "/projects all", "Everybody’s projects")
    since = admin.revision
    await admin.tap("Project 1")
    project = await admin.sees("Question:", since=since)
    await pressed(admin, "button-hold", project, "Type the reason")
    await typed(admin, "/cancel", say("cancelled-reason"))
    assert await open_to_all.count("SELECT count(*) FROM project WHERE state = 'RUNNING'") == 1


async def test_reports_of_one_project_come_in_one_message_until_they_pause_it(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky", "Rose", "Sea"), least="3")
    people = [open_to_all.person(name) for name in ("Ada", "Ben", "Cyd")]
    await agree(*people)
    thanks = await report(people[0], "report-harmful")
    await pressed(people[0], "button-words", thanks, say("report-words"))
    await typed(people[0], "It <b>hurts</b>", say("report-words-added"))
    await open_to_all.tick(update_panels)
    first = await admin.sees("One person reported it: 1 × illegal or harmful")
    assert "• It <b>hurts</b>" in first.words
    assert str(people[0].id) not in first.words
    await report(people[1], "report-spam")
    await open_to_all.tick(update_panels)
    await open_to_all.later(minutes=2)
    both = await admin.sees("2 people reported it")
    assert both.id == first.id
    n_messages = len(from_bot(admin))
    await report(people[2], "report-harmful")
    await open_to_all.tick(update_panels)
    await rita.sees(say("project-held-reports", project="Colours"))
    held = await admin.sees("paused because of reports")
    assert (held.id > first.id, len(from_bot(admin))) == (True, n_messages + 1)
    listed = await typed(admin, "/reports", "Reported projects")
    assert "reported by 3 people" in listed.words
    await pressed(admin, "button-release", held, "State: running")
    for person in people:
        await person.sees(say("report-dismissed", project="Colours"))
    await typed(admin, "/reports", say("reports-none"))
    assert not [message for message in from_bot(rita) if "illegal" in message.words]


async def test_reports_that_an_admin_has_not_seen_are_not_dismissed(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky", "Rose", "Sea"), least="3")
    people = [open_to_all.person(name) for name in ("Ada", "Ben", "Cyd")]
    await agree(*people)
    await report(people[0], "report-spam")
    await open_to_all.tick(update_panels)
    seen = await admin.sees("State: running")
    for person in people[1:]:
        await report(person, "report-harmful")
    since = admin.revision
    toast = await (await admin.tap(data=data_of(seen, say("button-dismiss")), on=seen)).answer()
    assert toast.text == say("overseen-over")
    now = await admin.sees("paused because of reports", since=since)
    assert say("button-release") in buttons(now)
    assert await open_to_all.count("SELECT count(*) FROM task_report WHERE state = 'OPEN'") == 3


@pytest.mark.parametrize("wrong", ["/audit yesterday", "/audit 99999999999999999999"])
async def test_an_audit_of_nothing_that_can_be_is_explained(admin: Person, wrong: str) -> None:
    await typed(admin, wrong, say("audit-how"))


async def test_the_audit_says_why_something_was_reported_in_words(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    ada = await at_work(open_to_all, rita)
    await report(ada, "report-personal")
    await typed(admin, "/audit", f"{ada.id} reported a task of project 1: asks for personal data")


async def test_a_place_is_no_reason(open_to_all: Scene, admin: Person, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky"))
    await typed(admin, "/projects all", "Everybody’s projects")
    since = admin.revision
    await admin.tap("Project 1")
    project = await admin.sees("Question:", since=since)
    await pressed(admin, "button-hold", project, "Type the reason")
    since = admin.revision
    await admin.send_location(52.5, 13.4)
    await admin.sees(say("unfit-reason"), since=since)
    await typed(admin, "sells watches", say("overseen-held", project="Colours"))


async def test_a_report_is_answered_by_a_ban(open_to_all: Scene, admin: Person, rita: Person) -> None:
    ada = await at_work(open_to_all, rita)
    await report(ada, "report-personal")
    await open_to_all.tick(update_panels)
    panel = await admin.sees("One person reported it")
    await pressed(admin, "button-ban-requester", panel, "Type the reason")
    await typed(admin, "asked for passwords", say("ban-done", person=str(rita.id)))
    await rita.sees(say("banned", reason="asked for passwords"))
    await ada.sees(say("report-acted", project="Colours"))
    await open_to_all.tick(follow_admins)
    await ada.sees(say("card-held"))


async def test_a_reply_to_a_report_bans_the_requester(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    ada = await at_work(open_to_all, rita)
    await report(ada, "report-spam")
    await open_to_all.tick(update_panels)
    panel = await admin.sees("One person reported it")
    await typed(admin, "/ban", say("ban-how"))
    since = admin.revision
    await admin.send("/ban discard sells watches", reply_to=panel)
    await admin.sees(say("ban-discarding", person=str(rita.id)), since=since)
    await rita.sees(f"{say('banned', reason='')}sells watches")


@pytest.mark.parametrize(
    "text",
    ["/ban 71 x", "/unban 71 x", "/reports", "/audit", "/audit csv", "/projects all", "/revoke 71 x"],
)
async def test_nobody_else_rules(open_to_all: Scene, rita: Person, text: str) -> None:
    await typed(rita, text, say(NOT_ADMIN))


async def test_forged_buttons_of_admins_are_refused(open_to_all: Scene, admin: Person, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky"))
    eve = open_to_all.person("Eve")
    await agree(eve)
    before = await open_to_all.count("SELECT count(*) FROM event")
    forged = [
        *(taps.OverseeTap(screen, 1, 0).pack() for screen in OverseeScreen),
        *(taps.OverseeActTap(1, action).pack() for action in taps.OverseeAction),  # type: ignore[arg-type]
        taps.BanTap(int(rita.id)).pack(),
        taps.DiscardTap(int(rita.id)).pack(),
    ]
    for data in forged:
        toast = await (await eve.tap(data=data, on=eve.last)).answer()
        assert toast.text == say(NOT_ADMIN), data
    words = await (await eve.tap(data=taps.WordsTap(1).pack(), on=eve.last)).answer()
    assert words.text == say("report-over")
    await open_to_all.quiet()
    assert await open_to_all.count("SELECT count(*) FROM event") == before
    assert await open_to_all.count("SELECT count(*) FROM expecting WHERE what = 'REASON'") == 0


async def test_an_admin_whose_right_was_withdrawn_does_not_finish_what_they_began(
    open_to_all: Scene, admin: Person, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky"))
    await typed(admin, "/projects all", "Everybody’s projects")
    since = admin.revision
    await admin.tap("Project 1")
    project = await admin.sees("Question:", since=since)
    await pressed(admin, "button-hold", project, "Type the reason")
    await open_to_all.quiet()
    await open_to_all.stop()
    await open_to_all.start(open_requesters=True, admin_ids=frozenset())
    await typed(admin, "because", say(NOT_ADMIN))
    await open_to_all.quiet()
    assert await open_to_all.count("SELECT count(*) FROM project WHERE state = 'RUNNING'") == 1
    assert await open_to_all.count("SELECT count(*) FROM expecting WHERE what = 'REASON'") == 0


async def test_the_audit_comes_as_a_file(open_to_all: Scene, admin: Person, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky"))
    await admin.send("/audit csv")
    lines = (await admin.downloads(".csv")).decode("utf-8-sig").splitlines()
    assert lines[0] == '"at","kind","actor","about","project","reason","told"'
    assert f'"{admin.id} became an admin in the bot’s settings"' in lines[1]
    assert f'"{rita.id} imported a file with one task as project 1"' in lines[2]
    assert f'"{rita.id} launched project 1"' in lines[-1]
