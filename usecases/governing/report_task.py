"""Lets a contributor report a task to the admins, and add a few words."""

from enum import StrEnum

from crowd.answering.assignments import AssignmentState, SkipReason
from crowd.governing.task_reports import MOST_REPORTS_A_DAY, ReportReason, pauses
from crowd.ids import DAY, AssignmentId, ContributorId
from storage.answering.assignments import Offer
from storage.answering.cards import find_card
from storage.conversation.expecting import Expected, expect, expect_no_more
from storage.governing.events import EventType
from storage.governing.task_reports import (
    add_report,
    add_words,
    count_answerers,
    count_reporters,
    count_reports_by,
    has_reported,
    is_open_report,
    read_reported,
    touch_report_panels,
)
from storage.people.paces import touch
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.forms.follow_path import was_on
from usecases.answering.record_answer import own_offer
from usecases.answering.show_card import deal_next
from usecases.answering.wake_waiting import wake_for_task
from usecases.governing.holding.pause_by_reports import pause_by_reports
from usecases.governing.keep_history import keep_history
from usecases.terms import Terms

#: What the requester sees of it: somebody skipped the task, as people do for many reasons.
_SKIPPED_AS = dict.fromkeys(ReportReason, SkipReason.NOT_FOR_ME) | {ReportReason.BROKEN: SkipReason.BROKEN}


class Sent(StrEnum):
    """The outcome of a report."""

    SENT = "SENT"
    BEFORE = "BEFORE"  #: they had reported this task before
    ENOUGH = "ENOUGH"  #: they have reported as many tasks as anybody may in a day


def report_task(
    tx: Tx,
    assignment_id: AssignmentId,
    reason: ReportReason,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> tuple[Sent, int]:
    """Report a task to the admins and skip it; return the outcome and the report's id.

    Once enough people have reported a project, it pauses by itself until an admin has looked at it.

    Raises:
        NotFound: The assignment does not exist or is somebody else's.
        NotAllowed: The person unsubscribed.
    """
    offer = own_offer(tx, assignment_id, by=by)
    touch(tx, by, at=at)
    if has_reported(tx, offer.task.id, by):
        return Sent.BEFORE, 0
    if count_reports_by(tx, by, since=at - DAY) >= MOST_REPORTS_A_DAY:
        return Sent.ENOUGH, 0
    is_first = read_reported(tx, offer.project_id).people == 0
    report_id = add_report(tx, offer.project_id, offer.task.id, by, reason, at=at)
    project = find_project(tx, offer.project_id)
    if report_id is None or project is None:
        return Sent.BEFORE, 0
    keep_history(tx, project, EventType.REPORTED, by=by, reason=reason, at=at)
    touch_report_panels(tx, offer.project_id, terms.admin_ids, anew=is_first)
    _skip(tx, offer, _SKIPPED_AS[reason], terms=terms, at=at)
    reporters = count_reporters(tx, offer.project_id)
    if pauses(reporters=reporters, answerers=count_answerers(tx, offer.project_id)) and pause_by_reports(
        tx, offer.project_id, at=at
    ):
        # An edit rings nobody's phone, and now the project waits for an admin.
        touch_report_panels(tx, offer.project_id, terms.admin_ids, anew=True)
    return Sent.SENT, report_id


def ask_words(tx: Tx, report_id: int, *, by: ContributorId, at: int) -> bool:
    """Ask somebody for a few words about what they reported; False if an admin has handled it."""
    if not is_open_report(tx, report_id, by):
        return False
    expect(tx, by, Expected.WORDS, part=str(report_id), at=at)
    return True


def store_words(tx: Tx, report_id: int, words: str, *, by: ContributorId, terms: Terms) -> bool:
    """Add a few words to somebody's own report; False if an admin has handled it."""
    expect_no_more(tx, by, Expected.WORDS)
    project_id = add_words(tx, report_id, by, words)
    if project_id is None:
        return False
    touch_report_panels(tx, project_id, terms.admin_ids, anew=False)
    return True


def _skip(tx: Tx, offer: Offer, reason: SkipReason, *, terms: Terms, at: int) -> None:
    """Take the task from the person, unless they answered it before or no longer hold it."""
    if offer.state in {AssignmentState.OFFERED, AssignmentState.EXPIRED}:
        decision = end_offer(tx, offer, AssignmentState.SKIPPED, skip_reason=reason, at=at)
        wake_for_task(tx, decision, but=offer.contributor_id, terms=terms, at=at)
    card = find_card(tx, offer.contributor_id)
    if card is not None and was_on(card, offer):
        previous = card.previous_assignment_id
        deal_next(tx, offer.contributor_id, previous=previous, terms=terms, at=at)
