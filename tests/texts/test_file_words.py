"""What is wrong with a file, and how it was read, is said in words that fit a message and name the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_catalogue import sentences_of, utf16, words_of
from wild_texts import few, texts

from crowd.files.choices import Note, NoteKind
from crowd.files.errors import ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.task_file import read_task_file
from handlers.file_words import file_errors, is_cut, note_text
from handlers.messages import MAX_TEXT
from handlers.texts import LOCALES, texts_in

ENGLISH = texts_in("en")

row_errors = st.builds(
    RowError,
    row=st.integers(0, 200_001),
    column=st.one_of(st.none(), texts(200, 1)),
    reason=st.sampled_from(Reason),
    found=texts(80),
)


def refused(errors: list[RowError], times: int = 1) -> TaskFileErrors:
    """The errors as a reader gives them."""
    found = ErrorList(1_000)
    for error in errors * times:
        found.add(error.row, error.column, error.reason, error.found)
    with pytest.raises(TaskFileErrors) as caught:
        found.raise_if_any()
    return caught.value


def words_for(data: bytes, name: str = "tasks.csv") -> list[str]:
    """What is said of a file that is refused."""
    with pytest.raises(TaskFileErrors) as caught:
        read_task_file(data, name=name)
    return words_of(file_errors(caught.value, ENGLISH)).splitlines()[1:]


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(errors=st.lists(row_errors, min_size=1, max_size=30), times=st.integers(1, 50))
def test_every_table_of_errors_fits_a_message(locale: str, errors: list[RowError], times: int) -> None:
    table = file_errors(refused(errors, times), texts_in(locale))
    assert 1 <= utf16(words_of(table)) <= MAX_TEXT


@pytest.mark.parametrize("locale", LOCALES)
def test_the_widest_table_of_errors_fits_a_message(locale: str) -> None:
    errors = [
        RowError(row=200_001, column="😀" * 190 + str(number), reason=reason, found="😀" * 80)
        for reason in Reason
        for number in range(2)
    ]
    assert utf16(words_of(file_errors(refused(errors, 1_000), texts_in(locale)))) <= MAX_TEXT


def test_an_error_says_where_what_and_what_was_found() -> None:
    errors = [
        RowError(row=3, column="<id>", reason=Reason.DUPLICATE_ID, found="<a&b>"),
        RowError(row=0, column=None, reason=Reason.EMPTY_FILE, found=""),
    ]
    assert words_of(file_errors(refused(errors), ENGLISH)).splitlines()[1:] == [
        "• row 3, <id>: Another row has this id: <a&b>. Each must be different.",
        "• The file is empty.",
    ]


def test_a_column_is_named_as_the_spreadsheet_shows_it_and_a_cause_is_one_line() -> None:
    rows = b"".join(b"%d,It rains.,ada\n" % number for number in range(1_500))
    assert words_for(b"id,text,contributors\n" + rows) == [
        (
            "• rows 2, 3, 4 and 1,497 more, contributors (column C): This is not a Telegram id: “ada”. "
            "Ids are whole numbers, with spaces between them."
        ),
        "The file errors.csv lists every row with an error (up to a thousand).",
    ]


def test_a_column_without_a_name_is_known_by_its_letter() -> None:
    assert words_for(b"id,text,\n1,It rains.,yes\n") == [
        (
            "• row 1, column C: This column has no name, but holds something (first in row 2). "
            "Write a name above it, or delete the column."
        )
    ]


def test_a_file_with_few_errors_needs_no_list_of_them() -> None:
    errors = [RowError(row=row, column=None, reason=Reason.EMPTY_CONTENT, found="") for row in range(2, 6)]
    assert not is_cut(refused(errors[:3]))
    assert is_cut(refused(errors))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", NoteKind)
def test_every_note_is_a_sentence(locale: str, kind: NoteKind) -> None:
    arguments = dict.fromkeys(sentences_of(locale)[f"note-{kind}"].arguments, 3)
    assert note_text(Note(kind=kind, args=arguments), texts_in(locale)).endswith((".", "»."))
