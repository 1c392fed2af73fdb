"""Panels, lists, the dialogue and tables of errors fit Telegram's limits and show people's words as they are."""

from dataclasses import replace

import pytest
from choice import choice
from hypothesis import given
from hypothesis import strategies as st
from test_card_messages import assert_telegram_takes_it
from text_catalogue import words_of
from wild_texts import few, lines

from crowd.deciding.limits import MOST_BUDGET, Limits
from crowd.deciding.policy import CloseReason, NothingHere, StopRule
from crowd.ids import ContributorId, ProjectId
from crowd.kinds.one_of import OPTIONS
from crowd.projects.draft import DraftStep
from crowd.projects.efforts import Effort, with_effort
from crowd.projects.project import MAX_NAME, MAX_OVERLAP, MAX_QUESTION, Project, ProjectState
from crowd.projects.topics import Subject, Topic
from crowd.simulated.forecast import Forecast
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS
from handlers.drafting import dialogue as dialogues
from handlers.projects import panels
from handlers.projects.rules import reasons_sentence
from handlers.texts import LOCALES, texts_in
from usecases.conversation.read_views import DialogueView, PanelView, ProjectsView
from usecases.projects.show_project import PanelScreen

ENGLISH = texts_in("en")

PROJECT = Project(
    id=ProjectId(12),
    requester_id=ContributorId(1),
    name="Colours",
    state=ProjectState.RUNNING,
    draft_step=DraftStep.READY,
    question=choice(),
    content_columns=("text",),
    rule=StopRule(target=0.95, min_answers=3, max_answers=10),
    subject=Subject(),
    limits=Limits(),
    n_tasks=1200,
    n_closed=300,
    n_gold=0,
    n_stated=300,
    n_answers=1115,
    n_late=2,
    n_skips=5,
    confidence_sum=294.0,
    created_at=0,
    launched_at=None,
    ended_at=None,
)


limits = st.builds(
    Limits,
    budget=st.one_of(st.none(), st.integers(1, MOST_BUDGET)),
    deadline_at=st.one_of(st.none(), st.integers(0, 3 * 10**15)),
)

stop_rules = st.builds(
    StopRule,
    target=st.floats(0.5, 0.999),
    min_answers=st.just(1),
    max_answers=st.integers(1, MAX_OVERLAP),
    margin=st.one_of(st.none(), st.integers(1, MAX_OVERLAP)),
    nothing=st.one_of(st.none(), st.builds(NothingHere, label=st.just(0), run=st.integers(1, MAX_OVERLAP))),
)
reasons = st.dictionaries(st.sampled_from(CloseReason), st.integers(1, 10**6))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    n_tasks = draw(st.integers(0, 10**6))
    return replace(
        PROJECT,
        id=ProjectId(2**52),
        name=draw(lines(MAX_NAME)),
        question=choice(
            draw(st.one_of(lines(MAX_QUESTION), st.just(""))),
            draw(st.lists(lines(MAX_OPTION), min_size=1, max_size=MAX_OPTIONS)),
        ),
        state=draw(st.sampled_from(ProjectState)),
        draft_step=draw(st.sampled_from(DraftStep)),
        rule=draw(stop_rules),
        n_tasks=n_tasks,
        n_closed=draw(st.integers(0, n_tasks)),
        n_answers=draw(st.integers(0, 10**9)),
        limits=draw(limits),
    )


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(project=projects(), screen=st.sampled_from(PanelScreen), closed_by=reasons)
def test_every_panel_is_one_that_telegram_takes(
    locale: str, project: Project, screen: PanelScreen, closed_by: dict[CloseReason, int]
) -> None:
    view = PanelView(project=project, spot=None, screen=screen, closed_by=closed_by)
    assert_telegram_takes_it(panels.panel(view, texts_in(locale)))


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(project=projects(), step=st.sampled_from(DraftStep), gold=st.lists(lines(200), max_size=50))
def test_every_step_of_the_dialogue_is_one_that_telegram_takes(
    locale: str, project: Project, step: DraftStep, gold: list[str]
) -> None:
    view = DialogueView(project=project, step=step, spot=None, gold_options=tuple(gold))
    assert_telegram_takes_it(dialogues.dialogue(view, texts_in(locale)))


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(shown=st.lists(projects(), max_size=3), page=st.integers(0, 3))
def test_every_list_of_projects_is_one_that_telegram_takes(
    locale: str, shown: list[Project], page: int
) -> None:
    view = ProjectsView(projects=shown, page=page, pages=4)
    assert_telegram_takes_it(panels.projects(view, texts_in(locale)))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_longest_summary_of_a_project_fits(locale: str) -> None:
    emoji = "😀"
    largest = replace(
        PROJECT,
        name=emoji * MAX_NAME,
        question=choice(
            emoji * MAX_QUESTION,
            [f"{number:02}" + emoji * (MAX_OPTION - 2) for number in range(MAX_OPTIONS)],
        ),
    )
    view = DialogueView(
        project=largest,
        step=DraftStep.READY,
        spot=None,
        gold_options=(),
        forecasts=dict.fromkeys([*Effort, None], Forecast(low=10**9, likely=2 * 10**9, high=3 * 10**9)),
    )
    assert_telegram_takes_it(dialogues.dialogue(view, texts_in(locale)))


def test_a_panel_shows_where_a_project_stands() -> None:
    view = PanelView(project=PROJECT, spot=None, screen=PanelScreen.MAIN)
    assert words_of(panels.panel(view, ENGLISH).html).splitlines() == [
        "Colours",
        "State: running",
        "▓▓▓░░░░░░░░░ 300 of 1200 tasks closed",
        "Answers: 1,115 (0.9 a task), too late to count: 2",
        "Stated confidence: 98 % on average",
        "Stops asking about a task at 95 % certainty, after 3 to 10 answers",
    ]


FORESEEN = Forecast(low=2870, likely=3412, high=41349)


def test_a_panel_foretells_the_answers_with_no_more_digits_than_are_known() -> None:
    view = PanelView(project=PROJECT, spot=None, screen=PanelScreen.MAIN, forecast=FORESEEN)
    last = words_of(panels.panel(view, ENGLISH).html).splitlines()[-1]
    assert last == "Answers in all: about 3,400 (probably 2,900 to 41,000)"
    exact = replace(view, forecast=Forecast(low=30, likely=30, high=30))
    assert words_of(panels.panel(exact, ENGLISH).html).splitlines()[-1] == "Answers in all: about 30"


def test_the_summary_tells_what_each_effort_costs() -> None:
    project = replace(PROJECT, state=ProjectState.DRAFT, n_tasks=30, n_closed=0, n_answers=0)
    view = DialogueView(project=project, step=DraftStep.READY, spot=None, gold_options=())
    assert words_of(dialogues.dialogue(view, ENGLISH).html).splitlines() == [
        "Ready to launch: Colours",
        "Question: Which colour is it?",
        "Options: Red · Blue",
        "Tasks: 30",
        "",
        "How thorough should I be?",
        "Quick: 85 % sure, 2 to 4 answers per task, 60 to 120 in all",
        "Balanced: 95 % sure, 3 to 7 answers per task, 90 to 210 in all",
        "Careful: 99 % sure, 4 to 12 answers per task, 120 to 360 in all",
        "✅ Your own numbers: 95 % sure, 3 to 10 answers per task, 90 to 300 in all",
        (
            "I stop asking about a task once I’m that sure of its answer. "
            "To set exact numbers, type them, for example: 95 % 3-7"
        ),
    ]
    foreseen = dict.fromkeys([*Effort, None], FORESEEN)
    balanced = replace(project, rule=with_effort(project.rule, Effort.BALANCED, most_sure=1.0))
    view = replace(view, project=balanced, forecasts=foreseen)
    assert words_of(dialogues.dialogue(view, ENGLISH).html).splitlines()[6:-1] == [
        "Quick: 85 % sure, 2 to 4 answers per task, about 3,400 in all",
        "✅ Balanced: 95 % sure, 3 to 7 answers per task, about 3,400 in all (probably 2,900 to 41,000)",
        "Careful: 99 % sure, 4 to 12 answers per task, about 3,400 in all",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_summary_has_one_launch_and_all_else_behind_more(locale: str) -> None:
    texts = texts_in(locale)
    view = DialogueView(project=PROJECT, step=DraftStep.READY, spot=None, gold_options=())
    rows = [[button.text for button in row] for row in dialogues.dialogue(view, texts).buttons]
    assert [len(row) for row in rows] == [3, 1, 2]
    assert rows[1] == [texts("button-launch")]
    assert rows[2] == [texts("button-preview"), texts("button-edit-more")]


def test_known_answers_are_not_counted_among_what_is_asked() -> None:
    project = replace(PROJECT, n_tasks=30, n_gold=10)
    view = DialogueView(project=project, step=DraftStep.READY, spot=None, gold_options=())
    assert "Quick: 85 % sure, 2 to 4 answers per task, 40 to 80 in all" in words_of(
        dialogues.dialogue(view, ENGLISH).html
    )


@pytest.mark.parametrize(("budget", "warns"), [(5, True), (89, True), (90, False), (None, False)])
def test_a_limit_that_cannot_cover_the_fewest_answers_is_warned_of(
    budget: int | None, *, warns: bool
) -> None:
    project = replace(PROJECT, n_tasks=30, limits=Limits(budget=budget))
    view = DialogueView(project=project, step=DraftStep.READY, spot=None, gold_options=())
    words = words_of(dialogues.dialogue(view, ENGLISH).html)
    told = f"⚠️ {budget} answers can’t cover 30 tasks with at least 3 each: that takes 90."
    assert (told in words) is warns
    ended = replace(project, state=ProjectState.COMPLETED, n_answers=budget or 0)
    panel = PanelView(project=ended, spot=None, screen=PanelScreen.MAIN)
    assert told not in words_of(panels.panel(panel, ENGLISH).html)


def test_times_are_shown_by_the_requesters_clock_with_its_zone() -> None:
    project = replace(PROJECT, limits=Limits(deadline_at=1_798_135_200_000_000))
    view = PanelView(project=project, spot=None, screen=PanelScreen.ENDS, zone="Europe/Madrid")
    words = words_of(panels.panel(view, ENGLISH).html)
    assert "on 2026-12-24 19:00 Madrid time" in words
    assert "Times are in Madrid time. To change that, send /pace." in words
    for screen in (PanelScreen.ENDS, PanelScreen.MAIN):
        unknown = words_of(panels.panel(replace(view, zone=None, screen=screen), ENGLISH).html)
        assert "on 2026-12-24 18:00 UTC" in unknown
        assert unknown.count("because I don’t know your time zone. To set it, send /pace.") == 1


def test_options_are_offered_in_sets_that_hold_the_known_answers() -> None:
    def offered(*gold: str, locale: str = "en") -> list[str]:
        view = DialogueView(
            project=replace(
                PROJECT, question=choice(options=()), draft_step=OPTIONS, state=ProjectState.DRAFT
            ),
            step=OPTIONS,
            spot=None,
            gold_options=gold,
        )
        # The last two lead to other kinds of question and back.
        return [row[0].text for row in dialogues.dialogue(view, texts_in(locale)).buttons[:-2]]

    assert offered() == ["Yes · No", "Positive · Neutral · Negative", "1 · 2 · 3 · 4 · 5"]
    assert offered(locale="es") == ["Sí · No", "Positivo · Neutral · Negativo", "1 · 2 · 3 · 4 · 5"]
    assert offered("cat", "dog") == ["cat · dog"]
    assert offered("Yes") == ["Yes · No"]
    assert offered("No", "Yes") == ["Yes · No"], "not the same set twice"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    view = PanelView(
        project=replace(PROJECT, rule=replace(PROJECT.rule, target=0.975)),
        spot=None,
        screen=PanelScreen.MAIN,
    )
    shown = words_of(panels.panel(view, texts_in("es")).html)
    assert "Respuestas: 1.115 (0,9 por tarea), tarde para contar: 2" in shown
    assert "con el 97,5 % de seguridad, tras recibir de 3 a 10 respuestas" in shown


def test_almost_certain_is_never_called_certain() -> None:
    project = replace(PROJECT, confidence_sum=299.99)
    view = PanelView(project=project, spot=None, screen=PanelScreen.MAIN)
    assert "Stated confidence: 99.9 %" in panels.panel(view, ENGLISH).html


@pytest.mark.parametrize(
    ("state", "step", "buttons"),
    [
        (ProjectState.DRAFT, OPTIONS, ["Continue", "Preview", "Delete draft…"]),
        (ProjectState.DRAFT, DraftStep.READY, ["Launch", "Preview", "Edit", "Delete draft…"]),
        (
            ProjectState.RUNNING,
            DraftStep.READY,
            [
                "Pause",
                "Results",
                "Preview",
                "Agreement",
                "Invite people",
                "Announce",
                "When to stop",
                "Cancel",
            ],
        ),
        (
            ProjectState.PAUSED,
            DraftStep.READY,
            [
                "Resume",
                "Results",
                "Preview",
                "Agreement",
                "Invite people",
                "Announce",
                "When to stop",
                "Cancel",
            ],
        ),
        (
            ProjectState.COMPLETED,
            DraftStep.READY,
            ["Preview", "Results", "Agreement", "Announce", "When to stop"],
        ),
        (ProjectState.CANCELLED, DraftStep.READY, ["Preview", "Results", "Agreement", "Announce"]),
    ],
)
def test_a_panel_has_the_buttons_of_its_state(
    state: ProjectState, step: DraftStep, buttons: list[str]
) -> None:
    launched_at = None if state is ProjectState.DRAFT else 1
    project = replace(PROJECT, state=state, draft_step=step, launched_at=launched_at)
    view = PanelView(project=project, spot=None, screen=PanelScreen.MAIN)
    shown = panels.panel(view, ENGLISH).buttons
    assert [button.text for row in shown for button in row] == buttons


def test_a_draft_shows_how_many_tasks_it_has_and_no_progress() -> None:
    project = replace(PROJECT, state=ProjectState.DRAFT, n_tasks=30, launched_at=None)
    view = PanelView(project=project, spot=None, screen=PanelScreen.MAIN)
    words = words_of(panels.panel(view, ENGLISH).html)
    assert "Tasks: 30" in words.splitlines()
    assert [mark for mark in ("░", "Answers") if mark in words] == []
    assert panels.project_line(project, ENGLISH) == f"{project.name} · draft"


def test_a_draft_that_was_cancelled_once_offers_nothing_but_to_delete_it() -> None:
    project = replace(PROJECT, state=ProjectState.CANCELLED, launched_at=None)
    view = PanelView(project=project, spot=None, screen=PanelScreen.MAIN)
    shown = panels.panel(view, ENGLISH).buttons
    assert [button.text for row in shown for button in row] == ["Preview", "Delete draft…"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (ProjectState.CANCELLED, "5 of 30 tasks decided; 25 still open when you cancelled"),
        (ProjectState.COMPLETED, "5 of 30 tasks decided; 25 still open when it ended"),
    ],
)
def test_the_bar_of_a_project_that_ended_early_shows_what_was_decided(state: ProjectState, told: str) -> None:
    project = replace(PROJECT, state=state, n_tasks=30, n_closed=30, n_cut_off=25, launched_at=1)
    view = PanelView(project=project, spot=None, screen=PanelScreen.MAIN)
    assert f"▓▓░░░░░░░░░░ {told}" in words_of(panels.panel(view, ENGLISH).html).splitlines()
    assert panels.project_line(project, ENGLISH).endswith("· 17 %")


RULED = replace(
    PROJECT,
    rule=replace(PROJECT.rule, margin=2, nothing=NothingHere(label=1, run=3)),
    limits=Limits(budget=1115),
)


def test_a_panel_says_why_tasks_closed_and_by_which_rules_they_can() -> None:
    counted = {CloseReason.MARGIN: 41, CloseReason.TARGET: 250, CloseReason.NOTHING_HERE: 9}
    view = PanelView(project=RULED, spot=None, screen=PanelScreen.MAIN, closed_by=counted)
    assert words_of(panels.panel(view, ENGLISH).html).splitlines()[5:] == [
        "Closed: certain enough 250, far enough ahead 41, nothing there 9",
        "Stops asking about a task at 95 % certainty, after 3 to 10 answers",
        "Also stops when one option is 2 ahead of every other",
        "Also stops when 3 answers in a row say “Blue”",
        "Ends at the latest after 1,115 answers in all",
        (
            "⚠️ 1,115 answers can’t cover 1,200 tasks with at least 3 each: that takes 3,600. "
            "Tasks that get too few answers close undecided."
        ),
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reason", CloseReason)
def test_every_reason_has_words_of_its_own(locale: str, reason: CloseReason) -> None:
    shown = {one: reasons_sentence({one: 2}, texts_in(locale)) for one in CloseReason}
    assert [one for one, said in shown.items() if said == shown[reason]] == [reason]


def test_each_rule_has_a_button() -> None:
    shown = panels.panel(PanelView(project=RULED, spot=None, screen=PanelScreen.RULES), ENGLISH)
    assert [[button.text for button in row] for row in shown.buttons] == [
        ["Stop when 95 % sure"],
        ["At least 3 answers", "At most 10 answers"],
        ["Stop when ahead by 2"],
        ["Stop early on “Blue”"],
        ["Ends after 1,115 answers"],
        ["Back"],
    ]
    summary = dialogues.dialogue(
        DialogueView(project=RULED, step=DraftStep.READY, spot=None, gold_options=()), ENGLISH
    )
    assert "Also stops when 3 answers in a row say “Blue”" in words_of(summary.html)


@pytest.mark.parametrize(
    ("step", "choices"),
    [
        (DraftStep.MARGIN, [["2", "3", "4"], ["Turn this off"]]),
        (DraftStep.NOTHING, [["Red"], ["Blue"], ["Turn this off"]]),
        (DraftStep.RUN, [["2", "3", "5"]]),
        (DraftStep.TARGET, [["90 %", "95 %", "99 %"]]),
    ],
)
@pytest.mark.parametrize("state", [ProjectState.DRAFT, ProjectState.RUNNING])
def test_a_rule_can_be_tapped(state: ProjectState, step: DraftStep, choices: list[list[str]]) -> None:
    project = replace(RULED, state=state)
    if state is ProjectState.RUNNING:
        view = PanelView(project=project, spot=None, screen=PanelScreen(step))
        shown = panels.panel(view, ENGLISH).buttons
    else:
        shown = dialogues.dialogue(
            DialogueView(project=project, step=step, spot=None, gold_options=()), ENGLISH
        ).buttons
    taps = [[button.text for button in row] for row in shown]
    assert taps == [*choices, ["Back"]]


def test_the_ends_of_a_project_can_be_tapped_or_typed() -> None:
    deadline = 1_798_135_200_000_000
    project = replace(PROJECT, launched_at=1, limits=Limits(budget=2000, deadline_at=deadline))
    shown = panels.panel(PanelView(project=project, spot=None, screen=PanelScreen.ENDS), ENGLISH)
    words = words_of(shown.html)
    assert "after 2,000 answers in all, or on 2026-12-24 18:00 UTC" in words
    assert "so far: 1,115" in words
    assert [[button.text for button in row] for row in shown.buttons] == [
        ["2,500 answers", "3,000 answers", "4,000 answers"],
        ["In a day", "In 7 days", "In 30 days"],
        ["No limit"],
        ["Back"],
    ]


def test_limits_that_cannot_cover_the_tasks_are_not_suggested() -> None:
    project = replace(PROJECT, state=ProjectState.DRAFT, n_tasks=30, n_answers=0, limits=Limits(budget=5))
    view = DialogueView(project=project, step=DraftStep.ENDS, spot=None, gold_options=())
    shown = dialogues.dialogue(view, ENGLISH)
    assert [button.text for button in shown.buttons[0]][:2] == ["90 answers", "150 answers"]


def test_cancelling_is_asked_twice() -> None:
    view = PanelView(project=replace(PROJECT, name="<b>"), spot=None, screen=PanelScreen.CANCEL)
    message = panels.panel(view, ENGLISH)
    assert "End “<b>” for good?" in words_of(message.html)
    assert [row[0].text for row in message.buttons] == ["Yes, end it for good", "Back"]


def test_deleting_is_asked_twice() -> None:
    view = PanelView(
        project=replace(PROJECT, name="<b>", state=ProjectState.DRAFT),
        spot=None,
        screen=PanelScreen.DELETE,
    )
    message = panels.panel(view, ENGLISH)
    assert "Delete the draft “<b>”?" in words_of(message.html)
    assert [row[0].text for row in message.buttons] == ["Yes, delete it", "Back"]


def test_a_link_can_be_copied_and_is_no_markup() -> None:
    message = panels.grant_link(ENGLISH, "https://t.me/bot?start=g_<x>&y")
    assert message.buttons[0][0].copies == "https://t.me/bot?start=g_<x>&y"
    assert "g_<x>&y" in words_of(message.html)


def test_who_has_no_project_is_told_how_to_begin() -> None:
    message = panels.projects(ProjectsView(projects=[], page=0, pages=1), ENGLISH)
    assert message.html == ENGLISH("projects-none")
    assert message.buttons == []


@pytest.mark.parametrize("locale", LOCALES)
def test_language_and_topic_are_told_where_they_were_chosen_and_nowhere_else(locale: str) -> None:
    texts = texts_in(locale)
    view = DialogueView(project=PROJECT, step=DraftStep.READY, spot=None, gold_options=())
    chosen = replace(PROJECT, subject=Subject(language="hi", topic=Topic.FOOD))
    plain, told = (dialogues.dialogue(one, texts).html for one in (view, replace(view, project=chosen)))
    added = [line for line in told.splitlines() if line not in plain.splitlines()]
    assert added == [
        texts("panel-language", {"name": "हिन्दी"}),
        texts("panel-topic", {"name": texts("topic-food")}),
    ]


@pytest.mark.parametrize("step", [DraftStep.LANGUAGE, DraftStep.TOPIC])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_and_topic_has_a_button_and_the_chosen_one_a_mark(
    locale: str, step: DraftStep
) -> None:
    project = replace(PROJECT, subject=Subject(language="es", topic=Topic.SPORT))
    texts = texts_in(locale)
    message = dialogues.dialogue(DialogueView(project=project, step=step, spot=None, gold_options=()), texts)
    assert_telegram_takes_it(message)
    names = [button.text for row in message.buttons for button in row]
    chosen = "Español" if step is DraftStep.LANGUAGE else texts("topic-sport")
    assert [name for name in names if name.startswith("✅")] == [f"✅ {chosen}"]
    assert len(set(names)) == len(names) == (22 if step is DraftStep.LANGUAGE else 14)
