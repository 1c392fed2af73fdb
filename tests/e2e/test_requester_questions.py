"""Decisions about a file that only the requester can make are asked in one message, and the answers are followed."""

import pytest
from bot_scene import (
    COUNT_OPTIONS,
    Scene,
    agree,
    buttons,
    data_of,
    from_bot,
    launch,
    live_keyboards,
    say,
    tasks_csv,
)

from playground import Message, Person
from storage.tx import Tx

#: Two good rows and one whose id is there twice.
TWICE = b"id,text\na,Sky\na,Rose\nb,Sea\n"
#: The first question about a new project.
ASKED = "What do you want to ask about each task?"
LINES = "Sky\nRose\n\n  Sea  \nSun"
WITHOUT = "Go on with the other 2"


async def asked(person: Person, words: str, *, since: int = 0) -> Message:
    """Wait for a question, and return it."""
    message = await person.sees(words, since=since)
    assert len(buttons(message)) == 2
    return message


async def in_bad_rows(person: Person) -> Message:
    await person.send_document("tasks.csv", TWICE)
    return await asked(person, "I read 3 rows, and one of them can’t be used.")


async def nothing_begun(scene: Scene) -> bool:
    await scene.quiet()
    return not await scene.count("SELECT (SELECT count(*) FROM project) + (SELECT count(*) FROM task)")


async def contents(scene: Scene) -> list[str]:
    await scene.quiet()
    return [row["content"] for row in await scene.database.read(_tasks)]


def _tasks(tx: Tx) -> list[dict[str, str]]:
    return [dict(row) for row in tx.execute("SELECT content FROM task ORDER BY id")]


# ---- rows that cannot be used


async def test_bad_rows_are_left_out_when_their_requester_says_so(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    assert "• row 3, id (column A): Another row has this id: a" in question.words
    assert await nothing_begun(scene)
    await scene.do(rita.tap(WITHOUT))
    understood = rita.message(question.id)
    assert understood is not None
    assert "I’ve read tasks.csv: 2 tasks." in understood.words
    assert "One row with an error was left out." in understood.words
    assert understood.buttons == ()
    await rita.sees(ASKED)
    assert await contents(scene) == ['{"text": "Sky"}', '{"text": "Sea"}']


async def test_nothing_is_taken_when_their_requester_stops_there(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    await scene.do(rita.tap("Stop here"))
    stopped = rita.message(question.id)
    assert stopped is not None
    assert "nothing was imported from tasks.csv" in stopped.words
    assert "• row 3, id (column A): Another row has this id: a" in stopped.words
    assert stopped.buttons == ()
    assert await nothing_begun(scene)


async def test_a_file_in_which_every_row_is_bad_is_refused_at_once(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", b"id,text\n,Sky\n,Rose\n")
    refused = await rita.sees("I can’t use tasks.csv, so nothing was imported.")
    assert "• rows 2, 3, id (column A): The id is empty" in refused.words
    assert refused.buttons == ()


# ---- pasted lines


async def test_pasted_lines_are_asked_about_and_begin_a_project(scene: Scene, rita: Person) -> None:
    await rita.send(LINES)
    question = await asked(rita, "Are these 4 tasks?")
    assert "Sky" in question.words
    assert "… and 1 more" in question.words
    await scene.do(rita.tap("Yes, start a project"))
    understood = rita.message(question.id)
    assert understood is not None
    assert "I’ve read your message: 4 tasks." in understood.words
    await rita.sees(ASKED)
    assert await contents(scene) == [f'{{"text": "{text}"}}' for text in ("Sky", "Rose", "Sea", "Sun")]
    assert not await scene.count("SELECT count(*) FROM pending_file WHERE content IS NOT NULL")


async def test_pasted_lines_that_were_no_tasks_begin_nothing(scene: Scene, rita: Person) -> None:
    await rita.send(LINES)
    await asked(rita, "Are these 4 tasks?")
    await scene.do(rita.tap("No"))
    await rita.sees("OK, nothing was imported from your lines.")
    assert live_keyboards(rita) == []
    assert await nothing_begun(scene)


async def test_cells_pasted_out_of_a_spreadsheet_keep_their_columns(scene: Scene, rita: Person) -> None:
    await rita.send("text\tnote\tgold\nSky\tup\tBlue\nRose\tdown\tRed")
    question = await asked(rita, "Are these 2 tasks?")
    assert "Sky · up" in question.words
    await rita.tap("Yes, start a project")
    understood = await rita.sees("I’ve read your message: 2 tasks.")
    assert "Contributors will see: text, note." in understood.words
    assert "2 tasks have a known answer" in understood.words


async def test_what_an_app_parted_into_two_messages_is_one_list_again(scene: Scene, rita: Person) -> None:
    lines = [f"{number:03} {'word ' * 8}".strip() for number in range(130)]
    await rita.send("\n".join(lines[:80]))
    first = await asked(rita, "Are these 80 tasks?")
    await scene.quiet()
    await rita.send("\n".join(lines[80:]))
    await asked(rita, "Are these 130 tasks?")
    await scene.quiet()
    assert [message.id for message in live_keyboards(rita)] != [first.id]
    assert len(live_keyboards(rita)) == 1
    await rita.tap("Yes, start a project")
    await rita.sees("I’ve read your message: 130 tasks.")


async def test_pasted_lines_that_are_edited_are_asked_about_anew(scene: Scene, rita: Person) -> None:
    pasted = await rita.send(LINES)
    first = await asked(rita, "Are these 4 tasks?")
    await scene.quiet()
    await rita.edit(pasted, "Sky\nRose")
    await asked(rita, "Are these 2 tasks?")
    await scene.quiet()
    assert [message.id for message in live_keyboards(rita)] != [first.id]
    assert len(live_keyboards(rita)) == 1
    await rita.tap("Yes, start a project")
    await rita.sees("I’ve read your message: 2 tasks.")
    assert len(await contents(scene)) == 2


async def test_lines_from_somebody_who_may_not_ask_are_no_tasks(stage: Scene) -> None:
    await stage.start(open_requesters=False, admin_ids=frozenset({66}))
    eve = stage.person("Eve")
    await agree(eve)
    before = len(from_bot(eve))
    await stage.do(eve.send(LINES))
    assert not [message for message in from_bot(eve)[before:] if "tasks?" in message.words]
    assert await stage.count("SELECT count(*) FROM pending_file") == 0


# ---- the question itself


async def test_a_question_survives_a_restart(stage: Scene, rita: Person) -> None:
    await stage.start()
    await in_bad_rows(rita)
    await stage.quiet()
    await stage.stop()
    await stage.start()
    await stage.do(rita.tap(WITHOUT))
    await rita.sees(ASKED)
    assert len(await contents(stage)) == 2


async def test_an_answer_that_comes_twice_begins_one_project(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    go_on, stop = data_of(question, WITHOUT), data_of(question, "Stop here")
    await scene.do(rita.tap(WITHOUT))
    for data in (go_on, stop):
        toast = await (await rita.tap(data=data, on=question)).answer()
        assert toast.text == say("refused-outdated")
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM project") == 1


async def test_nobody_else_can_answer_a_question(scene: Scene, rita: Person) -> None:
    eve = scene.person("Eve")
    await agree(eve)
    question = await in_bad_rows(rita)
    for text in (WITHOUT, "Stop here"):
        toast = await (await eve.tap(data=data_of(question, text), on=eve.last)).answer()
        assert toast.text == say("refused-not-found")
    assert await nothing_begun(scene)
    await rita.tap(WITHOUT)
    await rita.sees(ASKED)


async def test_who_may_not_ask_any_more_cannot_answer(stage: Scene, rita: Person) -> None:
    await stage.start()
    question = await in_bad_rows(rita)
    await stage.quiet()
    await stage.stop()
    await stage.start(open_requesters=False, admin_ids=frozenset({66}))
    for text in (WITHOUT, "Stop here"):
        toast = await (await rita.tap(data=data_of(question, text), on=question)).answer()
        assert toast.text == say("refused-not-requester")
    assert await nothing_begun(stage)


async def test_another_file_takes_the_place_of_a_question_and_it_is_said(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    await scene.do(rita.send_document("better.csv", tasks_csv("Sky", "Rose").encode()))
    replaced = rita.message(question.id)
    assert replaced is not None
    assert replaced.words == "You sent better.csv instead, so I’ve put tasks.csv aside."
    await rita.sees("I’ve read better.csv: 2 tasks.")
    toast = await (await rita.tap(data=data_of(question, WITHOUT), on=question)).answer()
    assert toast.text == say("refused-outdated")
    assert await scene.count("SELECT count(*) FROM project") == 1


async def test_lines_take_the_place_of_a_question_about_a_file(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    await rita.send(LINES)
    await asked(rita, "Are these 4 tasks?")
    await scene.quiet()
    replaced = rita.message(question.id)
    assert replaced is not None
    assert replaced.words == "You sent your lines instead, so I’ve put tasks.csv aside."


async def test_files_of_one_album_are_both_asked_about(scene: Scene, rita: Person) -> None:
    album = {"media_group_id": "77"}
    for name in ("one.csv", "two.csv"):
        rita._send_file("document", name, TWICE, content=album)
    await scene.quiet()
    questions = live_keyboards(rita)
    assert len(questions) == 2
    for question in questions:
        await scene.do(rita.tap(WITHOUT, on=question))
    assert await scene.count("SELECT count(*) FROM project") == 2
    await rita.sees(say("put-aside", project="one", launched=0))


async def test_two_files_of_an_album_make_two_projects_and_it_is_said_which_waits(
    scene: Scene, rita: Person
) -> None:
    for name in ("one.csv", "two.csv"):
        rita._send_file("document", name, tasks_csv(name).encode(), content={"media_group_id": "77"})
    await rita.sees("I’ve read one.csv: one task.")
    await rita.sees("I’ve read two.csv")
    await rita.sees(say("put-aside", project="one", launched=0))
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM project") == 2
    # Only the second is asked about: the buttons of the first have gone.
    assert len([message for message in live_keyboards(rita) if ASKED in message.words]) == 1


async def test_a_file_that_telegram_gives_no_more_is_asked_for_again(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    await scene.quiet()
    scene.telegram.world.files._by_id.clear()
    await scene.do(rita.tap(WITHOUT))
    gone = rita.message(question.id)
    assert gone is not None
    assert gone.words == "I can’t get tasks.csv from Telegram any more. Please send it again."
    assert gone.buttons == ()
    assert await nothing_begun(scene)


async def test_a_question_nobody_answers_is_forgotten_after_a_week(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    await rita.send_document("other.csv", TWICE.replace(b"Sea", b"Sun"))
    newer = await asked(rita, "• row 3", since=question.revision)
    await scene.later(minutes=8 * 24 * 60)
    assert await scene.count("SELECT count(*) FROM pending_file") == 0
    toast = await (await rita.tap("Stop here", on=newer)).answer()
    assert toast.text == say("refused-not-found")
    latest = await rita.send_document("third.csv", TWICE)
    await asked(rita, "• row 3", since=latest.revision)
    toast = await (await rita.tap("Stop here", on=newer)).answer()
    assert toast.text == say("refused-not-found"), "its id is nobody else's"


async def test_what_is_typed_meanwhile_is_told_to_be_no_answer(scene: Scene, rita: Person) -> None:
    await in_bad_rows(rita)
    for text in ("without them, please", "hello?"):
        await scene.do(rita.send(text))
    told = [
        message for message in from_bot(rita) if message.words == say("unfit-file-question", file="tasks.csv")
    ]
    assert len(told) == 1, "once, not each time"
    await rita.tap(WITHOUT)
    await rita.sees(ASKED)


async def test_what_is_said_about_pasted_lines_calls_them_so(scene: Scene, rita: Person) -> None:
    await rita.send("Sky\nRose\nSea")
    await rita.sees("Are these 3 tasks?")
    await scene.do(rita.send("why?"))
    await rita.sees(say("unfit-lines-question"))
    await scene.do(rita.send("/cancel"))
    await rita.sees(say("cancelled-lines"))


async def test_cancel_leaves_a_question_about_a_file(scene: Scene, rita: Person) -> None:
    question = await in_bad_rows(rita)
    await scene.do(rita.send("/cancel"))
    await rita.sees(say("cancelled-file", file="tasks.csv"))
    left = rita.message(question.id)
    assert left is not None
    assert left.buttons == ()
    assert await nothing_begun(scene)
    await scene.do(rita.send("/cancel"))
    await rita.sees(say("nothing-to-cancel"))


async def test_lines_pasted_while_a_task_is_in_hand_are_asked_about(scene: Scene, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(rita)
    await rita.sees("Which colour is it?")
    await rita.send(LINES)
    await asked(rita, "Are these 4 tasks?")
    await scene.quiet()
    assert not await scene.count("SELECT count(*) FROM answer")


async def test_several_lines_that_a_dialogue_asks_for_are_its_answer(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    for words, typed in (
        (ASKED, "Which?"),
        ("Which options", "Red\nBlue"),
    ):
        await rita.sees(words)
        await scene.do(rita.send(typed))
    assert await scene.count(COUNT_OPTIONS) == 2


# ---- large files, captions, what is no table


async def test_a_large_file_is_said_to_be_read_in_the_message_that_then_tells_of_it(
    scene: Scene, rita: Person
) -> None:
    rows = "".join(f'"{"long text " * 50}{number}"\n' for number in range(3000))
    await rita.send_document("large.csv", f"text\n{rows}".encode())
    message = await rita.sees("I’ve read large.csv: 3,000 tasks.")
    await scene.quiet()
    told = [one for one in from_bot(rita) if "large.csv" in one.words]
    assert [one.id for one in told] == [message.id]
    assert message.edited_at is not None


async def test_a_caption_names_the_project(scene: Scene, rita: Person) -> None:
    await rita.send_document("export_17.csv", tasks_csv("Sky").encode(), caption="Colours of things")
    assert "I named the project “Colours of things”" in (await rita.sees("I’ve read export_17.csv")).words
    assert "Colours of things" in (await rita.sees(ASKED)).words


async def test_a_caption_that_asks_is_the_question(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode(), caption="Which colour is it?")
    assert "I took your caption as the question" in (await rita.sees("I’ve read tasks.csv")).words
    await scene.quiet()
    assert (await scene.draft()).question.text == "Which colour is it?"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("photo.png", "This is a picture"),
        ("IMG_0001.HEIC", "This is a picture"),
        ("tasks.zip", "This is an archive"),
        ("paper.pdf", "This is a PDF"),
        ("letter.docx", "This is a text document"),
        ("tasks.numbers", "This is an Apple Numbers file"),
        ("talk.pptx", "This isn’t a table"),
        ("film.mp4", "This isn’t a table"),
    ],
)
async def test_what_is_no_table_is_named_and_how_to_make_one_is_said(
    scene: Scene, rita: Person, name: str, told: str
) -> None:
    await rita.send_document(name, b"whatever")
    refused = await rita.sees(f"I can’t use {name}, so nothing was imported.")
    assert told in refused.words
    assert "LibreOffice: File › Save As › Text CSV" in refused.words
    await scene.quiet()
    assert scene.telegram.count("getFile") == 0
    assert await nothing_begun(scene)
