"""A small bot without Telegram: a real database file, a clock that a test moves, people and projects."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pressing import run
from whole_fit import settle_all

from crowd.answering.assignments import SkipReason
from crowd.deciding.gold_mix import gold_is_due
from crowd.deciding.skill import Skill
from crowd.files.task_file import TaskFile, read_task_file
from crowd.ids import MINUTE, SECOND, AssignmentId, ContributorId, ProjectId
from crowd.people.visitors import Visitor
from crowd.projects.project import Project
from storage.checking.ledger import Ledger, read_ledger
from storage.deciding.rules import changed_projects, end_change, projects_at_limit
from storage.projects.projects import find_project
from usecases.answering.change_answer import Changed, change_answer
from usecases.answering.expire_offers import expire_offers
from usecases.answering.record_answer import Given, Taken, record_answer
from usecases.answering.skip_task import skip_task
from usecases.answering.wake_waiting import wake_waiting
from usecases.conversation.read_views import CardView, read_card
from usecases.deciding.close_at_limit import close_at_limit
from usecases.deciding.refit_skills import redecide_tasks
from usecases.deciding.reopen_after_change import reopen_after_change
from usecases.drafting.answer_draft import answer_draft
from usecases.drafting.import_tasks import import_tasks
from usecases.people.subscribing.block import block
from usecases.people.subscribing.consent import Agreed, consent
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.leave import leave
from usecases.people.subscribing.pause import pause
from usecases.people.subscribing.resume import resume
from usecases.people.subscribing.show_next import show_next
from usecases.people.subscribing.start import start
from usecases.projects.running.launch_project import launch_project
from usecases.projects.show_project import PanelScreen, turn_panel
from usecases.terms import Terms

T = TypeVar("T")
Cell = object

REQUESTER = ContributorId(1)
YES, NO = 0, 1
#: Options that a requester may tap.
PRESETS = ("Yes\nNo", "1\n2\n3")
#: The message whose buttons a requester presses.
PANEL = 70


def task_file(*texts: str, named: Sequence[str] = (), gold: Sequence[str] = ()) -> TaskFile:
    """A file with one task a text; `named` and `gold` fill those columns row by row."""
    lines = ["text,contributors,gold"]
    for row, text in enumerate(texts):
        cells = (text, named[row] if row < len(named) else "", gold[row] if row < len(gold) else "")
        lines.append(",".join(f'"{cell}"' for cell in cells))
    return read_task_file("\n".join(lines).encode(), name="tasks.csv")


def ids_without_gold(count: int, *, answers: int = 3) -> list[int]:
    """People who are given no gold of the first project before they have given so many answers."""
    return [
        number
        for number in range(2, 400)
        if not any(
            gold_is_due(Skill(right=0.0, answered=n), ProjectId(1), ContributorId(number))
            for n in range(answers)
        )
    ][:count]


@dataclass(slots=True)
class Scene:
    """One database file and the time."""

    path: Path
    connection: sqlite3.Connection
    now: int = 1_700_000_000 * SECOND
    terms: Terms = field(default_factory=lambda: Terms(open_requesters=True, admin_ids=frozenset({9})))

    @classmethod
    def open(cls, template: Path, path: Path) -> "Scene":
        shutil.copy(template, path)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = OFF")
        return cls(path=path, connection=connection)

    def do(self, unit: Callable[..., T], *args: Any, pressed: int | None = None, **kwargs: Any) -> T:
        """Run a use case in one transaction, a millisecond after the one before.

        `pressed` is the message whose button asks for it.
        """
        self.now += 1000
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            result = run(self.connection, unit, args, kwargs, pressed=pressed)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")
        return result

    def wait(self, minutes: float) -> None:
        self.now += int(minutes * MINUTE)

    def rows(self, sql: str, **params: object) -> list[tuple[Cell, ...]]:
        return [tuple(row) for row in self.connection.execute(sql, params).fetchall()]

    def value(self, sql: str, **params: object) -> Cell:
        (row,) = self.rows(sql, **params)
        return row[0]

    def everything(self) -> list[str]:
        """The whole content of the database: equal twice when nothing changed between."""
        return list(self.connection.iterdump())

    @property
    def ledger(self) -> Ledger:
        return read_ledger(self.path)

    def draft(self, file: TaskFile, *, name: str = "rte.csv", by: ContributorId = REQUESTER) -> ProjectId:
        visitor = Visitor(id=by, locale="en")
        return self.do(import_tasks, file, name=name, by=visitor, terms=self.terms, at=self.now)

    def say(self, *texts: str, by: ContributorId = REQUESTER) -> None:
        for text in texts:
            self.do(answer_draft, text, by=by, terms=self.terms, at=self.now)

    def ready(
        self,
        file: TaskFile,
        *,
        options: str = "Yes, No",
        target: str = "95",
        fewest: int = 2,
        most: int = 3,
        by: ContributorId = REQUESTER,
    ) -> ProjectId:
        project_id = self.draft(file, name="Pets.csv", by=by)
        self.say("Is it a cat?", options, f"{target} {fewest}-{most}", by=by)
        return project_id

    def launch(self, project_id: ProjectId, *, by: ContributorId = REQUESTER) -> ProjectId:
        self.do(launch_project, project_id, by=by, pressed=PANEL, terms=self.terms, at=self.now)
        return project_id

    def running(
        self,
        *texts: str,
        named: Sequence[str] = (),
        gold: Sequence[str] = (),
        options: str = "Yes, No",
        target: str = "95",
        fewest: int = 2,
        most: int = 3,
        by: ContributorId = REQUESTER,
    ) -> ProjectId:
        file = task_file(*texts, named=named, gold=gold)
        ready = self.ready(file, options=options, target=target, fewest=fewest, most=most, by=by)
        return self.launch(ready, by=by)

    def project(self, project_id: ProjectId) -> Project:
        project = self.do(find_project, project_id)
        if project is None:
            raise LookupError(project_id)
        return project

    def person(self, contributor_id: int, *, locale: str = "en") -> "Person":
        """Somebody subscribed, with a card and, if there is one, a task."""
        person = Person(self, ContributorId(contributor_id), locale=locale)
        person.start()
        person.agree()
        return person

    def stranger(self, contributor_id: int) -> "Person":
        return Person(self, ContributorId(contributor_id))

    def people(self, *ids: int) -> list["Person"]:
        return [self.person(contributor_id) for contributor_id in ids]

    def tick(self, minutes: float = 0.0) -> None:
        """Let some time pass, give expired offers back, wake who waits and settle what is over."""
        self.wait(minutes)
        self.do(expire_offers, terms=self.terms, at=self.now)
        self.settle()
        self.do(wake_waiting, terms=self.terms, at=self.now)

    def turn_panel(self, project_id: ProjectId, screen: PanelScreen) -> None:
        """Let the requester turn a project's panel to a screen."""
        self.do(
            turn_panel,
            project_id,
            screen,
            by=REQUESTER,
            pressed=PANEL,
            terms=self.terms,
            at=self.now,
        )

    def settle(self) -> None:
        """Let the tick happen that hands out what is final."""
        self.do(settle_all, terms=self.terms, at=self.now)

    def keep_limits(self) -> None:
        """Let the tick happen that ends projects at their limits and follows changes of their rules."""
        for project_id in self.do(projects_at_limit, at=self.now):
            while self.do(close_at_limit, project_id, limit=2, terms=self.terms, at=self.now):
                pass
        for project_id, n_changes in self.do(changed_projects):
            for unit in (redecide_tasks, reopen_after_change):
                after: int | None = 0
                while after is not None:
                    after = self.do(unit, project_id, after=after, limit=2, terms=self.terms, at=self.now)
            self.do(end_change, project_id, n_changes)
        self.tick()

    def tasks(self, columns: str, *, where: str = "TRUE") -> list[tuple[Cell, ...]]:
        """Columns of the tasks, and of what is stored about their question."""
        return self.rows(
            f"""
            SELECT {columns} FROM (
                SELECT t.*, b.label, b.value, b.confidence, b.vote_share, coalesce(b.n_answers, 0) AS n_answers
                FROM task t LEFT JOIN task_question b ON b.task_id = t.id) WHERE {where} ORDER BY id
            """
        )

    def reasons(self) -> list[Cell]:
        """Why each task is closed now, in the file's order."""
        return [
            row[0]
            for row in self.rows("SELECT reason FROM consensus WHERE reopened_at IS NULL ORDER BY task_id")
        ]


@dataclass(slots=True)
class Person:
    """Somebody who taps."""

    scene: Scene
    id: ContributorId
    locale: str = "en"
    message_id: int = 500

    @property
    def visitor(self) -> Visitor:
        return Visitor(id=self.id, locale=self.locale)

    def start(self, payload: str | None = None) -> Greeting:
        scene = self.scene
        return scene.do(start, self.visitor, payload, terms=scene.terms, at=scene.now)

    def agree(self, *, version: int | None = None, message_id: int | None = None) -> Agreed:
        scene = self.scene
        return scene.do(
            consent,
            self.visitor,
            version=scene.terms.consent_version if version is None else version,
            text_hash="hash of the words",
            pressed=message_id or self.message_id,
            terms=scene.terms,
            at=scene.now,
        )

    def next(self) -> Greeting:
        return self.scene.do(show_next, self.visitor, terms=self.scene.terms, at=self.scene.now)

    def pause(self) -> bool:
        return self.scene.do(pause, self.visitor, terms=self.scene.terms, at=self.scene.now)

    def resume(self) -> Greeting:
        return self.scene.do(resume, self.visitor, terms=self.scene.terms, at=self.scene.now)

    def leave(self) -> bool:
        return self.scene.do(leave, self.visitor, terms=self.scene.terms, at=self.scene.now)

    def block(self) -> None:
        self.scene.do(block, self.id, terms=self.scene.terms, at=self.scene.now)

    @property
    def card(self) -> CardView:
        view = self.scene.do(read_card, self.id, at=self.scene.now)
        if view is None:
            raise LookupError(self.id)
        return view

    @property
    def hand(self) -> AssignmentId:
        """The assignment on the card."""
        assignment_id = self.card.card.assignment_id
        if assignment_id is None:
            raise LookupError(f"{self.id} holds nothing")
        return assignment_id

    @property
    def sees(self) -> str | None:
        """The text of the task on the card."""
        task = self.card.task
        return task.content["text"] if task else None

    def given(self, label: int, assignment_id: AssignmentId | None = None) -> Given:
        return Given(assignment_id=assignment_id or self.hand, value=label)

    def answer(self, label: int, assignment_id: AssignmentId | None = None) -> Taken:
        scene, given = self.scene, self.given(label, assignment_id)
        return scene.do(
            record_answer, given, pressed=self.message_id, by=self.id, terms=scene.terms, at=scene.now
        )

    def change(self, label: int, assignment_id: AssignmentId) -> Changed:
        scene, given = self.scene, self.given(label, assignment_id)
        return scene.do(
            change_answer, given, pressed=self.message_id, by=self.id, terms=scene.terms, at=scene.now
        )

    def skip(
        self, assignment_id: AssignmentId | None = None, reason: SkipReason = SkipReason.UNCLEAR
    ) -> Taken:
        scene, chosen = self.scene, assignment_id or self.hand
        return scene.do(
            skip_task,
            chosen,
            reason,
            pressed=self.message_id,
            by=self.id,
            terms=scene.terms,
            at=scene.now,
        )
