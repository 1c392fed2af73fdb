"""What only admins see fits Telegram's limits, shows people's words as they are, and gives away no answers."""

from dataclasses import replace

import pytest
from choice import choice
from test_card_messages import assert_telegram_takes_it
from test_panels import PROJECT
from text_catalogue import words_of

from crowd.governing.task_reports import MOST_REASON, ReportReason
from crowd.ids import ContributorId, ProjectId, TaskId
from crowd.projects.project import MAX_NAME, MAX_QUESTION, Hold, ProjectState
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS
from handlers.governing.history_words import told
from handlers.governing.oversight_screens import audit_page, project_list, project_overseen, report_list
from handlers.texts import LOCALES, texts_in
from storage.governing.events import Event, EventType
from storage.governing.task_reports import Reported
from usecases.governing.overseeing.read_audit import EVENTS_A_PAGE, AuditView
from usecases.governing.overseeing.read_projects import LISTED_A_PAGE, ListView, OneView

LARGE = 2**52
WILD = "<b>&"
LONGEST = replace(
    PROJECT,
    id=ProjectId(LARGE),
    requester_id=ContributorId(LARGE),
    name=(WILD * MAX_NAME)[:MAX_NAME],
    question=choice(
        (WILD * MAX_QUESTION)[:MAX_QUESTION],
        [f"{n}{WILD * MAX_OPTION}"[:MAX_OPTION] for n in range(MAX_OPTIONS)],
    ),
    state=ProjectState.PAUSED,
    held=Hold.ADMIN,
    held_reason=(WILD * MOST_REASON)[:MOST_REASON],
)
REPORTED = Reported(
    people=3,
    reasons=dict.fromkeys(ReportReason, 3),
    words=((WILD * MOST_REASON)[:MOST_REASON],) * 3,
    task_id=TaskId(LARGE),
)
NOTHING = Reported(people=0, reasons={}, words=(), task_id=None)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("held", [None, *Hold])
@pytest.mark.parametrize("reported", [REPORTED, NOTHING])
def test_the_largest_project_fits_a_message(locale: str, held: Hold | None, reported: Reported) -> None:
    view = OneView(project=replace(LONGEST, held=held), people=LARGE, reported=reported, reported_at=LARGE)
    assert_telegram_takes_it(project_overseen(view, texts_in(locale), alert=True))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_largest_lists_fit_a_message(locale: str) -> None:
    view = ListView(projects=[(LONGEST, 7)] * LISTED_A_PAGE, page=1, pages=9, total=70)
    for listed in (project_list, report_list):
        assert_telegram_takes_it(listed(view, texts_in(locale)))
        assert_telegram_takes_it(listed(replace(view, projects=[]), texts_in(locale)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event_type", EventType)
def test_a_full_page_of_what_was_done_fits_a_message(locale: str, event_type: EventType) -> None:
    event = Event(
        at=1_700_000_000_000_000,
        actor_id=ContributorId(LARGE),
        about_id=ContributorId(LARGE),
        type=event_type,
        project_id=ProjectId(LARGE),
        reason=(WILD * MOST_REASON)[:MOST_REASON],
    )
    view = AuditView(events=[event] * EVENTS_A_PAGE, page=3, pages=9, of=LARGE)
    assert_telegram_takes_it(audit_page(view, texts_in(locale)))


def test_an_admin_sees_what_is_asked_but_no_answers_and_no_way_to_them() -> None:
    project = replace(PROJECT, launched_at=1)
    message = project_overseen(
        OneView(project=project, people=40, reported=NOTHING, reported_at=0), texts_in("en")
    )
    words = words_of(message.html)
    assert "Question: Which colour is it?" in words
    assert "Options: Red · Blue" in words
    # Neither the mean confidence nor the number of answers.
    assert not any(secret in words for secret in ("98", "1115", "1,115"))
    kinds = {(button.callback_data or "").partition(":")[0] for row in message.buttons for button in row}
    assert kinds == {"v1", "A1", "B1"}


def _told(
    event_type: EventType, reason: str = "", *, actor: int = 5, project: int | None = 3, locale: str = "en"
) -> str:
    event = Event(
        at=1,
        actor_id=ContributorId(actor),
        about_id=ContributorId(7),
        type=event_type,
        project_id=None if project is None else ProjectId(project),
        reason=reason,
    )
    return told(event, texts_in(locale))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (_told(EventType.SUBSCRIBED, "2"), "5 subscribed and agreed to the terms, version 2"),
        (_told(EventType.BREAK_ENDED, actor=0), "the pause of 7 ended"),
        (_told(EventType.FORGOTTEN, "left"), "somebody was forgotten because they left long ago"),
        (_told(EventType.ADMIN_ADDED, actor=0), "7 became an admin in the bot’s settings"),
        (
            _told(EventType.RESTORED, actor=0),
            "the bot was restored from a backup: what was done after the backup was made is missing here",
        ),
        (_told(EventType.IMPORTED, "1"), "5 imported a file with one task as project 3"),
        (_told(EventType.IMPORTED, ""), "5 imported a file as project 3"),
        (_told(EventType.DELETED, actor=0), "the draft of project 3 was deleted because 7 left it untouched"),
        (_told(EventType.RULE_CHANGED, "MAX 5"), "5 changed the most answers for a task in project 3: “5”"),
        (_told(EventType.RULE_CHANGED, "ENDS"), "5 changed the end date or limit in project 3"),
        (_told(EventType.COMPLETED, "deadline"), "project 3 of 7 ended: its end date passed"),
        (_told(EventType.COMPLETED), "project 3 of 7 ended: all its tasks are closed"),
        (_told(EventType.HANDED_OUT, "final"), "5 got the final results of project 3"),
        (_told(EventType.HANDED_OUT), "5 got the results so far of project 3"),
        (_told(EventType.ANNOUNCED, "12"), "5 sent an announcement to 12 people, project 3"),
        (_told(EventType.ANNOUNCED, "1", project=None), "5 sent an announcement to one person"),
        (_told(EventType.PAYING_BEGUN, "25"), "5 agreed to pay at most 2.5 Stars for an announcement"),
        (
            _told(EventType.PAYING_ENDED, "BUDGET", actor=0),
            "an announcement by 7 is no longer paid for: the month’s Stars are used up",
        ),
        (_told(EventType.PAYING_ENDED, "", actor=0), "an announcement by 7 is no longer paid for"),
        (
            _told(EventType.COMPLETED, "budget", locale="es"),
            "terminó el proyecto 3 de 7: llegó a su número de respuestas",
        ),
        (
            _told(EventType.HANDED_OUT, "final", locale="es"),
            "5 recibió los resultados finales del proyecto 3",
        ),
    ],
)
def test_what_was_done_is_told_in_a_sentence(sentence: str, expected: str) -> None:
    assert sentence == expected


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event_type", EventType)
def test_no_type_of_event_shows_a_word_of_the_program(locale: str, event_type: EventType) -> None:
    for actor in (0, 5):
        for reason in ("", event_type):
            sentence = _told(event_type, reason, actor=actor, locale=locale).replace(f": {event_type}", "")
            assert "_" not in sentence
            assert event_type not in sentence
