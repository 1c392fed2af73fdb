"""A sentence stored in the outbox becomes a message, with its buttons and in the person's language."""

from dataclasses import replace

import pytest
from text_catalogue import words_of

from crowd.ids import ContributorId
from handlers.conversation.said import said
from handlers.reply import Acknowledgement, Reply, acknowledgement
from handlers.texts import LOCALES, texts_in
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, Priority
from usecases.terms import DEFAULT_TERMS


def row(**body: object) -> OutRow:
    return OutRow(
        id=1,
        type=OutType.TEXT,
        chat_id=ContributorId(1),
        ref=9,
        body=body,
        priority=Priority.REPLY,
        attempts=1,
    )


def test_what_people_wrote_is_escaped_in_a_sentence() -> None:
    out = row(key="project-complete", args={"project": "<b>&", "tasks": 2, "answers": 1})
    message = said(out, texts_in("en"), DEFAULT_TERMS)
    assert words_of(message.html) == "<b>& is done.\n2 tasks, one answer."
    assert message.buttons[0][0].callback_data == "p1:9:f"


@pytest.mark.parametrize("key", ["banned", "banned-from-all"])
def test_somebody_banned_reads_whom_to_write_to_if_anybody_is_named(key: str) -> None:
    out = row(key=key, args={"reason": "<b>spam"})
    named = replace(DEFAULT_TERMS, privacy_contact="privacy@example.org")
    assert words_of(said(out, texts_in("en"), DEFAULT_TERMS).html).endswith("<b>spam")
    assert "<b>spam\nIf" in words_of(said(out, texts_in("en"), named).html)
    assert "privacy@example.org" in said(out, texts_in("es"), named).html


def test_ready_html_is_sent_as_it_is() -> None:
    assert said(row(html="<b>x</b>"), texts_in("en"), DEFAULT_TERMS).html == "<b>x</b>"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("key", "button"),
    [
        ("welcome", "y1:1"),
        ("still-paused", "r1"),
        ("project-complete", "p1:9:f"),
        ("project-ended-budget", "p1:9:f"),
    ],
)
def test_a_sentence_that_asks_for_something_has_the_button_for_it(locale: str, key: str, button: str) -> None:
    out = row(key=key, args={"project": "x", "tasks": 1, "answers": 1} if "project" in key else {})
    message = said(out, texts_in(locale), DEFAULT_TERMS)
    assert message.buttons[0][0].callback_data == button


def test_a_press_without_a_word_is_acknowledged_all_the_same() -> None:
    assert acknowledgement("1", None, texts_in("en")) == Acknowledgement(query_id="1", text=None, alert=False)


def test_a_window_stays_until_it_is_closed_when_it_must_not_be_overlooked() -> None:
    given = acknowledgement("1", Reply(key="answer-late", alert=True), texts_in("es"))
    assert given.text == texts_in("es")("answer-late")
    assert given.alert
