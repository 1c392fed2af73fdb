"""A requester's life with the bot: a file, the dialogue, the panel, the results."""

import contextlib
import csv
import io

from bot_scene import (
    COUNT_OPTIONS,
    Scene,
    agree,
    buttons,
    data_of,
    fill_in,
    from_bot,
    launch,
    live_keyboards,
    say,
    tasks_csv,
)

from playground import NotPossible, Person
from playground.people.person import PATIENCE_S


def table(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a result file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


async def file_named(person: Person, kind: str, *, since: int = 0) -> bytes:
    """Wait for the file whose name has this in it."""
    return await person.wait_for(
        lambda: (
            message.document.data
            for message in reversed(person.chat)
            if message.from_bot
            and message.revision > since
            and message.document
            and kind in message.document.name
        ),
        what=kind,
        wait_s=PATIENCE_S,
    )


async def test_a_file_is_answered_with_what_was_understood_and_the_first_task(
    scene: Scene, rita: Person
) -> None:
    file = "id,text,hypothesis,gold,contributors\na,It rains.,It is wet.,Yes,77 88\nb,Sun,Dry,,\n"
    await rita.send_document("rain_data.csv", file.encode())
    understood = (await rita.sees("I’ve read rain_data.csv: 2 tasks.")).words
    for words in (
        "Contributors will see: text, hypothesis.",
        say("file-keys"),
        say("file-gold", count=1),
        say("file-named", count=1),
    ):
        assert words in understood
    preview = await rita.sees("Preview: task 1 of 2")
    assert preview.words.endswith("text\nIt rains.\n\nhypothesis\nIt is wet.")
    assert "Yes" not in preview.words
    asked = await rita.sees("rain data · step 1 of 2")
    assert buttons(asked) == ["Name: rain data"]


async def test_three_taps_and_one_typed_line_lead_from_start_to_launched(scene: Scene, rita: Person) -> None:
    await rita.start()
    await rita.send_document("rain.csv", tasks_csv("Sky", "Sea").encode())
    asked = await rita.sees("rain · step 1 of 2")
    await scene.do(rita.send("Is it blue?"))
    options = await rita.sees("rain · step 2 of 2")
    sets = ["Yes · No", "Positive · Neutral · Negative", "1 · 2 · 3 · 4 · 5"]
    assert buttons(options) == [*sets, say("button-edit-kind"), "Back"]
    await scene.do(rita.tap("Yes · No"))
    # The forecast follows the summary.
    ready = await rita.sees("✅ Balanced: 95 % sure, 3 to 7 answers per task, about")
    for words in ("Ready to launch: rain", "Question: Is it blue?", "Options: Yes · No", "Tasks: 2"):
        assert words in ready.words
    assert buttons(ready) == ["Quick", "✅ Balanced", "Careful", "Launch", "Preview", "More…"]
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")
    assert rita.message(asked.id) is not None
    assert [message for message in live_keyboards(rita) if "step" in message.words] == []


async def test_an_effort_is_chosen_by_a_tap_or_by_exact_numbers(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("Sky", "Sea"), target="90", least="2", most="5")
    ready = await rita.sees("✅ Your own numbers: 90 % sure, 2 to 5 answers per task, about")
    assert buttons(ready)[:3] == ["Quick", "Balanced", "Careful"]
    for effort, numbers in (("Quick", "85 % sure, 2 to 4"), ("Careful", "99 % sure, 4 to 12")):
        await scene.do(rita.tap(effort))
        ready = await rita.sees(f"✅ {effort}: {numbers} answers per task, about")
        assert "Your own numbers" not in ready.words
        assert f"✅ {effort}" in buttons(ready)
    await scene.do(rita.send("soon"))
    await rita.sees(say("unfit-ready", project="Colours"))
    await scene.do(rita.send("7-3"))
    await rita.sees(say("refused-range-backwards", fewest=7, most=3))
    rule = (await scene.draft()).question.rule
    assert (rule.min_answers, rule.max_answers) == (4, 12)


async def test_every_step_can_be_corrected_before_the_launch(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("Sky"), question="Which?")
    corrections = (
        ("Name: ", "Hues", "Ready to launch: Hues"),
        ("Question: ", "What colour?", "Question: What colour?"),
        ("Options: ", "Green, Grey", "Options: Green · Grey"),
        ("Stop when 95 % sure", "80 %", "80 % sure"),
        ("At least 3", "4", "4 to 10 answers per task"),
        ("At most 10", "6", "4 to 6 answers per task"),
    )
    for button, typed, shown in corrections:
        await scene.do(rita.tap("More"))
        await scene.do(rita.tap(button))
        since = rita.revision
        await rita.send(typed)
        await rita.sees(shown, since=since)
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


async def test_back_asks_the_step_before_again(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("step 1 of 2")
    await rita.send("Which colour is it?")
    await rita.sees("step 2 of 2")
    since = rita.revision
    await rita.tap("Back")
    asked = await rita.sees("step 1 of 2", since=since)
    assert buttons(asked) == ["Which colour is it?"]


async def test_a_project_can_be_renamed_at_the_first_step(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("tasks · step 1 of 2")
    await scene.do(rita.tap("Name: tasks"))
    asked = await rita.sees("What should the project be called?")
    assert buttons(asked) == ["tasks", "Back"]
    await scene.do(rita.tap("Back"))
    await rita.sees("tasks · step 1 of 2")
    await scene.do(rita.tap("Name: tasks"))
    await scene.do(rita.send("Colours"))
    await rita.sees("Colours · step 1 of 2")


async def test_back_from_a_correction_leads_to_all_settings_and_changes_none(
    scene: Scene, rita: Person
) -> None:
    await fill_in(rita, tasks_csv("Sky"), question="Which?", target="83")
    await scene.quiet()
    ready = await rita.sees("Ready to launch: Colours")
    await scene.do(rita.tap("More"))
    settings = await rita.sees("All settings of “Colours”")
    assert buttons(settings) == [
        "Name: Colours",
        "Question: Which?",
        "Options: Red · Blue",
        "Stop when 83 % sure",
        "At least 3 answers",
        "At most 10 answers",
        "Stop when ahead by…",
        "Stop early if empty…",
        "End date or limit…",
        "Language: any",
        "Topic: any",
        "Delete draft…",
        "Back",
    ]
    for button in ("Name", "Stop when 83", "At most", "End date", "Language"):
        await scene.do(rita.tap(button))
        assert (await rita.sees("", since=settings.revision)).words != settings.words
        await scene.do(rita.tap("Back"))
        after = await rita.sees("All settings of “Colours”")
        assert (after.id, after.words, after.buttons) == (ready.id, settings.words, settings.buttons)
    await scene.do(rita.tap("Back"))
    after = await rita.sees("Ready to launch: Colours")
    assert (after.words, after.buttons) == (ready.words, ready.buttons)


async def test_a_button_of_an_earlier_step_is_outdated(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    old = data_of(await rita.sees("step 1 of 2"), "Name: tasks").replace("e1", "d1") + ":0"
    await rita.send("Which colour is it?")
    await rita.sees("step 2 of 2")
    toast = await (await rita.tap(data=old)).answer()
    assert toast.text.startswith(say("refused-outdated"))


async def test_an_unfinished_project_cannot_be_launched(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("step 1 of 2")
    toast = await (await rita.tap(data="p1:1:l", on=rita.last)).answer()
    assert toast.text == say("refused-incomplete")


async def test_the_draft_survives_a_restart_in_the_middle_of_the_dialogue(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("step 1 of 2")
    await rita.send("Which colour?")
    await rita.sees("step 2 of 2")
    await scene.stop()
    await rita.send("Red, Blue")
    await scene.start()
    await rita.sees("Ready to launch: tasks")
    await scene.do(rita.tap("Quick"))
    await scene.stop()
    await scene.start()
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("At most"))
    await scene.do(rita.tap("10"))
    words = (await rita.sees("Ready to launch: tasks")).words
    assert "Question: Which colour?" in words
    assert "Options: Red · Blue" in words
    assert "85 % sure, 2 to 10 answers" in words


async def test_a_draft_left_alone_is_taken_up_again_from_the_list(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("step 1 of 2")
    await rita.send("Which colour is it?")
    await rita.sees("step 2 of 2")
    await scene.do(rita.send("/projects"))
    await scene.do(rita.tap("tasks"))
    panel = await rita.sees("State: not launched yet")
    assert say("panel-unfinished") in panel.words
    since = rita.revision
    await rita.tap("Continue")
    await rita.sees("step 2 of 2", since=since)


async def test_a_draft_is_deleted_after_asking_twice_and_vanishes(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("Sky"), name="Keep")
    await fill_in(rita, tasks_csv("Sea"), name="Colours")
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("Delete draft…"))
    await rita.sees("Delete the draft “Colours”?")
    await scene.do(rita.tap("Back"))
    panel = await rita.sees("State: not launched yet")
    assert buttons(panel) == ["Launch", "Preview", "Edit", "Delete draft…"]
    launch_tap = data_of(panel, "Launch")
    await scene.do(rita.tap("Delete draft…", on=panel))
    await scene.do(rita.tap("Yes, delete it"))
    await rita.sees("I’ve deleted the draft “Colours”.")
    assert [message for message in live_keyboards(rita) if "Colours" in message.words] == []
    toast = await (await rita.tap(data=launch_tap, on=panel)).answer()
    assert toast.text == say("refused-not-found")
    await scene.do(rita.send("/projects"))
    assert buttons(await rita.sees("Your projects")) == ["Keep · draft"]
    await scene.do(rita.send("/results"))
    await rita.sees(say("results-none"))
    await scene.tick()
    assert await scene.count("SELECT count(*) FROM task") == 1


async def test_a_draft_has_no_results_whatever_button_asks_for_them(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("Sky"))
    for forged in ("p1:1:f", "p1:1:g", "f1:1:0", "p1:1:i"):
        toast = await (await rita.tap(data=forged)).answer()
        assert toast.text in {say("refused-not-launched"), say("refused-outdated"), say("invite-none")}
    assert not any(message.document for message in from_bot(rita))


async def test_results_come_in_the_chat_too_and_skips_with_their_reasons(scene: Scene, rita: Person) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky", "Rose"), least="1", most="1")
    panel = await rita.sees("State: running")
    await agree(ada, eve)
    task = (await ada.gets(lambda message: "Red" in buttons(message), what="a task")).words
    await scene.do(ada.tap(say("button-skip")))
    await scene.do(ada.tap(say("skip-broken")))
    await scene.do(eve.tap("Red"))
    await scene.later(seconds=4)
    shown = await rita.sees("Skipped once: 1 broken")
    await scene.do(rita.tap("Skipped tasks", on=shown))
    skipped = await rita.sees("Tasks that people find broken in “Colours”")
    assert f"• 1 broken: “{'Sky' if task.endswith('Sky') else 'Rose'}”" in skipped.words
    assert skipped.id == panel.id
    await scene.do(rita.tap("Back", on=skipped))
    await scene.do(rita.tap("Results", on=await rita.sees("State: ")))
    await scene.tick()
    summed = await rita.sees("Results of “Colours”")
    assert "Red: " in summed.words
    assert "Tasks that somebody skipped as broken: 1; as unclear: 0." in summed.words
    rows = table(await file_named(rita, "Colours-results-"))
    assert sorted(row["skips_broken"] for row in rows) == ["0", "1"]


async def test_commands_work_in_the_middle_of_the_dialogue(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("step 1 of 2")
    await rita.send("/help")
    await rita.sees(say("help-asking"))
    await rita.send("Which colour is it?")
    await rita.sees("step 2 of 2")


async def test_a_preview_is_turned_in_its_message_and_begins_again(scene: Scene, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky", "Rose"))
    first = await rita.sees("Preview: task 1 of 2")
    await scene.do(rita.tap("Preview"))
    preview = await rita.sees("Preview: task 1 of 2")
    assert preview.id != first.id
    old = rita.message(first.id)
    assert old is not None
    assert not old.buttons, "a new preview takes the buttons off the one before"
    n_messages = len(from_bot(rita))
    for number, text in ((2, "Rose"), (1, "Sky"), (2, "Rose")):
        await scene.do(rita.tap("›"))
        shown = await rita.sees(f"Preview: task {number} of 2\n")
        assert (shown.id, len(from_bot(rita))) == (preview.id, n_messages)
        assert shown.words.endswith(text)
    await scene.do(rita.tap("‹"))
    assert (await rita.sees("Preview: task 1 of 2\n")).id == preview.id


async def test_a_next_button_of_an_older_version_still_shows_the_next_task(
    scene: Scene, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky", "Rose"))
    await scene.do(rita.tap(data="v1:1:1"))
    assert (await rita.sees("Preview: task 2 of 2")).words.endswith("Rose")


async def test_a_stranger_turns_nobodys_preview(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("Sky", "Rose"))
    eve = scene.person("Eve")
    await agree(eve)
    toast = await (await eve.tap(data="T1:1:1")).answer()
    assert toast.text == say("refused-not-found")
    assert not [message for message in eve.chat if "Rose" in message.words]


async def test_the_panel_follows_in_place_but_not_with_every_answer(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("a", "b", "c", "d"), least="1", target="60")
    panel = await rita.sees("State: running")
    await agree(ada)
    n_messages = len(from_bot(rita))
    scene.clock.move(seconds=1)
    await scene.do(ada.tap("Red"))
    await scene.later(seconds=4)
    after = await rita.sees("1 of 4 tasks closed")
    assert (after.id, len(from_bot(rita))) == (panel.id, n_messages)
    assert "▓▓▓░░░░░░░░░" in after.words
    assert "Answers: 1 (0.2 a task)" in after.words or "Answers: 1 (0.3 a task)" in after.words
    scene.clock.move(seconds=1)
    await scene.do(ada.tap("Red"))
    await scene.later(seconds=1)
    assert rita.message(panel.id) == after
    await scene.later(seconds=3)
    await rita.sees("2 of 4 tasks closed")


async def test_pause_offers_nothing_new_and_resume_offers_again(scene: Scene, rita: Person) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await ada.sees("Sky")
    await scene.do(rita.tap("Pause"))
    panel = await rita.sees("State: paused")
    assert buttons(panel) == [
        "Resume",
        "Results",
        "Preview",
        "Agreement",
        "Invite people",
        "Announce",
        "When to stop",
        "Cancel",
    ]
    await agree(eve)
    await eve.sees(say("card-idle"))
    assert (await (await ada.tap("Red")).answer()).text == say("answer-saved")
    await ada.sees(say("card-idle"))
    await scene.do(rita.tap("Resume", on=panel))
    await scene.later(seconds=2)
    await eve.sees("Rose")  # nobody has answered it yet


async def test_cancel_is_asked_twice_and_takes_back_what_people_hold(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    card = await ada.sees("Sky")
    red = data_of(card, "Red")
    await scene.do(rita.tap("Cancel"))
    sure = await rita.sees("End “Colours” for good?")
    assert buttons(sure) == ["Yes, end it for good", "Back"]
    await scene.do(rita.tap("Back"))
    panel = await rita.sees("State: running")
    assert panel.id == sure.id
    await scene.do(rita.tap("Cancel"))
    await scene.do(rita.tap("Yes, end it for good"))
    ended = await rita.sees("State: cancelled")
    assert buttons(ended) == ["Preview", "Results", "Agreement", "Announce"]
    await ada.sees(say("card-ended"))
    toast = await (await ada.tap(data=red, on=card)).answer()
    assert toast.text == say("answer-ended")
    await scene.do(rita.tap("Results", on=ended))
    rows = table(await file_named(rita, "-results-"))
    assert [(row["state"], row["reason"], row["label"]) for row in rows] == [("closed", "cancelled", "")] * 2
    assert [row["counted"] for row in table(await file_named(rita, "-answers-"))] == ["no"]


async def test_results_carry_keys_labels_reasons_and_the_original_columns(scene: Scene, rita: Person) -> None:
    people = [scene.person(name) for name in ("Ada", "Eve", "Bob")]
    ids = " ".join(str(person.id) for person in people)
    file = (
        "id,text,note,gold,contributors\n"
        f"k1,=Sky,+1,,{ids}\n"
        f"k2,Rose,plain,Blue,{ids}\n"
        f"k3,Sea,-5,,{people[0].id}\n"
    )
    await launch(rita, file, least="3", most="3", target="99.9")
    await agree(*people)
    for person in people:
        # Who gets the known task as well is left to chance.
        with contextlib.suppress(NotPossible):
            while True:
                await scene.do(person.tap("Red"))
    await scene.tick()
    await rita.sees("Colours is done.")
    await scene.do(rita.tap("Results", on=await rita.sees("Colours is done.")))
    rows = {row["id"]: row for row in table(await file_named(rita, "-results-"))}
    assert list(rows) == ["k1", "k2", "k3"]
    assert rows["k1"]["label"] == "Red"
    assert rows["k1"]["answers"] == "3"
    assert rows["k1"]["vote_share"] == "1.0000"
    assert rows["k1"]["reason"] == "max_answers"
    assert rows["k1"]["text"] == "'=Sky"
    assert rows["k1"]["note"] == "+1"
    assert rows["k1"]["closed_at"].startswith("2027-01-15T08:00")
    assert (rows["k2"]["label"], rows["k2"]["gold"], rows["k2"]["reason"]) == ("Blue", "Blue", "known")
    assert (rows["k3"]["reason"], rows["k3"]["answers"]) == ("nobody_left", "1")
    answers = table(await file_named(rita, "-answers-"))
    assert len(answers) == 4 + int(rows["k2"]["answers"])
    assert not {str(person.id) for person in people} & {row["contributor"] for row in answers}
    assert len({row["contributor"] for row in answers}) == 3


async def test_gold_is_never_shown_to_a_contributor(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, "text,gold\nSky,Blue\nRose,\n")
    await agree(ada)
    gold = (await ada.sees("Sky")).words
    await scene.do(ada.tap("Red"))
    plain = (await ada.sees("Rose")).words
    assert gold.replace("Sky", "Rose") == plain.partition("\n\n")[2]


async def test_tasks_for_named_people_are_offered_to_them_only(scene: Scene, rita: Person) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, f"text,contributors\nSky,{ada.id}\n")
    await agree(ada, eve)
    await ada.sees("Sky")
    await eve.sees(say("card-idle"))
    await scene.later(minutes=31)
    assert not [message for message in eve.chat if "Sky" in message.words]


async def test_results_without_a_launched_project_says_so(scene: Scene, rita: Person) -> None:
    await rita.send("/results")
    await rita.sees(say("projects-none"))


async def test_twelve_projects_are_listed_on_two_pages(scene: Scene, rita: Person) -> None:
    for number in range(1, 13):
        await rita.send_document(f"project {number:02}.csv", tasks_csv("Sky").encode())
        await scene.quiet()
    await scene.do(rita.send("/projects"))
    page = await rita.sees("Your projects")
    assert buttons(page) == [*(f"project {n:02} · draft" for n in range(12, 4, -1)), "‹", "1 / 2", "›"]
    await scene.do(rita.tap("›"))
    second = await rita.sees("Your projects")
    assert second.id == page.id
    assert buttons(second) == [*(f"project {n:02} · draft" for n in range(4, 0, -1)), "‹", "2 / 2", "›"]
    await scene.do(rita.tap("project 01", on=second))
    await rita.sees("State: not launched yet")


async def test_options_that_hold_commas_are_kept_as_they_were_typed(scene: Scene, rita: Person) -> None:
    await fill_in(
        rita,
        tasks_csv("Sky"),
        name="Hues",
        question="Which?",
        options="Red, dark\nBlue",
    )
    since = rita.revision
    await rita.tap("More")
    await rita.sees("All settings", since=since)
    await scene.do(rita.tap("Options"))
    await rita.sees("Which options", since=since)
    since = rita.revision
    await rita.tap("Red, dark · Blue")
    await rita.sees("Options: Red, dark · Blue", since=since)
    await scene.quiet()
    assert await scene.count(COUNT_OPTIONS) == 2


async def test_a_deleted_panel_is_let_go_of_and_comes_anew_when_asked_for(
    scene: Scene, rita: Person, ada: Person
) -> None:
    await launch(rita, tasks_csv("Sky", "Sea", "Sun"))
    panel = await rita.sees("State: running")
    del scene.telegram.world.chats[rita.id].messages[panel.id]
    await scene.later(seconds=2)
    for task in ("Sky", "Sea"):
        await ada.sees(task)
        await scene.do(ada.tap("Red"))
        await scene.later(seconds=5)
    assert await scene.count("SELECT count(*) FROM outbox WHERE state = 'DEAD'") == 0
    assert await scene.count("SELECT count(*) FROM panel WHERE message_id IS NOT NULL") == 0
    since = rita.revision
    await scene.do(rita.send("/projects"))
    await scene.do(rita.tap(on=await rita.sees("Your projects", since=since), row=0, col=0))
    await rita.sees("State: running", since=since)
