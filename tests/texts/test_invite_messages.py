"""Telegram accepts every invitation, whatever a project is called and asks."""

import struct
from dataclasses import replace

import pytest
from choice import choice
from hypothesis import given
from hypothesis import strategies as st
from test_panels import PROJECT, assert_telegram_takes_it
from text_catalogue import utf16, words_of
from wild_texts import few, lines

from crowd.projects.project import MAX_NAME, MAX_QUESTION, ProjectState
from handlers.announcing.invite_screens import (
    MAX_CAPTION,
    draw_link,
    invite_link,
    invite_numbers,
    invite_words,
)
from handlers.texts import LOCALES, texts_in
from storage.announcing.invites import Arrivals
from storage.projects.reach import Reach
from usecases.announcing.invite_people import InviteView

#: As long as Telegram lets a bot's name be.
LINK = invite_link("a" * 29 + "bot", "x" * 16)

views = st.builds(
    InviteView,
    project=st.builds(
        lambda name, question, state: replace(PROJECT, name=name, question=choice(question), state=state),
        lines(MAX_NAME),
        lines(MAX_QUESTION),
        st.sampled_from([ProjectState.RUNNING, ProjectState.PAUSED]),
    ),
    token=st.just("x" * 16),
    reach=st.builds(
        Reach,
        people=st.integers(0, 3),
        online=st.integers(0, 3),
        named=st.none() | st.integers(1, 3),
    ),
    arrivals=st.builds(
        Arrivals, opened=st.integers(0, 3), subscribed=st.integers(0, 3), answered=st.integers(0, 3)
    ),
)


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(view=views)
def test_every_invitation_is_one_that_telegram_takes(locale: str, view: InviteView) -> None:
    texts = texts_in(locale)
    numbers, words = invite_numbers(view, LINK, texts), invite_words(view, LINK, texts)
    assert_telegram_takes_it(numbers)
    assert_telegram_takes_it(words)
    assert LINK in words_of(numbers.html)
    shown = words_of(words.html)
    assert utf16(shown) <= MAX_CAPTION
    assert shown.endswith(LINK)


def test_a_link_can_be_copied_by_a_button() -> None:
    # Telegram: "The text to be copied to the clipboard; 1-256 characters".
    assert len(LINK) <= 256


def test_the_picture_is_sharp_and_has_white_around_it() -> None:
    picture = draw_link(LINK)
    assert picture.startswith(b"\x89PNG")
    across, down = struct.unpack(">II", picture[16:24])
    assert across == down
    assert 600 <= across <= 1280
