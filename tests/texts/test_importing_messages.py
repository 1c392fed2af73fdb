"""Messages about a file fit Telegram's limits, show people's words as they are, and say where the errors are."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_card_messages import assert_telegram_takes_it
from text_catalogue import utf16, words_of
from wild_texts import few, texts

from crowd.files.errors import ErrorList, Reason, TaskFileErrors
from crowd.files.tables.choices import NoteType
from crowd.ids import ContributorId, PendingFileId
from handlers.drafting.importing_screens import errors_table, file_message
from handlers.message import MAX_TEXT
from handlers.texts import LOCALES, texts_in
from storage.conversation.typed import Origin
from storage.drafting.pending_files import PendingFile, Received
from usecases.drafting.understand_file import QUESTIONS, FileScreen, Understood, refused

ENGLISH = texts_in("en")

UNDERSTOOD: dict[str, object] = {
    "rows": 24,
    "columns": ["text"],
    "gold": 0,
    "named": 0,
    "keys": 0,
    "pasted": 0,
    "notes": [],
}


def pending(screen: FileScreen, shown: Mapping[str, object], *, name: str = "reviews.csv") -> PendingFile:
    return PendingFile(
        id=PendingFileId(7),
        requester_id=ContributorId(1),
        received=Received(origin=Origin(message_id=3), name=name, file_id="x"),
        choices={},
        screen=screen,
        shown=shown,
        asks=screen if screen in QUESTIONS else None,
        message_id=None,
        changed_at=0,
    )


def said(screen: FileScreen, locale: str = "en", **shown: object) -> list[str]:
    """What a person reads, line by line."""
    return words_of(file_message(pending(screen, shown), texts_in(locale)).html).splitlines()


def wrong(*errors: tuple[int, str | None, Reason, str], good: int = 0) -> Understood:
    """What is found out of a file with these errors."""
    found = ErrorList(1000)
    for row, column, reason, what in errors:
        found.add(row, column, reason, what)
    found.good_rows = good
    return refused(raised(found), {})


def raised(errors: ErrorList) -> TaskFileErrors:
    with pytest.raises(TaskFileErrors) as refusal:
        errors.raise_if_any()
    return refusal.value


def test_what_was_understood_is_said_in_a_few_words() -> None:
    assert said(FileScreen.UNDERSTOOD, **UNDERSTOOD) == [
        "I’ve read reviews.csv: 24 tasks.",
        "Contributors will see: text.",
        "Here’s how the first task will look:",
    ]


def test_whatever_is_worth_knowing_of_a_file_is_said_with_it() -> None:
    notes = [
        [NoteType.ENCODING, {"encoding": "Windows-1252"}],
        [NoteType.SHEET, {"sheet": "Reviews", "others": "Notes, Prices"}],
        [NoteType.COLUMNS_LEFT_OUT, {"columns": "raw"}],
        [NoteType.ROWS_SKIPPED, {"rows": 3}],
    ]
    whole = {
        **UNDERSTOOD,
        "gold": 2,
        "named": 1,
        "keys": 1,
        "notes": notes,
        "title": "Mine",
    }
    words = "\n".join(said(FileScreen.UNDERSTOOD, **whole))
    for part in (
        "2 tasks have a known answer (gold). Contributors don’t see it.",
        "One task goes only to the people you named for it.",
        "The results will include your own ids.",
        "I read it as Windows-1252.",
        "I read the sheet “Reviews”. Not read: Notes, Prices.",
        "Columns left out, because nothing in them can be shown: raw.",
        "3 rows with errors were left out.",
        "I named the project “Mine” after your caption.",
    ):
        assert part in words


def test_a_cause_that_repeats_takes_one_line() -> None:
    found = wrong(*[(row, "id", Reason.DUPLICATE_ID, "<a&b>") for row in range(3, 10_003)])
    lines = words_of(file_message(pending(FileScreen.REFUSED, found.shown), ENGLISH).html).splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("• rows 3, 4, 5, 6, 7, 8, 9, 10 and 9,992 more, id: ")
    assert "<a&b>" in lines[1]
    assert lines[2] == "The file errors.csv lists every row with an error (up to a thousand)."
    table = errors_table(found, ENGLISH)
    assert table is not None
    assert len(table.splitlines()) == 1001


def test_what_a_message_holds_needs_no_file_beside_it() -> None:
    found = wrong(
        (3, "<id>", Reason.DUPLICATE_ID, "a"),
        (0, None, Reason.EMPTY_FILE, ""),
        (5, "<id>", Reason.DUPLICATE_ID, "a"),
    )
    lines = words_of(file_message(pending(FileScreen.REFUSED, found.shown), ENGLISH).html).splitlines()
    assert [line.partition(": ")[0] for line in lines[1:]] == ["• rows 3, 5, <id>", "• The file is empty."]
    assert errors_table(found, ENGLISH) is None


def test_bad_rows_are_counted_against_the_good_ones() -> None:
    found = wrong(
        (3, "id", Reason.EMPTY_ID, ""),
        (4, "text", Reason.TEXT_TOO_LONG, "1"),
        (4, "id", Reason.EMPTY_ID, ""),
        good=1198,
    )
    assert found.screen is FileScreen.BAD_ROWS
    message = file_message(pending(FileScreen.BAD_ROWS, found.shown), ENGLISH)
    assert words_of(message.html).startswith("I read 1,200 rows, and 2 of them can’t be used.")
    assert [row[0].text for row in message.buttons] == ["Go on with the other 1,198", "Stop here"]


def test_a_question_shows_what_it_is_about() -> None:
    lines = said(FileScreen.HEADING, column=None, values=[["<b>Great</b> phone", 1], ["5", 1]], total=2)
    assert lines == ["Is the first line a heading or a task? It says:", "<b>Great</b> phone · 5"]
    lines = said(FileScreen.MISSING, column="gold", values=[["NA", 2], ["None", 1]], total=3)
    assert lines[0].startswith("3 rows say NA, None as the known answer. Does that mean")
    lines = said(FileScreen.LINES, tasks=6, first=["One", "Two", "Three"])
    assert lines == ["Are these 6 tasks?", "One", "Two", "Three", "… and 3 more"]


words = texts(400, 1)
values = st.lists(st.tuples(words, st.integers(1, 10**6)).map(list), min_size=1, max_size=8)


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(name=texts(200), values=values, lines=st.lists(words, max_size=3), column=texts(200))
def test_every_message_about_a_file_is_one_that_telegram_takes(
    locale: str, name: str, values: list[object], lines: list[str], column: str
) -> None:
    notes = [
        [
            note_type,
            dict.fromkeys(("encoding", "sheet", "others", "columns", "column", "first", "second"), column)
            | {"rows": 7, "cells": 7},
        ]
        for note_type in NoteType
    ]
    shown: dict[FileScreen, dict[str, object]] = {
        FileScreen.LINES: {"tasks": 10**6, "first": lines},
        FileScreen.HEADING: {"column": None, "values": values, "total": 8},
        FileScreen.MISSING: {"column": column, "values": values, "total": 8},
        FileScreen.REPLACED: {"by": name},
        FileScreen.UNDERSTOOD: {
            **UNDERSTOOD,
            "columns": [column] * 50,
            "notes": notes,
            "title": name,
        },
    }
    for screen in FileScreen:
        if screen is not FileScreen.BAD_ROWS:
            message = file_message(pending(screen, shown.get(screen, {}), name=name), texts_in(locale))
            assert_telegram_takes_it(message)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_widest_table_of_errors_fits_a_message(locale: str) -> None:
    errors = [
        (200_001, f"{number}" + "😀" * 200, reason, "😀" * 80) for number in range(5) for reason in Reason
    ]
    found = wrong(*errors, good=1)
    for screen in (FileScreen.REFUSED, FileScreen.BAD_ROWS, FileScreen.STOPPED):
        message = file_message(pending(screen, found.shown, name="😀" * 200), texts_in(locale))
        assert utf16(words_of(message.html)) <= MAX_TEXT
    assert errors_table(found, texts_in(locale)) is not None
