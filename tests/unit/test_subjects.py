"""Whom tasks suit, by language and topic."""

import pytest

from crowd.errors import ValueRefused
from crowd.projects.topics import (
    LANGUAGES,
    Subject,
    Tastes,
    Topic,
    check_language,
    check_topic,
    fits,
    toggled,
)

CODES = tuple(LANGUAGES)


def test_whoever_has_said_nothing_is_asked_everything() -> None:
    assert all(fits(Subject(language=code, topic=topic), Tastes()) for code in LANGUAGES for topic in Topic)


def test_what_has_no_language_and_no_topic_is_for_everybody() -> None:
    nothing = Tastes(unread=frozenset(LANGUAGES), unwanted=frozenset(Topic))
    assert fits(Subject(), nothing)


def test_both_the_language_and_the_topic_must_fit() -> None:
    tastes = Tastes(unread=frozenset({"de"}), unwanted=frozenset({"food"}))
    assert fits(Subject(language="en", topic=Topic.NEWS), tastes)
    assert not fits(Subject(language="de", topic=Topic.NEWS), tastes)
    assert not fits(Subject(language="en", topic=Topic.FOOD), tastes)
    assert not fits(Subject(language="de"), tastes)


def test_a_choice_switches_one_and_again_switches_it_back() -> None:
    once = toggled(frozenset(), 2, CODES)
    assert once == {CODES[2]}
    assert toggled(once, 2, CODES) == frozenset()


def test_the_last_two_choices_are_all_and_none() -> None:
    assert toggled(frozenset({"de"}), len(CODES), CODES) == frozenset()
    assert toggled(frozenset({"de"}), len(CODES) + 1, CODES) == set(CODES)
    with pytest.raises(IndexError):
        toggled(frozenset(), len(CODES) + 2, CODES)


@pytest.mark.parametrize(
    ("text", "code"), [("es", "es"), (" Español ", "es"), ("TÜRKÇE", "tr"), ("中文", "zh"), ("any", None)]
)
def test_a_language_is_known_by_its_code_and_its_own_name(text: str, code: str | None) -> None:
    assert check_language(text) == code


def test_topics_are_known_by_their_keys() -> None:
    assert check_topic(" News ") is Topic.NEWS
    assert check_topic("any") is None


def test_what_is_not_in_the_lists_is_refused() -> None:
    for check in (check_language, check_topic):
        with pytest.raises(ValueRefused):
            check("Klingon")


def test_codes_are_of_two_letters_and_no_name_is_there_twice() -> None:
    assert all(len(code) == 2 and code.islower() for code in LANGUAGES)
    assert len(set(LANGUAGES.values())) == len(LANGUAGES) == 20
    assert len(Topic) == 12
