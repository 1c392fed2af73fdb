"""Numbers and options as people type them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.errors import ValueRefused
from crowd.typed.numbers import is_count, read_count, read_share
from crowd.typed.options import split_options


@pytest.mark.parametrize(
    "text",
    [
        "95%",
        "95 %",
        " 95 ",
        "0.95",
        "0,95",
        ".95",
        ",95",
        "95.0",
        "９５％",
        "０．９５",
        "٩٥٪",
        "95 percent",
        "95 por ciento",
    ],
)
def test_a_share_is_read_however_it_is_written(text: str) -> None:
    assert read_share(text) == 0.95


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("3", 3),
            ("３", 3),
            ("٣", 3),
            ("3.0", 3),
            ("three", 3),
            ("Tres", 3),
            ("3 answers", 3),
            ("3 respuestas", 3),
        ),
        *(
            ("1 000", 1000),
            ("1,000", 1000),
            ("1.000", 1000),
            ("1\u202f000", 1000),
            ("1’000", 1000),
            ("12,345,678", 12345678),
        ),
    ],
)
def test_a_count_is_read_however_it_is_written(text: str, number: int) -> None:
    assert read_count(text) == number
    assert is_count(text) or text == "3.0"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(
            ("95%", "count-is-share"),
            ("0.95", "count-is-share"),
            ("0,95", "count-is-share"),
            (".5", "count-is-share"),
        ),
        *(("2.5", "not-whole"), ("1,5", "not-whole")),
        *(("", "not-a-number"), ("many", "not-a-number"), ("-1", "not-a-number"), ("1e3", "not-a-number")),
        *(
            ("nan", "not-a-number"),
            ("inf", "not-a-number"),
            ("9" * 30, "not-a-number"),
        ),
        *(("1 00", "not-a-number"), ("1,000.000", "not-a-number")),
    ],
)
def test_what_is_no_count_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_count(text)
    assert refused.value.reason == reason


@given(text=st.text(max_size=20))
def test_whatever_is_typed_is_a_number_or_refused(text: str) -> None:
    for read in (read_count, read_share):
        with contextlib.suppress(ValueRefused):
            assert 0 <= read(text) < 10**12


@given(number=st.integers(0, 10**9))
def test_a_number_is_read_with_and_without_groups(number: int) -> None:
    assert read_count(str(number)) == read_count(f"{number:,}") == number


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("是，否、不知道", ("是", "否", "不知道")),
        ("Ja；Nein, vielleicht", ("Ja", "Nein, vielleicht")),
        ("نعم، لا", ("نعم", "لا")),
        ("Yes / No", ("Yes", "No")),
        ("Yes | No", ("Yes", "No")),
        ("Yes/No", ("Yes/No",)),
        ("1-5", ("1", "2", "3", "4", "5")),
        ("2024-2026", ("2024-2026",)),
        ("5-1", ("5-1",)),
        ("1-100", ("1-100",)),
        ("a, b\nc", ("a, b", "c")),
        ("", ()),
    ],
)
def test_options_are_told_apart_by_what_stands_between_them(text: str, options: tuple[str, ...]) -> None:
    assert split_options(text) == options
