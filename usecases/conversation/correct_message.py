"""Lets somebody correct what they typed by editing their message."""

from dataclasses import dataclass, replace
from enum import StrEnum

from crowd.announcing.announcements import AnnouncementState
from crowd.answering.assignments import AssignmentState
from crowd.ids import AnnouncementId, AssignmentId, ContributorId, ProjectId
from crowd.kinds.question import Question
from crowd.people.visitors import Visitor
from crowd.projects.draft import DraftStep, read_step
from crowd.projects.project import ProjectState
from crowd.projects.steps import RULE_STEPS
from storage.announcing.announcements import find_announcement, set_announcement_text
from storage.answering.answers import newest_value, updates_of
from storage.answering.cards import find_card
from storage.answering.tasks import task_content
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.typed import Origin, Purpose, TypedMessage, find_typed, is_newest, put_typed
from storage.drafting.dialogues import find_dialogue
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import show_announcement
from usecases.announcing.writing.write_announcement import Written, check_announcement, write_announcement
from usecases.answering.answer_in_words import NotTaken, Said, answer_in_words
from usecases.answering.change_answer import Changed, change_answer
from usecases.answering.record_answer import Given, Taken, own_offer
from usecases.answering.show_card import show_card_again
from usecases.check_access import check_requester, own_project
from usecases.conversation.read_place import read_place
from usecases.drafting.answer_draft import answer_draft, store_step
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.type_pace import type_pace
from usecases.projects.change_rules import store_rule
from usecases.terms import Terms


class Corrected(StrEnum):
    """What an edited message led to."""

    NOTHING = "NOTHING"  #: the message had no effect, so its edit has none
    TAKEN = "TAKEN"  #: handled as if it had just been typed; the reply to that says enough
    NAME = "NAME"  #: the project has a new name
    STEP = "STEP"  #: the project has a new value
    ANNOUNCEMENT = "ANNOUNCEMENT"  #: the announcement has a new text
    ANSWER = "ANSWER"  #: the answer was changed
    SAME = "SAME"  #: it says the same as before
    KEPT = "KEPT"  #: it is no possible answer, so the answer stays as it is
    SUPERSEDED = "SUPERSEDED"  #: something newer has been said since
    LAUNCHED = "LAUNCHED"  #: the project was launched, so this can no longer be changed
    SENT = "SENT"  #: the announcement was sent or dropped
    TOO_OLD = "TOO_OLD"  #: the time to change an answer is over
    MOVED_ON = "MOVED_ON"  #: the task is no longer theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an edited message led to, with what the reply needs.

    Attributes:
        corrected: What it led to.
        project: The name of the project that it was about.
        answer: The answer that now stands.
        taken: The outcome, if it was taken as an answer.
    """

    corrected: Corrected
    project: str = ""
    answer: str = ""
    taken: Taken | NotTaken | Changed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An edited message: what it now says, as plain text and as an announcement."""

    said: Said
    written: Written


def correct_message(tx: Tx, edit: Edit, *, by: Visitor, terms: Terms, at: int) -> Correction:
    """Correct what a message said, as long as that can still be changed. An old message never affects anything else.

    Raises:
        NotFound: What it was about does not exist or is somebody else's.
        NotRequester: They may no longer ask people.
        NotAllowed: They have unsubscribed since.
        ValueRefused: The new value cannot be used.
        GoldUnknown: The file has gold labels that are not among the options.
    """
    typed = find_typed(tx, by.id, edit.said.origin)
    if typed is None:
        return Correction(corrected=Corrected.NOTHING)
    if not is_newest(tx, typed):
        return Correction(corrected=Corrected.SUPERSEDED)
    match typed.purpose:
        case Purpose.STEP:
            return _correct_step(tx, typed, edit, terms=terms, at=at)
        case Purpose.ANNOUNCEMENT:
            return _correct_announcement(tx, typed, edit, terms=terms, at=at)
        case Purpose.ANSWER:
            return _correct_answer(tx, typed, edit, terms=terms, at=at)
        case Purpose.PACE:
            type_pace(tx, edit.said.text, PaceScreen(typed.part), by=by, at=at)
            return Correction(corrected=Corrected.TAKEN)
        case _:
            return Correction(corrected=Corrected.NOTHING)


def was_command(tx: Tx, who: ContributorId, origin: Origin) -> bool:
    """Return whether a message was an unknown command; an edit may have turned it into a known one."""
    typed = find_typed(tx, who, origin)
    return typed is not None and typed.purpose is Purpose.COMMAND


def _correct_step(tx: Tx, typed: TypedMessage, edit: Edit, *, terms: Terms, at: int) -> Correction:
    project = own_project(tx, ProjectId(typed.ref), by=typed.chat_id, terms=terms)
    step, text = read_step(typed.part), edit.said.text
    dialogue = find_dialogue(tx, typed.chat_id)
    if dialogue is not None and (dialogue.project_id, dialogue.step) == (project.id, step):
        # The step was refused before, or is being asked again.
        answer_draft(tx, text, by=typed.chat_id, terms=terms, at=at)
        return Correction(corrected=Corrected.TAKEN)
    if project.state is ProjectState.DRAFT:
        store_step(tx, project, step, text, at=at)
        if dialogue is not None and dialogue.project_id == project.id:
            add_out(tx, OutType.DIALOGUE, typed.chat_id, ref=project.id, priority=Priority.REPLY, due_at=at)
    elif step in RULE_STEPS and project.state is not ProjectState.CANCELLED:
        store_rule(tx, project, step, text, at=at)
    else:
        return Correction(corrected=Corrected.LAUNCHED, project=project.name)
    named = find_project(tx, project.id) or project
    return Correction(
        corrected=Corrected.NAME if step is DraftStep.NAME else Corrected.STEP, project=named.name
    )


def _correct_announcement(tx: Tx, typed: TypedMessage, edit: Edit, *, terms: Terms, at: int) -> Correction:
    check_requester(tx, typed.chat_id, terms=terms)
    announcement = find_announcement(tx, AnnouncementId(typed.ref))
    if announcement is None or announcement.state is not AnnouncementState.DRAFT:
        return Correction(corrected=Corrected.SENT)
    if announcement.text is None:
        write_announcement(tx, edit.written, by=typed.chat_id, terms=terms, at=at)
        return Correction(corrected=Corrected.TAKEN)
    check_announcement(edit.written)
    set_announcement_text(tx, announcement.id, edit.written.html)
    show_announcement(tx, announcement.id, typed.chat_id, at=at)
    return Correction(corrected=Corrected.ANNOUNCEMENT)


def _correct_answer(tx: Tx, typed: TypedMessage, edit: Edit, *, terms: Terms, at: int) -> Correction:
    by, assignment_id = typed.chat_id, AssignmentId(typed.ref)
    offer = own_offer(tx, assignment_id, by=by)
    question = offer.at(int(typed.part or 0)).question
    place = read_place(tx, by, at=at)
    is_open = offer.state is AssignmentState.OFFERED and place.assignment_id == assignment_id
    is_same = place.question is not None and place.question.position == question.position
    if is_open and is_same:
        taken = answer_in_words(tx, edit.said, by=by, terms=terms, at=at)
        return Correction(corrected=Corrected.TAKEN, taken=taken)
    if offer.state is not AssignmentState.ANSWERED and not (is_open and offer.is_form):
        return Correction(corrected=Corrected.MOVED_ON)
    updates = updates_of(tx, assignment_id, question.id)
    if typed.origin.update_id not in updates:
        # This message was never the answer.
        return Correction(corrected=Corrected.NOTHING)
    if typed.origin.update_id != updates[0]:
        return Correction(corrected=Corrected.SUPERSEDED)
    question = question.of_task(task_content(tx, offer.task.id), task=offer.task.id, person=by)
    value = edit.said.answer_to(question)
    if value is None:
        return Correction(corrected=Corrected.KEPT, answer=_given(tx, question, assignment_id))
    given = Given(
        assignment_id=assignment_id,
        value=value,
        position=question.position,
        update_id=edit.said.origin.update_id,
    )
    return _changed(tx, typed, given, edit.said.origin, question, terms=terms, at=at)


def _changed(
    tx: Tx, typed: TypedMessage, given: Given, origin: Origin, question: Question, *, terms: Terms, at: int
) -> Correction:
    changed = change_answer(tx, given, by=typed.chat_id, terms=terms, at=at)
    match changed:
        case Changed.SAME:
            return Correction(corrected=Corrected.SAME)
        case Changed.DOUBTED:
            # The card asks whether they are sure.
            return Correction(corrected=Corrected.NOTHING)
        case Changed.TOO_OLD | Changed.NOT_ANSWERED:
            return Correction(corrected=Corrected.TOO_OLD)
        case _:
            put_typed(tx, replace(typed, origin=origin), at=at)
            _show_card_again(tx, typed, at=at)
            return Correction(corrected=Corrected.ANSWER, answer=question.write(given.value), taken=changed)


def _show_card_again(tx: Tx, typed: TypedMessage, *, at: int) -> None:
    """Show the corrected answer on the card, if the card mentions that answer."""
    card = find_card(tx, typed.chat_id)
    if card is not None and card.previous_assignment_id == typed.ref:
        show_card_again(tx, card, at=at)


def _given(tx: Tx, question: Question, assignment_id: AssignmentId) -> str:
    value = newest_value(tx, assignment_id, question.id)
    return "" if value is None else question.write(value)
