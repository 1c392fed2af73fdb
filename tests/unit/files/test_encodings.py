"""Files in any common encoding are read and the encoding is named; undecodable bytes are never guessed away."""

import codecs

import pytest

from crowd.files.errors import Reason, TaskFileErrors
from crowd.files.tables.choices import Note, NoteType, ReadChoices
from crowd.files.task_file import TaskFile, read_task_file


def read(data: bytes, *, skip: bool = False) -> TaskFile:
    return read_task_file(data, name="tasks.csv", choices=ReadChoices(heading=True, skip_bad_rows=skip))


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("café", "cp1252", "Windows-1252"),
        ("L’été est déjà là…", "cp1252", "Windows-1252"),
        ("Größe: 25 °C – „gut“, 5 €", "cp1252", "Windows-1252"),
        ("¿QUÉ? ÑANDÚ", "cp1252", "Windows-1252"),
        ("Příliš žluťoučký kůň úpěl", "cp1250", "Windows-1250"),
        ("Árvíztűrő tükörfúrógép", "cp1250", "Windows-1250"),
        ("Zażółć gęślą jaźń", "cp1250", "Windows-1250"),
        ("Идёт дождь, и это хорошо", "cp1251", "Windows-1251"),
        ("Идёт дождь, и это хорошо", "koi8_r", "KOI8"),
        ("Идёт дождь, и это хорошо", "cp866", "DOS code page 866"),
        ("Καλημέρα κόσμε", "cp1253", "Windows-1253"),
        ("çok güzel değil, şimdi İstanbul’da yağmur", "cp1254", "Windows-1254"),
        ("שלום עולם", "cp1255", "Windows-1255"),
        ("مرحبا بالعالم", "cp1256", "Windows-1256"),
        ("雨が降る、そして止む", "cp932", "Shift JIS"),
        ("雨が降る、そして止む", "euc_jp", "EUC-JP"),
        ("今天下雨，明天也下雨", "gb18030", "GB 18030"),
        ("안녕하세요 세계", "euc_kr", "EUC-KR"),
        ("สวัสดีชาวโลก", "cp874", "Windows-874"),
        ("L’été est déjà là", "mac_roman", "Mac Roman"),
        ("schön und größer", "cp850", "DOS code page 850"),
    ],
)
def test_an_encoding_before_unicode_is_recognised_by_a_few_words_and_named(
    text: str, codec: str, name: str
) -> None:
    file = read(f'id,text\n1,"{text}"\n2,plain\n'.encode(codec))
    assert file.rows[0].content["text"] == text
    assert file.encoding == name
    assert file.notes == (Note(type=NoteType.ENCODING, args={"encoding": name}),)


@pytest.mark.parametrize("marks", [0, 1, 2, 3])
def test_utf_8_may_have_any_number_of_byte_order_marks(marks: int) -> None:
    file = read(codecs.BOM_UTF8 * marks + "id,text\n0007,Ñandú\n".encode())
    assert (file.columns, file.rows[0].key, file.notes) == (("id", "text"), "0007", ())


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-16", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE * 2),
        ("utf-32", b""),
    ],
)
@pytest.mark.parametrize("text", ["Ñandú", "дождь", "雨が降る"])
def test_utf_16_is_read_with_and_without_a_mark(codec: str, mark: bytes, text: str) -> None:
    file = read(mark + f"id,text\r\n0007,{text}\r\n".encode(codec))
    assert (file.columns, file.rows[0].content["text"]) == (("id", "text"), text)
    assert file.encoding in {"UTF-16", "UTF-32"}


def test_a_few_bad_bytes_are_an_error_of_their_row_which_can_be_left_out() -> None:
    data = "id,text\n1,schön\n2,gr\0ß\n3,süß und größer\n".encode().replace(b"\0", b"\xf6")
    with pytest.raises(TaskFileErrors) as refused:
        read(data)
    assert [(error.row, error.column, error.reason, error.found) for error in refused.value.errors] == [
        (3, "text", Reason.BAD_CHARACTER, "gr\ufffdß")
    ]
    assert [row.key for row in read(data, skip=True).rows] == ["1", "3"]


def test_a_bad_byte_in_a_heading_is_refused() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read("id,text,größ\0\n1,schön,süß\n".encode().replace(b"\0", b"\xe9"))
    assert [(error.row, error.reason) for error in refused.value.errors] == [(1, Reason.BAD_CHARACTER)]


def test_a_short_word_that_ends_like_a_cut_off_utf_8_is_none() -> None:
    assert read("text\ncafé".encode("cp1252")).rows[0].content["text"] == "café"
