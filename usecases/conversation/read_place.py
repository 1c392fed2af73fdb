"""Reads where somebody is in the chat: what their next message is for."""

from dataclasses import dataclass, replace
from enum import StrEnum

from crowd.ids import MINUTE, AnnouncementId, AssignmentId, ContributorId, ProjectId
from crowd.kinds.question import Question
from crowd.people.contributors import ContributorState
from crowd.projects.project import ProjectState
from storage.announcing.announcements import find_announcement_draft
from storage.answering.assignments import find_lease
from storage.answering.cards import Card, find_card
from storage.answering.tasks import task_content
from storage.conversation.expecting import Expected, Expecting, find_expecting
from storage.conversation.out_types import OutType
from storage.conversation.outbox import waits_as
from storage.drafting.dialogues import find_dialogue
from storage.drafting.pending_files import list_open
from storage.people.contributors import find_contributor
from storage.projects.projects import count_projects, find_project
from storage.projects.questions import list_questions
from storage.tx import Tx
from usecases.answering.show_card import OF_PREVIOUS, Screen
from usecases.answering.turn_card import is_current, is_held
from usecases.people.pacing.pace_screens import PaceScreen

#: How long after a pace screen was opened typed text is meant for it.
PACE_OPEN = 30 * MINUTE
#: How long after a reason or a few words were asked for typed text is meant as such.
REASON_OPEN = 30 * MINUTE
_NOT_SUBSCRIBED = frozenset({None, ContributorState.NEW, ContributorState.LEFT})
#: Pace screens that ask for nothing.
_ASK_NOTHING = frozenset({PaceScreen.MAIN, PaceScreen.PAUSED})


class Waiting(StrEnum):
    """What the next message of somebody is for."""

    ANNOUNCEMENT = "ANNOUNCEMENT"  #: the text of an announcement
    STEP = "STEP"  #: a step in setting up a project
    FILE = "FILE"  #: a question about a file they sent
    PACE = "PACE"  #: one of their own settings
    REASON = "REASON"  #: an admin's reason for what they are about to do
    WORDS = "WORDS"  #: a few words about something they reported
    CHANGE = "CHANGE"  #: an earlier answer they are changing
    CARD = "CARD"  #: the open task
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is in the chat.

    Attributes:
        waiting: What their next message is for.
        state: Their state as a contributor; None if they never wrote.
        project: The name of the project that the dialogue is about.
        project_id: That project.
        is_launched: Whether it was launched, so that only one of its rules is being changed.
        step: The step of the dialogue.
        announcement_id: The announcement being written, or previewed before it is sent.
        only_asks: Whether they have projects of their own and do not answer questions.
        file: The name of the file that a question is about; empty for pasted lines.
        pace: The open pace screen, whatever else waits.
        about: What a reason is for, or the report that words belong to.
        assignment_id: The assignment on the card.
        question: What is asked there, of its task.
        is_unseen: Whether the card has not been sent yet, so that typed text cannot be meant for it.
        is_settled: Whether others have settled the task: an answer still counts, anything else asks for the next one.
    """

    waiting: Waiting
    state: ContributorState | None = None
    project: str = ""
    project_id: ProjectId | None = None
    is_launched: bool = False
    step: str | None = None
    announcement_id: AnnouncementId | None = None
    file: str = ""
    pace: PaceScreen | None = None
    about: str = ""
    assignment_id: AssignmentId | None = None
    question: Question | None = None
    is_settled: bool = False
    is_unseen: bool = False
    only_asks: bool = False


def read_place(tx: Tx, who: ContributorId, *, at: int) -> Place:
    """Return where somebody is. If several things wait for a message, the one asked for last comes first."""
    contributor = find_contributor(tx, who)
    state = contributor.state if contributor else None
    asked, card = find_expecting(tx, who), find_card(tx, who)
    if (about := _asked_in_words(tx, card, asked, state, at=at)) is not None:
        return about
    pace = _open_pace(asked, at=at)
    if pace is not None and pace not in _ASK_NOTHING and not _is_newer(tx, card, asked):
        return Place(waiting=Waiting.PACE, state=state, pace=pace)
    about_file = asked is not None and asked.what is Expected.FILE and not _is_newer(tx, card, asked)
    if about_file and (questions := list_open(tx, who)):
        received = questions[-1].received
        file = received.name if received.file_id is not None else ""
        return Place(waiting=Waiting.FILE, state=state, file=file)
    dialogue = _in_dialogue(tx, who, asked, state)
    if dialogue is not None:
        return dialogue
    place = _on_card(tx, card, state, pace)
    looked_at = find_announcement_draft(tx, who) if asked and asked.what is Expected.ANNOUNCEMENT else None
    return replace(
        place,
        announcement_id=looked_at.id if looked_at else None,
        only_asks=state in _NOT_SUBSCRIBED and count_projects(tx, who) > 0,
    )


def _asked_in_words(
    tx: Tx, card: Card | None, asked: Expecting | None, state: ContributorState | None, *, at: int
) -> Place | None:
    if asked is None or at > asked.since + REASON_OPEN:
        return None
    if asked.what is Expected.REASON:
        return Place(waiting=Waiting.REASON, state=state, about=asked.part)
    if asked.what is Expected.WORDS and not _is_newer(tx, card, asked):
        return Place(waiting=Waiting.WORDS, state=state, about=asked.part)
    return None


def _open_pace(asked: Expecting | None, *, at: int) -> PaceScreen | None:
    if asked is None or asked.what is not Expected.PACE or at > asked.since + PACE_OPEN:
        return None
    return PaceScreen(asked.part)


def _is_newer(tx: Tx, card: Card | None, asked: Expecting | None) -> bool:
    """Return whether a task was shown after the pace screen, so that typed text is more likely meant for the task."""
    shown = card is not None and asked is not None and card.changed_at > asked.since
    return shown and card is not None and is_current(tx, card)


def _in_dialogue(
    tx: Tx, who: ContributorId, asked: Expecting | None, state: ContributorState | None
) -> Place | None:
    announcement, draft = find_announcement_draft(tx, who), find_dialogue(tx, who)
    step_is_newer = draft is not None and asked is not None and asked.what is Expected.STEP
    if announcement is not None and announcement.text is None and not step_is_newer:
        return Place(waiting=Waiting.ANNOUNCEMENT, state=state, announcement_id=announcement.id)
    project = find_project(tx, draft.project_id) if draft else None
    if draft is None or project is None:
        return None
    return Place(
        waiting=Waiting.STEP,
        state=state,
        project=project.name,
        project_id=project.id,
        is_launched=project.state is not ProjectState.DRAFT,
        step=draft.step,
    )


def _is_unseen(tx: Tx, card: Card) -> bool:
    return card.spot is None and waits_as(tx, OutType.CARD, card.chat_id) is not None


def _on_card(tx: Tx, card: Card | None, state: ContributorState | None, pace: PaceScreen | None) -> Place:
    nothing = Place(waiting=Waiting.NOTHING, state=state, pace=pace)
    if card is None or state is not ContributorState.ACTIVE:
        return nothing
    changing = Screen(card.screen) in OF_PREVIOUS
    assignment_id = card.previous_assignment_id if changing else card.assignment_id
    if assignment_id is None or not (changing or is_held(tx, card)):
        return nothing
    lease = find_lease(tx, assignment_id)
    questions = list_questions(tx, lease.project_id) if lease else []
    if lease is None or card.position >= len(questions):
        return nothing
    return Place(
        waiting=Waiting.CHANGE if changing else Waiting.CARD,
        state=state,
        pace=pace,
        assignment_id=assignment_id,
        question=questions[card.position].of_task(
            task_content(tx, lease.task_id), task=lease.task_id, person=card.chat_id
        ),
        is_unseen=_is_unseen(tx, card),
        is_settled=not changing and not is_current(tx, card),
    )
