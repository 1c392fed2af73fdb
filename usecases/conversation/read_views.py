"""Reads what a message shows at the moment it is sent, so that a card or panel is never out of date when it goes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crowd.answering import path
from crowd.answering.assignments import CHANGE_WINDOW, MOST_EXTENSIONS, AssignmentState, SkipReason, warn_from
from crowd.deciding.policy import CloseReason
from crowd.ids import MINUTE, AssignmentId, ContributorId, ProjectId
from crowd.kinds import Value
from crowd.kinds.question import Question
from crowd.people.pace import MOST_IGNORED, Activity, Pace, quiet_ends, wants_digest
from crowd.projects.draft import DraftStep
from crowd.projects.efforts import Effort
from crowd.projects.project import Project, ProjectState
from crowd.projects.steps import RULE_STEPS
from crowd.simulated.forecast import Forecast
from storage.announcing.invites import NOBODY_CAME, Arrivals, count_arrivals
from storage.answering.asks import find_ask
from storage.answering.assignments import Held, Lease, find_held
from storage.answering.cards import Card, find_card
from storage.answering.forms import own_answers
from storage.answering.skips import SkippedTask, count_skips, worst_skipped
from storage.deciding.gold import gold_examples
from storage.deciding.rules import count_closed_by
from storage.drafting.dialogues import find_dialogue
from storage.people.contributors import find_contributor, is_waiting
from storage.people.paces import find_pace, find_reader
from storage.projects.panels import find_panel
from storage.projects.projects import count_projects, find_project, list_projects, project_changed_at
from storage.tx import Spot, Tx
from usecases.answering.forms.parts import found_in, values_of
from usecases.answering.show_card import OF_PREVIOUS, Screen
from usecases.deciding.foresee_answers import ForecastInput, read_forecast_input
from usecases.projects.show_project import PanelScreen, apt_screen

#: How much of a task is read to remind somebody of what they answered last; less is shown.
BEGINNING = 200
#: Tasks that people find broken, on the panel; the results file has all.
SHOWN_SKIPPED = 10
#: Projects on one page of the list.
PROJECTS_A_PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """Where somebody is in a task that asks several questions.

    Attributes:
        number: Which question this is for them, from 1.
        total: How many they answer in all, if they come to every one that they may still come to.
        chosen: What they answered to it before, if they went back to it.
        back: The place of the question that came before; None at the first.
        on: The place of the question to go on with, if they went back.
    """

    number: int
    total: int
    chosen: Value | None = None
    back: int | None = None
    on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task as a contributor sees it. Nothing here gives away whether it is a gold task."""

    assignment_id: AssignmentId | None  #: None in a preview
    project: str
    question: Question
    content: dict[str, str]
    form: FormView | None = None  #: where its question stands among several


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The last answer, if it can still be changed."""

    assignment_id: AssignmentId
    value: Value
    answer: str
    about: str  #: the beginning of the task it answered, in one line; empty if the task shows nothing
    can_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """What a contributor's card shows now."""

    card: Card
    screen: Screen
    task: TaskView | None
    given: LastAnswer | None
    locale: str | None = None  #: the person's language; None if they were forgotten
    knows_clock: bool = True  #: whether the person's time zone is known
    quiet_until: int = 0  #: nothing new that they do not wait for may be sent before this
    ends_in: int | None = None  #: minutes until their time for the task is up, once that is soon
    more_time: bool = False  #: whether they can ask for more
    digest_at: int | None = None  #: minutes after midnight at which a digest comes instead of pushes
    backs_off: bool = False  #: whether this is the last message until the person writes
    waits: bool = False  #: whether the bot will write by itself once there is a task


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelView:
    """What a project's panel shows now; `changed_at` is the time of the project's last change."""

    project: Project
    spot: Spot | None  #: where it is shown
    screen: PanelScreen
    changed_at: int = 0
    closed_by: Mapping[CloseReason, int] = field(default_factory=dict)  #: closed tasks by the reason
    arrivals: Arrivals = NOBODY_CAME
    zone: str | None = None  #: the requester's time zone, if it is known
    skips: Mapping[SkipReason, int] = field(default_factory=dict)  #: how often people skipped, by reason
    troubled: Sequence[
        SkippedTask
    ] = ()  #: tasks that people find broken or unclear, on the screen that lists them
    forecast_input: ForecastInput | None = None
    forecast: Forecast | None = None  #: filled in outside the transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueView:
    """What a requester's dialogue asks for now."""

    project: Project
    step: str
    spot: Spot | None  #: where it is shown
    version: int = 1  #: grows each time it asks something
    gold_options: tuple[str, ...]  #: distinct gold labels of the file: a first guess at the options
    zone: str | None = None  #: the requester's time zone, if it is known
    forecast_input: ForecastInput | None = None
    #: By effort, and of the project's own numbers (None); filled in outside the transaction, maybe later.
    forecasts: Mapping[Effort | None, Forecast] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectsView:
    """A page of a requester's projects."""

    projects: list[Project]
    page: int
    pages: int


def locale_of(tx: Tx, contributor_id: ContributorId) -> str | None:
    """Return somebody's language, or None if they never wrote."""
    contributor = find_contributor(tx, contributor_id)
    return contributor.locale if contributor else None


def read_card(tx: Tx, chat_id: ContributorId, *, at: int) -> CardView | None:
    """Return what somebody's card shows."""
    card = find_card(tx, chat_id)
    if card is None:
        return None
    screen = Screen(card.screen)
    shown = card.previous_assignment_id if screen in OF_PREVIOUS else card.assignment_id
    before = card.previous_assignment_id
    held = find_held(tx, {one for one in (shown, before) if one is not None})
    offer, previous = held.get(shown) if shown else None, held.get(before) if before else None
    task = _task(tx, offer, card) if offer else None
    given = _given_before(previous, card, at=at) if previous else None
    if offer and task and screen not in OF_PREVIOUS:
        given = _given_here(offer, task, card) or given
    reader = find_reader(tx, chat_id)
    pace, activity = (reader.pace, reader.activity) if reader else (Pace(), Activity())
    return CardView(
        card=card,
        screen=screen,
        task=task,
        given=given,
        locale=reader.locale if reader else None,
        knows_clock=pace.zone is not None,
        quiet_until=quiet_ends(pace, at),
        ends_in=_ends_in(offer.lease, at=at) if screen is Screen.TASK and offer else None,
        more_time=offer is not None and offer.lease.extensions < MOST_EXTENSIONS,
        digest_at=pace.digest_at if wants_digest(pace) else None,
        backs_off=activity.ignored_pushes >= MOST_IGNORED,
        waits=screen is Screen.SETTLED and is_waiting(tx, chat_id),
    )


def read_panel(tx: Tx, project_id: ProjectId) -> PanelView | None:
    """Return what a project's panel shows."""
    panel, project = find_panel(tx, project_id), find_project(tx, project_id)
    if panel is None or project is None:
        return None
    screen = apt_screen(project, PanelScreen(panel.screen))
    return PanelView(
        project=project,
        spot=panel.spot,
        screen=screen,
        changed_at=project_changed_at(tx, project_id),
        closed_by=count_closed_by(tx, project_id),
        arrivals=count_arrivals(tx, project_id),
        zone=find_pace(tx, project.requester_id)[0].zone,
        skips=count_skips(tx, project_id) if project.n_skips else {},
        troubled=worst_skipped(tx, project_id, limit=SHOWN_SKIPPED) if screen is PanelScreen.SKIPPED else (),
        forecast_input=read_forecast_input(tx, project) if screen is PanelScreen.MAIN else None,
    )


def read_dialogue(tx: Tx, requester_id: ContributorId, project_id: ProjectId) -> DialogueView | None:
    """Return what a requester's dialogue asks for, or None if it is about another project by now."""
    draft, project = find_dialogue(tx, requester_id), find_project(tx, project_id)
    if draft is None or project is None or draft.project_id != project_id:
        return None
    if project.state is not ProjectState.DRAFT and draft.step not in RULE_STEPS:
        return None
    return DialogueView(
        project=project,
        step=draft.step,
        spot=draft.spot,
        version=draft.version,
        gold_options=tuple(gold_examples(tx, project_id)),
        zone=find_pace(tx, requester_id)[0].zone,
        forecast_input=read_forecast_input(tx, project) if draft.step is DraftStep.READY else None,
    )


def read_projects(tx: Tx, requester_id: ContributorId, page: int) -> ProjectsView:
    """Return a page of a requester's projects; a page past the end gives the last one."""
    pages = max(1, -(-count_projects(tx, requester_id) // PROJECTS_A_PAGE))
    page = min(page, pages - 1)
    projects = list_projects(tx, requester_id, limit=PROJECTS_A_PAGE, offset=page * PROJECTS_A_PAGE)
    return ProjectsView(projects=projects, page=page, pages=pages)


def _ends_in(offer: Lease, *, at: int) -> int | None:
    """Return the minutes until a lease ends, or None while that is far off."""
    left = offer.lease_until - at
    if offer.state is not AssignmentState.OFFERED or left > warn_from(
        offered_for=offer.lease_until - offer.offered_at
    ):
        return None
    return max(-(-left // MINUTE), 1)


def _task(tx: Tx, held: Held, card: Card) -> TaskView:
    # A press may have turned the card from one project's task to another's.
    position = min(card.position, len(held.questions) - 1)
    content = json.loads(held.content)
    return TaskView(
        assignment_id=held.lease.id,
        project=held.project,
        question=_question(held, position, card, content),
        content=content,
        form=_form(tx, held, position) if len(held.questions) > 1 else None,
    )


def _question(held: Held, position: int, card: Card, content: Mapping[str, str]) -> Question:
    """Return one of the questions of an assignment, as it is asked of its task."""
    return held.questions[position].of_task(content, task=held.lease.task_id, person=card.chat_id)


def _form(tx: Tx, held: Held, position: int) -> FormView | None:
    """Return where somebody is among several questions; only these are looked at."""
    ask = find_ask(tx, held.lease.task_id)
    if ask is None:
        return None
    own, found = values_of(own_answers(tx, held.lease.id)), found_in(tx, ask)
    done = [place for place in path.reached(ask.asked, own, found) if place in own and place < position]
    is_open = held.lease.state is AssignmentState.OFFERED
    total = sum(value is not None for value in own.values())
    if is_open:
        # What the card shows may have been settled since.
        total = path.longest(ask.asked, own, found) + (position in found and position not in own)
    return FormView(
        number=len(done) + 1,
        total=max(total, len(done) + 1),
        chosen=own.get(position),
        back=done[-1] if done else None,
        on=path.next_question(ask.asked, own, found) if is_open and position in own else None,
    )


def _beginning(content: Mapping[str, str]) -> str:
    """Return the beginning of a task in one line: enough to recognise it."""
    first = next((text for text in content.values() if text.strip()), "")
    return " ".join(first[:BEGINNING].split())


def _given_before(held: Held, card: Card, *, at: int) -> LastAnswer | None:
    """Return the last answer to the task of a card that was answered before, or the one that the card shows."""
    answered = [position for position, answer in enumerate(held.answers) if answer is not None]
    if not answered:
        return None
    shown = card.position if Screen(card.screen) in OF_PREVIOUS else answered[-1]
    ended_at, content = held.lease.ended_at, json.loads(held.content)
    return _given(
        held,
        card,
        shown if shown in answered else answered[-1],
        content,
        about=_beginning(content),
        can_change=ended_at is not None and at <= ended_at + CHANGE_WINDOW,
    )


def _given_here(held: Held, task: TaskView, card: Card) -> LastAnswer | None:
    """Return the answer to the question before, of a task that asks several; None at the first."""
    if task.form is None or task.form.back is None or held.answers[task.form.back] is None:
        return None
    about = " ".join(held.questions[task.form.back].text[:BEGINNING].split())
    return _given(held, card, task.form.back, task.content, about=about, can_change=False)


def _given(
    held: Held, card: Card, position: int, content: Mapping[str, str], *, about: str, can_change: bool
) -> LastAnswer:
    value = held.answers[position]
    return LastAnswer(
        assignment_id=held.lease.id,
        value=value,
        answer=_question(held, position, card, content).write(value),
        about=about,
        can_change=can_change,
    )
