"""A task's content is cut to fit, between words, never inside a character, and pages lose nothing."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_catalogue import utf16
from wild_texts import characters, few, texts

from handlers.cut import MOST_FIELDS, MOST_NAME, MOST_PARTS, cut, cut_fields, pages_of, width

contents = st.dictionaries(texts(200, 1).filter(str.strip), texts(2000), min_size=1, max_size=30)


def compact(text: str) -> str:
    return "".join(text.split())


@few
@given(texts(300))
def test_a_width_is_counted_as_telegram_counts(text: str) -> None:
    assert width(text) == utf16(text)


@few
@given(texts(500), st.integers(0, 400))
def test_a_cut_text_fits(text: str, room: int) -> None:
    shown = cut(text, room)
    assert utf16(shown) <= max(room, 1)
    if utf16(text) <= room:
        assert shown == text
    else:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])


@few
@given(characters, st.integers(40, 400))
def test_a_cut_never_tears_a_character_apart(parts: list[str], room: int) -> None:
    text = "".join(parts)
    shown = cut(text, room).removesuffix("…") if utf16(text) > room else text
    borders = {"", *accumulate(parts)}
    # White space before the ellipsis is dropped.
    assert shown in borders | {border.rstrip() for border in borders}


@pytest.mark.parametrize("character", ["👨‍👩‍👧‍👦", "e\u0301", "🇪🇸", "👍🏽", "🏳️‍🌈", "1️⃣", "कि"])
def test_whole_characters_are_kept_wherever_the_cut_falls(character: str) -> None:
    for room in range(utf16(character) + 1, 120):
        shown = cut(character * 100, room).removesuffix("…")
        assert shown
        assert shown.replace(character, "") == ""


def test_a_cut_falls_between_words() -> None:
    assert cut("one two three four", 12) == "one two…"
    assert cut("one\ntwo three", 8) == "one\ntwo…"


def test_a_letter_with_marks_without_end_is_cut_where_it_must_be() -> None:
    text = "a" + "\u0301" * 50_000
    assert utf16(cut(text, 100)) == 100
    pages = pages_of({"text": text}, room=3000)
    assert len(pages) < 30
    assert "".join(part for page in pages for _, part in page) == text
    assert len(text) > MOST_PARTS


@few
@given(contents, st.integers(2400, 3600))
def test_shown_fields_fit_their_room_with_their_names(content: dict[str, str], room: int) -> None:
    shown = cut_fields(content, room=room)
    assert sum(utf16(name) + utf16(text) + 4 for name, text in shown.fields) <= room + 4 * MOST_FIELDS
    assert len(shown.fields) <= MOST_FIELDS
    assert all(utf16(name) <= MOST_NAME and text for name, text in shown.fields)


@few
@given(contents)
def test_whatever_is_not_shown_whole_is_called_cut(content: dict[str, str]) -> None:
    shown = cut_fields(content, room=3000)
    given_fields = [(name, text.strip()) for name, text in content.items() if text.strip()]
    assert shown.is_cut == (shown.fields != given_fields)


def test_a_short_field_stays_whole_beside_a_long_one() -> None:
    shown = cut_fields({"text": "word " * 10_000, "hypothesis": "It rains."}, room=3000)
    assert dict(shown.fields)["hypothesis"] == "It rains."
    assert utf16(dict(shown.fields)["text"]) > 2900
    assert shown.is_cut


def test_empty_fields_are_not_shown() -> None:
    assert cut_fields({"a": " ", "b": "x", "c": ""}, room=100).fields == [("b", "x")]


@few
@given(contents, st.integers(600, 3600))
def test_pages_fit_and_lose_no_word(content: dict[str, str], room: int) -> None:
    pages = pages_of(content, room=room)
    for page in pages:
        assert sum(utf16(name) + utf16(part) + 4 for name, part in page) <= room
    for name, text in content.items():
        parts = [part for page in pages for field, part in page if field == name]
        assert compact("".join(parts)) == compact(text)


@pytest.mark.parametrize("word", ["word ", "字", "👨‍👩‍👧‍👦", "שלום ", "x", "<&>"])
def test_a_text_of_50_000_characters_is_paged_whole(word: str) -> None:
    text = (word * 50_000)[:50_000]
    pages = pages_of({"text": text}, room=3696)
    assert all(utf16(part) <= 3696 for page in pages for _, part in page)
    assert compact("".join(part for page in pages for _, part in page)) == compact(text)
    assert len(pages) <= 2 * utf16(text) / 3696 + 2
