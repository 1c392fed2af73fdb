"""The summary of results and the list of broken tasks fit in a message and show people's words as they are."""

from dataclasses import replace

import pytest
from choice import choice
from hypothesis import given
from hypothesis import strategies as st
from test_card_messages import assert_telegram_takes_it
from test_panels import PROJECT
from text_catalogue import words_of
from wild_texts import few, lines, texts

from crowd.answering.assignments import SkipReason
from handlers.projects import panels
from handlers.projects import summary_screens as summary_messages
from handlers.texts import LOCALES, texts_in
from storage.answering.skips import SkippedTask
from storage.projects.summaries import DoubtfulTask
from usecases.conversation.read_views import PanelView
from usecases.projects.read_summary import SummaryView
from usecases.projects.show_project import PanelScreen

ENGLISH = texts_in("en")
DOUBT = DoubtfulTask(key="7", content={"text": "Arrived\non <time>"}, value=2, confidence=0.6204)
VIEW = SummaryView(
    project=replace(
        PROJECT,
        question=choice(options=("Positive", "Negative", "Neutral")),
        n_tasks=30,
        n_closed=30,
        n_stated=30,
        confidence_sum=28.8,
    ),
    values=[(0, 14), (1, 10), (2, 6)],
    doubts=[DOUBT],
    troubled={SkipReason.BROKEN: 2, SkipReason.DONT_KNOW: 9},
)

keys = lines(64)
contents = st.dictionaries(lines(20), texts(300), min_size=1, max_size=3)
doubtful = st.builds(
    DoubtfulTask, key=keys, content=contents, value=st.integers(0, 2), confidence=st.floats(0.01, 1)
)
skipped_tasks = st.builds(
    SkippedTask, key=keys, content=contents, skips=st.just({SkipReason.BROKEN: 10**6, SkipReason.UNCLEAR: 7})
)


def test_the_results_in_a_few_lines() -> None:
    shown = summary_messages.summary(VIEW, ENGLISH)
    assert words_of(shown.html).splitlines() == [
        "Results of “Colours”",
        "30 of 30 tasks have a result.",
        "Positive: 14 tasks (46.7 %)",
        "Negative: 10 tasks (33.3 %)",
        "Neutral: 6 tasks (20 %)",
        "",
        "Stated confidence: 96 % on average",
        "Least certain:",
        "• Neutral, 62 % sure: “Arrived on <time>” (id 7)",
        "",
        (
            "Tasks that somebody skipped as broken: 2; as unclear: 0. "
            "To see which, tap “Skipped tasks” on the panel."
        ),
    ]


def test_of_fifty_options_the_commonest_are_shown_and_the_rest_counted() -> None:
    project = replace(VIEW.project, question=choice(options=[f"Option {number}" for number in range(50)]))
    view = replace(VIEW, project=project, values=[(number, 60 - number) for number in range(50)])
    words = words_of(summary_messages.summary(view, ENGLISH).html)
    assert "Option 9: 51 tasks" in words
    assert "Option 10" not in words
    assert "…and 40 more options with 1,220 tasks" in words


def test_without_any_result_it_says_so() -> None:
    view = replace(VIEW, values=[], doubts=[], troubled={})
    assert "No task has a result yet." in summary_messages.summary(view, ENGLISH).html
    ended = replace(view, project=replace(view.project, n_cut_off=25))
    assert "25 tasks were still open when the project ended." in summary_messages.summary(ended, ENGLISH).html


def test_the_panel_says_how_often_people_skipped_and_why() -> None:
    skips = {SkipReason.BROKEN: 4, SkipReason.UNCLEAR: 5, SkipReason.DONT_KNOW: 3}
    view = PanelView(project=PROJECT, spot=None, screen=PanelScreen.MAIN, skips=skips)
    panel = panels.panel(view, ENGLISH)
    assert "Skipped 12 times: 5 unclear, 4 broken, 3 didn’t know" in words_of(panel.html).splitlines()
    assert panel.buttons[-1][0].text == "Skipped tasks"
    quiet = panels.panel(replace(view, skips={}), ENGLISH)
    assert "kipped" not in quiet.html + str(quiet.buttons)


def test_the_tasks_that_people_find_broken_are_listed_with_their_reasons() -> None:
    worst = SkippedTask(
        key="k<1>",
        content={"text": "x"},
        skips={SkipReason.BROKEN: 4, SkipReason.UNCLEAR: 1, SkipReason.DONT_KNOW: 2},
    )
    view = PanelView(
        project=PROJECT, spot=None, screen=PanelScreen.SKIPPED, skips=worst.skips, troubled=[worst]
    )
    shown = panels.panel(view, ENGLISH)
    assert words_of(shown.html).splitlines()[:3] == [
        "Tasks that people find broken in “Colours”",
        "Skipped 7 times: 4 broken, 2 didn’t know, 1 unclear",
        "• 4 broken, 1 unclear: “x” (id k<1>)",
    ]
    assert [row[0].text for row in shown.buttons] == ["Back"]
    assert ENGLISH("skipped-none") in panels.panel(replace(view, troubled=[]), ENGLISH).html


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(
    name=lines(80),
    counted=st.lists(st.tuples(lines(64), st.integers(1, 10**6)), min_size=3, max_size=50),
    doubts=st.lists(
        st.builds(
            DoubtfulTask, key=keys, content=contents, value=st.integers(0, 2), confidence=st.floats(0.01, 1)
        ),
        max_size=3,
    ),
    skipped=st.lists(
        st.builds(SkippedTask, key=keys, content=contents, skips=st.just({SkipReason.BROKEN: 10**6})),
        max_size=10,
    ),
)
def test_whatever_people_write_both_fit_a_message(
    locale: str,
    name: str,
    counted: list[tuple[str, int]],
    doubts: list[DoubtfulTask],
    skipped: list[SkippedTask],
) -> None:
    options, counts = zip(*counted, strict=True)
    project = replace(PROJECT, name=name, question=choice(options=options))
    values = list(enumerate(counts))
    view = SummaryView(project=project, values=values, doubts=doubts, troubled={SkipReason.UNCLEAR: 10**6})
    assert_telegram_takes_it(summary_messages.summary(view, texts_in(locale)))
    screen = PanelView(
        project=project,
        spot=None,
        screen=PanelScreen.SKIPPED,
        skips=dict.fromkeys(SkipReason, 10**6),
        troubled=skipped,
    )
    assert_telegram_takes_it(panels.panel(screen, texts_in(locale)))
