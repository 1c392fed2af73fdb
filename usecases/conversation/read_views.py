"""Reads what a message shows at the moment it is sent, so that a card or panel is never out of date when it goes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
from storage.answering.assignments import Held, Lease, find_held
from storage.answering.cards import Card, find_card
from storage.answering.skips import SkippedTask, count_skips, worst_skipped
from storage.deciding.gold import gold_examples
from storage.deciding.rules import count_closed_by
from storage.drafting.dialogues import find_dialogue
from storage.people.contributors import find_contributor, is_waiting
from storage.people.paces import find_pace, find_reader
from storage.projects.panels import find_panel
from storage.projects.projects import count_projects, find_project, list_projects, project_changed_at
from storage.tx import Spot, Tx
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
class TaskView:
    """A task as a contributor sees it. Nothing here gives away whether it is a gold task."""

    assignment_id: AssignmentId | None  #: None in a preview
    project: str
    question: Question
    content: dict[str, str]


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
    reader = find_reader(tx, chat_id)
    pace, activity = (reader.pace, reader.activity) if reader else (Pace(), Activity())
    return CardView(
        card=card,
        screen=screen,
        task=_task(offer, chat_id) if offer else None,
        given=_given(previous, chat_id, at=at) if previous else None,
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


def _task(held: Held, person: ContributorId) -> TaskView:
    content = json.loads(held.content)
    return TaskView(
        assignment_id=held.lease.id,
        project=held.project,
        question=held.question.of_task(content, task=held.lease.task_id, person=person),
        content=content,
    )


def _beginning(content: Mapping[str, str]) -> str:
    """Return the beginning of a task in one line: enough to recognise it."""
    first = next((text for text in content.values() if text.strip()), "")
    return " ".join(first[:BEGINNING].split())


def _given(held: Held, person: ContributorId, *, at: int) -> LastAnswer | None:
    ended_at = held.lease.ended_at
    if held.answer is None:
        return None
    content = json.loads(held.content)
    question = held.question.of_task(content, task=held.lease.task_id, person=person)
    return LastAnswer(
        assignment_id=held.lease.id,
        value=held.answer,
        answer=question.write(held.answer),
        about=_beginning(content),
        can_change=ended_at is not None and at <= ended_at + CHANGE_WINDOW,
    )
