"""Explains what the bot expected when it cannot use a message; on a card once, then not again for a while."""

from dataclasses import replace

from crowd.ids import MINUTE, SECOND, ProjectId
from crowd.people.visitors import Visitor
from crowd.projects.draft import DraftStep
from storage.answering.cards import find_card
from storage.conversation.hints import hint_is_due
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Tx
from usecases.answering.show_card import Screen, kept_on, retire_card, show_card_again
from usecases.check_access import own_project
from usecases.conversation.read_place import Waiting, read_place
from usecases.drafting.answer_draft import go_to_step
from usecases.people.subscribing.unblock import unblock
from usecases.terms import Terms

#: How long the same hint is not repeated on a card, however many unusable messages come.
QUIET_FOR = 10 * MINUTE
#: Elsewhere, only messages sent in one go, such as an album, get a single reply.
ALBUM = 20 * SECOND


def hint(tx: Tx, visitor: Visitor, about: str, *, ref: int = 0, quiet_for: int = QUIET_FOR, at: int) -> bool:
    """Return whether to reply to an unusable message; False if the same was said just before."""
    unblock(tx, visitor, at=at)
    return hint_is_due(tx, visitor.id, about, ref=ref, quiet_for=quiet_for, at=at)


def ask_again(
    tx: Tx, visitor: Visitor, project_id: ProjectId, *, quiet_for: int = 0, terms: Terms, at: int
) -> None:
    """Show a project's summary again below an unusable message, since its buttons are what is needed."""
    project = own_project(tx, project_id, by=visitor.id, terms=terms)
    if not hint(tx, visitor, "summary", ref=project_id, quiet_for=quiet_for, at=at):
        return
    body: dict[str, object] = {"key": "unfit-ready", "args": {"project": project.name}}
    add_out(tx, OutType.TEXT, visitor.id, body=body, priority=Priority.REPLY, due_at=at)
    go_to_step(tx, project_id, DraftStep.READY, by=visitor.id, terms=terms, at=at)


def hint_on_card(tx: Tx, visitor: Visitor, *, at: int) -> bool:
    """Do the same for somebody with an open task; show a card again that has long scrolled out of sight."""
    place = read_place(tx, visitor.id, at=at)
    due = hint(tx, visitor, "card", ref=place.assignment_id or 0, at=at)
    card = find_card(tx, visitor.id)
    if due and card is not None and card.changed_at + QUIET_FOR < at:
        retire_card(tx, card, at=at)
        screen = Screen.CHANGE if place.waiting is Waiting.CHANGE else Screen.TASK
        show_card_again(tx, replace(card, screen=screen, page=0, partial=kept_on(card, screen)), at=at)
    return due
