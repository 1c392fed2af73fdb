"""Lets somebody cancel whatever dialogue they are in."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId, ProjectId
from crowd.people.visitors import Visitor
from crowd.projects.draft import DraftStep
from storage.announcing.announcements import find_announcement_draft
from storage.answering.cards import find_card
from storage.conversation.expecting import Expected, expect_no_more
from storage.conversation.spots import retire
from storage.drafting.dialogues import end_dialogue, find_dialogue
from storage.projects.panels import find_panel
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.announcing.writing.drop_announcement import give_up_announcement
from usecases.answering.show_card import Screen, retire_card
from usecases.answering.turn_card import back_to_task
from usecases.check_access import is_requester
from usecases.conversation.read_place import Place, Waiting, read_place
from usecases.drafting.import_pages import stop_imports
from usecases.drafting.take_file import drop_pending
from usecases.people.pacing.close_pace import close_pace
from usecases.people.subscribing.unblock import unblock
from usecases.projects.show_project import show_panel
from usecases.terms import Terms


class Left(StrEnum):
    """What somebody left."""

    ANNOUNCEMENT = "ANNOUNCEMENT"  #: nobody gets it
    DRAFT = "DRAFT"  #: the project is kept as a draft
    RULE = "RULE"  #: the rule of a launched project stays as it was
    PACE = "PACE"  #: the pace stays as it was
    FILE = "FILE"  #: no project was made from it
    REASON = "REASON"  #: nothing was done
    WORDS = "WORDS"  #: the report stays as it was
    CHANGE = "CHANGE"  #: the answer stays as it was
    SCREEN = "SCREEN"  #: the card shows its task again
    CARD = "CARD"  #: nothing; they have an open task
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What somebody left, and the name of the project or file it was about."""

    left: Left
    project: str = ""
    project_id: ProjectId | None = None
    step: str = DraftStep.NAME


def leave_dialogue(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> Leaving:
    """Cancel whatever waits for somebody's next message; what they said before is kept."""
    unblock(tx, visitor, at=at)
    place = read_place(tx, visitor.id, at=at)
    match place.waiting:
        case Waiting.ANNOUNCEMENT:
            return _leave_announcement(tx, visitor.id, at=at)
        case Waiting.STEP:
            return _leave_step(tx, visitor.id, place, terms=terms, at=at)
        case Waiting.FILE:
            drop_pending(tx, by=visitor.id, at=at)
            return Leaving(left=Left.FILE, project=place.file)
        case Waiting.REASON:
            expect_no_more(tx, visitor.id, Expected.REASON)
            return Leaving(left=Left.REASON)
        case Waiting.WORDS:
            expect_no_more(tx, visitor.id, Expected.WORDS)
            return Leaving(left=Left.WORDS)
        case Waiting.PACE:
            close_pace(tx, visitor, at=at)
            return Leaving(left=Left.PACE)
        case _ if find_announcement_draft(tx, visitor.id) is not None:
            return _leave_announcement(tx, visitor.id, at=at)
        case _ if names := stop_imports(tx, by=visitor.id, at=at):
            return Leaving(left=Left.FILE, project=names[-1])
        case _:
            return _leave_screen(tx, visitor.id, place, at=at)


def _leave_announcement(tx: Tx, who: ContributorId, *, at: int) -> Leaving:
    announcement = find_announcement_draft(tx, who)
    if announcement is not None:
        give_up_announcement(tx, announcement, at=at)
    expect_no_more(tx, who, Expected.ANNOUNCEMENT)
    return Leaving(left=Left.ANNOUNCEMENT)


def _leave_step(tx: Tx, who: ContributorId, place: Place, *, terms: Terms, at: int) -> Leaving:
    draft = find_dialogue(tx, who)
    project = find_project(tx, draft.project_id) if draft else None
    if draft is None or project is None:
        return Leaving(left=Left.NOTHING)
    end_dialogue(tx, project.id)
    expect_no_more(tx, who, Expected.STEP)
    retire(tx, draft.spot, at=at)
    if not place.is_launched:
        return Leaving(left=Left.DRAFT, project=project.name, project_id=project.id, step=project.draft_step)
    panel = find_panel(tx, project.id)
    may_see = is_requester(tx, who, terms=terms)
    if may_see and panel is not None and panel.spot is not None:
        show_panel(tx, project.id, who, at=at)
    return Leaving(left=Left.RULE, project=project.name, project_id=project.id)


def _leave_screen(tx: Tx, who: ContributorId, place: Place, *, at: int) -> Leaving:
    """Show the card's task again, below what was typed."""
    card = find_card(tx, who)
    if card is None or place.waiting is Waiting.NOTHING:
        return Leaving(left=Left.NOTHING)
    if card.screen == Screen.TASK:
        return Leaving(left=Left.CARD)
    retire_card(tx, card, at=at)
    back_to_task(tx, card, at=at)
    return Leaving(left=Left.CHANGE if place.waiting is Waiting.CHANGE else Left.SCREEN)
