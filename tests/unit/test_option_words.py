"""Which option people mean when they type it."""

import pytest

from crowd.kinds.option_words import has_places, read_option

COLOURS = ("Red", "Dark blue", "Café")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Red", 0),
        ("  red ", 0),
        ("DARK   BLUE", 1),
        ("dark\u00a0blue", 1),
        ("cafe\u0301", 2),
        ("Red.", 0),
        ("red!", 0),
        ("2", 1),
        ("2.", 1),
        ("/2", 1),
        ("2)", 1),
        ("#2", 1),
        ("２", 1),
        ("2\ufe0f\u20e3", 1),
        ("0", None),
        ("4", None),
        ("-1", None),
        ("Cafe", None),
        ("Red or blue", None),
        ("", None),
        (".", None),
        ("2 3", None),
    ],
)
def test_an_option_is_known_by_its_text_or_its_number(text: str, label: int | None) -> None:
    assert read_option(text, COLOURS) == label


@pytest.mark.parametrize(
    ("text", "options", "label"),
    [
        ("2", ("5", "4", "3", "2", "1"), 3),
        ("2.", ("5", "4", "3", "2", "1"), 3),
        ("/2", ("5", "4", "3", "2", "1"), 3),
        ("3", ("0", "1", "2"), None),
        ("2", ("5 stars", "4 stars", "2 stars"), 2),
        ("1", ("5 stars", "4 stars"), None),
        ("1", ("1 to 3", "1 to 5"), None),
        ("2", ("Yes", "No", "2 of them"), 2),
        ("1", ("Yes", "No", "2 of them"), None),
    ],
)
def test_options_that_are_numbers_are_meant_by_their_own(
    text: str, options: tuple[str, ...], label: int | None
) -> None:
    assert not has_places(options)
    assert read_option(text, options) == label


def test_what_fits_two_options_is_neither_but_the_exact_one_is_known() -> None:
    assert read_option("yes", ("Yes", "YES")) is None
    assert read_option("YES", ("Yes", "YES")) == 1
