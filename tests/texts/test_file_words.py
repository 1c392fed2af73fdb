"""Messages about errors in a file, and about how it was read, fit in a message and name the place."""

import pytest
from test_importing_messages import pending
from text_catalogue import sentences_of, words_of

from crowd.files.errors import ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.tables.choices import Note, NoteType
from crowd.files.task_file import read_task_file
from handlers.drafting.file_words import note_text
from handlers.drafting.importing_screens import file_message
from handlers.texts import LOCALES, texts_in
from usecases.drafting.understand_file import FileScreen, refused

ENGLISH = texts_in("en")


def refused_for(errors: list[RowError], times: int = 1) -> TaskFileErrors:
    """The errors as a reader gives them."""
    found = ErrorList(1_000)
    for error in errors * times:
        found.add(error.row, error.column, error.reason, error.found)
    with pytest.raises(TaskFileErrors) as caught:
        found.raise_if_any()
    return caught.value


def said(errors: TaskFileErrors) -> list[str]:
    """What is said of a file that is refused, below the first line."""
    shown = refused(errors, {FileScreen.BAD_ROWS: True}).shown
    return words_of(file_message(pending(FileScreen.REFUSED, shown), ENGLISH).html).splitlines()[1:]


def words_for(data: bytes, name: str = "tasks.csv") -> list[str]:
    """What is said of a file that is refused."""
    with pytest.raises(TaskFileErrors) as caught:
        read_task_file(data, name=name)
    return said(caught.value)


def test_an_error_says_where_what_and_what_was_found() -> None:
    errors = [
        RowError(row=3, column="<id>", reason=Reason.DUPLICATE_ID, found="<a&b>"),
        RowError(row=0, column=None, reason=Reason.EMPTY_FILE, found=""),
    ]
    assert said(refused_for(errors)) == [
        "• row 3, <id>: Another row has this id: <a&b>. Each must be different.",
        "• The file is empty.",
    ]


def test_a_column_is_named_as_the_spreadsheet_shows_it_and_a_cause_is_one_line() -> None:
    rows = b"".join(b"%d,It rains.,ada\n" % number for number in range(1_500))
    assert words_for(b"id,text,contributors\n" + rows) == [
        (
            "• rows 2, 3, 4, 5, 6, 7, 8, 9 and 1,492 more, contributors (column C): This isn’t a Telegram id: “ada”. "
            "Ids are whole numbers, separated by spaces."
        ),
        "The file errors.csv lists every row with an error (up to a thousand).",
    ]


def test_a_column_without_a_name_is_known_by_its_letter() -> None:
    assert words_for(b"id,text,\n1,It rains.,yes\n") == [
        (
            "• row 1, column C: This column has no name, but it isn’t empty (row 2 is the first with something in it). "
            "Write a name above it, or delete the column."
        )
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("note_type", NoteType)
def test_every_note_is_a_sentence(locale: str, note_type: NoteType) -> None:
    arguments = dict.fromkeys(sentences_of(locale)[f"note-{note_type}"].arguments, 3)
    assert note_text(Note(type=note_type, args=arguments), texts_in(locale)).endswith((".", "»."))
