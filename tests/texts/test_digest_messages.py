"""A digest says what there is to do, in every language, and fits in a message."""

import pytest
from test_card_messages import assert_telegram_takes_it
from text_catalogue import words_of

from crowd.projects.project import MAX_NAME
from handlers.announcing.digests import digest
from handlers.texts import LOCALES, texts_in
from usecases.announcing.send_digests import COUNT_AT_MOST, NAMED_PROJECTS

TOLD = {
    "projects": [["Pets & <more>", 12], ["Birds", 1]],
    "others": 0,
    "answered": 4,
    "decided": 3,
    "agreed": 2,
}


def test_a_digest_reads_like_this() -> None:
    assert words_of(digest(TOLD, texts_in("en"), backs_off=False).html).splitlines() == [
        "Your digest",
        "You’ve given 4 answers since the last one. Thank you!",
        "3 questions you answered have been decided, 2 of them the way you answered.",
        "",
        "Questions waiting for you:",
        "• Pets & <more>: 12 questions",
        "• Birds: one question",
    ]


def test_what_there_is_not_is_not_said_and_has_no_button() -> None:
    told = {"projects": [], "others": 0, "answered": 0, "decided": 1, "agreed": 0}
    message = digest(told, texts_in("en"), backs_off=False)
    assert words_of(message.html).splitlines()[1:] == [
        "One question you answered has been decided, but differently from your answer."
    ]
    assert message.buttons == []


def test_many_are_told_as_many_and_the_last_digest_says_so() -> None:
    told = {**TOLD, "projects": [["Pets", COUNT_AT_MOST]], "others": 3}
    words = words_of(digest(told, texts_in("en"), backs_off=True).html)
    assert "• Pets: more than 100 questions\n… and 3 more projects" in words
    assert "the last time I write" in words


@pytest.mark.parametrize("locale", LOCALES)
def test_the_longest_digest_fits_a_message(locale: str) -> None:
    projects = [["😀" * MAX_NAME, COUNT_AT_MOST]] * NAMED_PROJECTS
    told = {"projects": projects, "others": 10**6, "answered": 10**6, "decided": 10**6, "agreed": 10**6}
    assert_telegram_takes_it(digest(told, texts_in(locale), backs_off=True))
