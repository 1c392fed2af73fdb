"""The reader asks about a first line that may be a row, but not about a clear heading."""

import pytest

from crowd.files.errors import TaskFileErrors
from crowd.files.tables.choices import DoubtType, NoteType, ReadChoices
from crowd.files.task_file import TaskFile, read_task_file


def read(text: str, heading: bool | None = None) -> TaskFile:
    return read_task_file(text.encode(), name="tasks.csv", choices=ReadChoices(heading=heading))


@pytest.mark.parametrize(
    "text",
    [
        "Arrived on time and works great.\nBroke after a week.\nFine.\n",
        "The film won six Oscars\nThe team lost in the last minute\n",
        "Cat\nDog\nHorse\n",
        "1,It rains.\n2,It snows.\n",
        "It rains.,Yes\nIt snows.,No\nIt thaws.,Yes\n",
        "https://example.org/a.jpg\nhttps://example.org/b.jpg\n",
        "2024-05-31;rain\n2024-06-01;snow\n",
        "good,Arrived on time\nbad,Broke after a week\ngood,As described\n",
        "¿Llueve hoy?\n¿Nieva hoy?\n",
    ],
)
def test_a_first_line_like_the_others_is_asked_about(text: str) -> None:
    file = read(text)
    assert [doubt.type for doubt in file.doubts] == [DoubtType.HEADING]
    assert file.doubts[0].values[0][0] in text


@pytest.mark.parametrize(
    "text",
    [
        "text\nIt rains.\n",
        "Text\nCat\nDog\n",
        "frase\nLlueve.\nNieva.\n",
        "id,text\n1,It rains.\n",
        "tweet_text\nso good\nso bad\n",
        "premise,hypothesis\nIt rains.,It is wet.\n",
        "colour,gold\nSky,blue\nRose,red\n",
        "a,b\n1,2\n3,4\n",
        "animal\nThe cat sat on the mat\nA dog barked at the moon\n",
        "Timestamp,Does the first text imply the second?\n2024-05-31,It rains\n",
        "review,stars\nArrived on time,5\nBroke after a week,1\n",
    ],
)
def test_a_heading_is_not_asked_about(text: str) -> None:
    assert read(text).doubts == ()


def test_without_a_heading_the_first_line_is_a_task() -> None:
    file = read("Cat\nDog\n", heading=False)
    assert [(row.row, row.content) for row in file.rows] == [(1, {"text": "Cat"}), (2, {"text": "Dog"})]
    assert [note.type for note in file.notes] == [NoteType.NO_HEADING]
    assert file.doubts == ()


def test_without_a_heading_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert read("Cat,Felis\nDog,Canis\n", heading=False).content_columns == ("A", "B")


def test_whoever_says_that_it_is_a_heading_is_not_asked_again() -> None:
    file = read("Cat\nDog\n", heading=True)
    assert (file.content_columns, file.doubts) == (("Cat",), ())


def test_the_errors_of_a_file_come_with_the_doubt_about_its_heading() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read("Yes,Yes\nNo,Yes\nNo\n")
    assert [doubt.type for doubt in refused.value.doubts] == [DoubtType.HEADING]
