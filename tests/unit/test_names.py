"""Names that people cannot distinguish are the same; others stay different, in every alphabet and in emoji."""

import pytest

from crowd.errors import ValueRefused
from crowd.typed.names import look_of, tidy_name
from crowd.typed.options import check_options


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Yes", "yes"),
        ("Yes", " Yes "),
        ("no answer", "no  answer"),
        ("no answer", "no\u00a0answer"),
        ("no answer", "noanswer"),
        ("caf\u00e9", "cafe\u0301"),
        ("cat", "c\u200bat"),
        ("cat", "\ufeffcat"),
        ("cat", "cat\u2060"),
        ("cat", "ca\u00adt"),
        ("cat", "\u200ecat\u202c"),
        ("❤", "❤\ufe0f"),
        ("می\u200cخواهم", "میخواهم"),
        ("сор", "cop"),
    ],
)
def test_names_that_look_alike_have_one_look(first: str, second: str) -> None:
    assert look_of(first) == look_of(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("cat", "cats"),
        ("é", "e"),
        ("1", "1.0"),
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("👍", "👍🏽"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        ("🇩🇪", "🇫🇷"),
        ("да", "нет"),
    ],
)
def test_names_that_look_different_stay_so(first: str, second: str) -> None:
    assert look_of(first) != look_of(second)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u3164", "\u2800", "\ufe0f", "\u00ad\u2060", "\u200d"])
def test_a_name_that_nobody_can_see_is_none(text: str) -> None:
    assert tidy_name(text) == ""


@pytest.mark.parametrize("text", ["❤\ufe0f", "1\ufe0f\u20e3", "👩\u200d🔬", "نامه\u200cها", "Zoë  B."])
def test_what_can_be_seen_is_kept_as_it_was(text: str) -> None:
    assert tidy_name(text) == text.replace("  ", " ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Yes, yes", "option-twice"),
        ("cat\nc\u200bat", "option-twice"),
        ("no answer\nnoanswer", "options-alike"),
        ("❤\n❤\ufe0f", "options-alike"),
        ("Yes\n\u2060\nNo", "option-unseen"),
        ("Yes\n\u3164", "option-unseen"),
    ],
)
def test_options_that_nobody_can_tell_apart_or_see_are_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        check_options(text)
    assert refused.value.reason == reason


def test_options_are_stored_composed_and_without_what_nobody_sees() -> None:
    assert check_options("cafe\u0301\n\ufeffte\u0301 \u200b\n❤\ufe0f") == ("café", "té", "❤\ufe0f")
