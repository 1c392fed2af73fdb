"""Writes to people who wait for a task: everybody who is online, and as many of the others as the work needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crowd.answering.pushing import (
    PRESENT,
    Waiting,
    answers_expected,
    answers_to_ask,
    choose,
    worth_of_answers,
)
from crowd.ids import SECOND, ContributorId, ProjectId
from crowd.projects.topics import fits
from storage.answering.waiting import (
    OpenWork,
    WaitingPerson,
    holders,
    open_work,
    rest_waiting,
    skills_of,
    waiting_away,
    waiting_present,
)
from storage.conversation.outbox import Priority, count_pending
from storage.people.contributors import waiting_for_task
from storage.tx import Tx
from usecases.answering.show_card import push_next
from usecases.deciding.decide_task import Decision
from usecases.terms import Terms

#: People tried in one transaction, each of those online, named and others, so that it never holds the writer for long.
WAKE_AT_ONCE = 50
#: People to choose from in one transaction; the next transaction takes the next ones.
CHOOSE_AMONG = 500
#: While this many pushes wait to be sent, nobody is chosen: an offer must not grow old before it is sent.
MOST_PUSHES = 100
#: The most offers in flight to look at for an estimate of how many answers they will bring.
HOLDERS_SEEN = 1000


def wake_for_task(tx: Tx, decision: Decision | None, *, but: ContributorId, terms: Terms, at: int) -> None:
    """Write to as many waiting people named for a task as it now needs answers."""
    if decision is None or not decision.named or decision.wanted == 0:
        return
    for contributor_id in waiting_for_task(tx, decision.task_id, limit=decision.wanted, now=at):
        if contributor_id != but:
            push_next(tx, contributor_id, terms=terms, at=at)


def wake_waiting(tx: Tx, *, terms: Terms, at: int) -> int:
    """Write to some of the people who wait; return how many got a task.

    People who are online and people named for a task are written to at once. Of all others, as many as a project
    needs now, starting with those who are likely to bring the most.
    """
    works = open_work(tx, now=at)
    if not any(work.has_offers or work.has_named for work in works):
        return 0
    present = waiting_present(tx, seen_after=at - PRESENT, now=at, limit=WAKE_AT_ONCE)
    served = sum(push_next(tx, contributor_id, terms=terms, at=at) for contributor_id in present)
    away = waiting_away(tx, seen_until=at - PRESENT, now=at, limit=CHOOSE_AMONG)
    if not away or count_pending(tx, Priority.PUSH, limit=MOST_PUSHES) == MOST_PUSHES:
        return served
    pushing = _Pushing(people=away, terms=terms, at=at)
    served += pushing.push_named(tx, works)
    under_way = _under_way(tx, works)
    for work in works:
        if work.has_offers:
            served += pushing.push_for(tx, work, under_way=under_way[work.project_id])
    if pushing.has_more and pushing.needed:
        rest_waiting(tx, [person.id for person in away], until=at)
    return served


@dataclass(slots=True)
class _Pushing:
    """One tick's choice among the people who are away."""

    people: list[WaitingPerson]
    terms: Terms
    at: int
    needed: bool = False  #: whether more people should have been written to

    @property
    def has_more(self) -> bool:
        """Whether more people wait behind these, who are next."""
        return len(self.people) == CHOOSE_AMONG

    def push_named(self, tx: Tx, works: Sequence[OpenWork]) -> int:
        """Write to the people who are named for tasks."""
        sources = [(work.project_id, True) for work in works if work.has_named]
        if not sources:
            return 0
        self.needed = True
        meant = [person for person in self.people if person.named][:WAKE_AT_ONCE]
        return sum(self._try(tx, person, sources) for person in meant)

    def push_for(self, tx: Tx, work: OpenWork, *, under_way: float) -> int:
        """Write to as many people as a project needs for its tasks that are open to everybody."""
        n_open, visit = work.work.n_open, work.lease or self.terms.lease
        missing = answers_to_ask(work.work, under_way=under_way, visit=visit)
        if missing <= 0.0 or not self.people:
            return 0
        self.needed = True
        suited = [person for person in self.people if fits(work.subject, person.tastes)]
        if not suited:
            return 0
        waiting = _as_arrays(tx, suited, work)
        expected = answers_expected(waiting.stops, waiting.brought, n_open=n_open)
        chosen = choose(waiting, n_open=n_open, most=WAKE_AT_ONCE, rng=np.random.default_rng(self.at))
        served = 0
        for place in chosen.tolist():
            if missing <= 0.0:
                break
            if self._try(tx, suited[place], [(work.project_id, False)]):
                missing -= expected[place]
                served += 1
        return served

    def _try(self, tx: Tx, person: WaitingPerson, sources: list[tuple[ProjectId, bool]]) -> bool:
        """Write to somebody if there is a task from these sources for them."""
        if not push_next(tx, person.id, among=sources, terms=self.terms, at=self.at):
            # In a large crowd, do not try people without a suitable task again before the others have been tried.
            rest_waiting(tx, [person.id], until=self.at + len(self.people) // WAKE_AT_ONCE * SECOND)
            return False
        self.people = [other for other in self.people if other.id != person.id]
        return True


def _as_arrays(tx: Tx, people: Sequence[WaitingPerson], work: OpenWork) -> Waiting:
    skills = skills_of(tx, work.project_id, [person.id for person in people])
    known = np.array([skills.get(person.id, (0.0, 0.0)) for person in people], dtype=np.float64)
    return Waiting(
        stops=np.array([person.stops for person in people], dtype=np.float64),
        brought=np.array([person.brought for person in people], dtype=np.float64),
        worth=worth_of_answers(known[:, 0], known[:, 1], n_choices=work.n_choices, prior=work.prior),
        since=np.array([person.since for person in people], dtype=np.int64),
    )


def _under_way(tx: Tx, works: Sequence[OpenWork]) -> dict[ProjectId, float]:
    """Return, for each project, how many answers to expect from the people who hold one of its tasks now."""
    seen = holders(tx, limit=HOLDERS_SEEN)
    under_way: dict[ProjectId, float] = {}
    for work in works:
        known = [row[1:] for row in seen if row[0] == work.project_id]
        # Nothing is known of those who were not looked at.
        known += [(0.0, 0.0)] * max(work.n_offered - len(known), 0)
        stops, brought = (np.array([row[part] for row in known], dtype=np.float64) for part in (0, 1))
        under_way[work.project_id] = float(answers_expected(stops, brought, n_open=work.work.n_open).sum())
    return under_way
