"""Sends a daily digest instead of pushes: what there is to do, and how somebody's answers turned out."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from crowd.people.contributors import ContributorState
from crowd.people.pace import MOST_IGNORED, digest_after, is_quiet, local_day, quiet_ends, tasks_left
from crowd.people.visitors import Visitor
from storage.announcing.digests import (
    count_ahead,
    due_digests,
    find_digest_since,
    set_digest_due,
    set_digest_since,
    what_became,
)
from storage.answering.answers import find_skill
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out, prove_sent
from storage.conversation.spots import pressed_spot, retire
from storage.people.contributors import find_contributor
from storage.people.paces import count_push, find_pace
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.answering.offer_task import sources_for
from usecases.deciding.going_last import goes_last
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.show_next import show_next
from usecases.terms import Terms

#: Digests made in one transaction, so that a tick never holds the writer for long.
DIGESTS_AT_ONCE = 10
#: The most tasks to count per project; there may be more.
COUNT_AT_MOST = 100
#: The most projects to name; the others are counted.
NAMED_PROJECTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """When a digest may be sent, and whether it is the last one until the person does something."""

    quiet_until: int
    backs_off: bool


def send_digests(tx: Tx, *, at: int) -> int:
    """Send the digests that are due; return how many were looked at.

    The same transaction sets when the next one is due, so none is sent twice.
    """
    due = due_digests(tx, now=at, limit=DIGESTS_AT_ONCE)
    for contributor_id in due:
        _send_or_skip(tx, contributor_id, at=at)
    return len(due)


def _send_or_skip(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    pace, activity = find_pace(tx, contributor_id)
    if is_quiet(pace, at):
        # The tick came late, or they have chosen other hours since.
        set_digest_due(tx, contributor_id, quiet_ends(pace, at))
        return
    set_digest_due(tx, contributor_id, digest_after(pace, at))
    contributor = find_contributor(tx, contributor_id)
    is_there = contributor is not None and contributor.state is ContributorState.ACTIVE
    if not is_there or activity.ignored_pushes >= MOST_IGNORED:
        return
    enough = tasks_left(pace, activity, at) == 0
    projects = [] if enough else _projects(tx, contributor_id, at=at)
    became = what_became(tx, contributor_id, since=find_digest_since(tx, contributor_id), until=at)
    if not projects and not became.answered and not became.decided:
        return
    body: dict[str, object] = {
        "projects": projects[:NAMED_PROJECTS],
        "others": len(projects[NAMED_PROJECTS:]),
        "answered": became.answered,
        "decided": became.decided,
        "agreed": became.agreed,
    }
    add_out(tx, OutType.DIGEST, contributor_id, body=body, priority=Priority.PUSH, due_at=at)
    set_digest_since(tx, contributor_id, at)
    count_push(tx, contributor_id, day=local_day(pace.zone, at), at=at)


def _projects(tx: Tx, contributor_id: ContributorId, *, at: int) -> list[tuple[str, int]]:
    """Return the names of the projects that have tasks for somebody, each with how many; most first."""
    counts: dict[ProjectId, int] = {}
    for project_id, named in sources_for(tx, contributor_id, at=at):
        # Do not promise tasks that would not be offered to them now.
        if not named and goes_last(
            tx, contributor_id, project_id, find_skill(tx, contributor_id, project_id), at=at
        ):
            continue
        found = count_ahead(tx, contributor_id, project_id, named=named, most=COUNT_AT_MOST)
        counts[project_id] = min(counts.get(project_id, 0) + found, COUNT_AT_MOST)
    projects = {project_id: find_project(tx, project_id) for project_id, count in counts.items() if count}
    named_counts = [(project.name, counts[project_id]) for project_id, project in projects.items() if project]
    return sorted(named_counts, key=lambda pair: -pair[1])


def read_digest(tx: Tx, contributor_id: ContributorId, *, at: int) -> DigestView | None:
    """Return when a digest may be sent; None if it is no longer wanted."""
    contributor = find_contributor(tx, contributor_id)
    if contributor is None or contributor.state is not ContributorState.ACTIVE:
        return None
    pace, activity = find_pace(tx, contributor_id)
    return DigestView(quiet_until=quiet_ends(pace, at), backs_off=activity.ignored_pushes >= MOST_IGNORED)


def begin(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> Greeting:
    """Show their next task to somebody who pressed a digest's button, and remove the button."""
    prove_sent(tx, OutType.DIGEST, visitor.id)
    retire(tx, pressed_spot(tx, visitor.id), at=at)
    return show_next(tx, visitor, terms=terms, at=at)


def skip_digests(tx: Tx, *, at: int) -> None:
    """Treat the digests that are due as sent: after a restore, nobody knows who already has theirs."""
    while due := due_digests(tx, now=at, limit=DIGESTS_AT_ONCE):
        for contributor_id in due:
            set_digest_due(tx, contributor_id, digest_after(find_pace(tx, contributor_id)[0], at))
