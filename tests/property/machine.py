"""What the state machines share: a database of its own for each example, a clock, people, and a project that runs."""

import functools
import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine
from pressing import run

from crowd.files.task_file import read_task_file
from crowd.ids import MINUTE, ContributorId, ProjectId
from crowd.people.visitors import Visitor
from storage.upgrade import upgrade
from usecases.drafting.answer_draft import answer_draft
from usecases.drafting.import_tasks import import_tasks
from usecases.people.subscribing.consent import consent
from usecases.people.subscribing.start import start
from usecases.projects.running.launch_project import launch_project
from usecases.terms import Terms

T = TypeVar("T")

TERMS = Terms(open_requesters=True)
REQUESTER = Visitor(id=ContributorId(100), locale="en")


def steady(*, examples: int, steps: int = 40) -> settings:
    """The same examples each time, however long they take."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@functools.cache
def _empty() -> bytes:
    """An upgraded, empty database: running the upgrades for each example would cost more than the example."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    upgrade(connection)
    content = connection.serialize()
    connection.close()
    return content


class Machine(RuleBasedStateMachine):
    """A bot without Telegram, and the time."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.deserialize(_empty())
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.now = 1_700_000_000_000_000

    def teardown(self) -> None:
        self.connection.close()

    def do(self, unit: Callable[..., T], *args: Any, pressed: int | None = None, **kwargs: Any) -> T:
        """Run a unit in a transaction, a millisecond later; `pressed` is the message whose button asks for it."""
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

    def rows(self, sql: str, **params: object) -> list[sqlite3.Row]:
        return self.connection.execute(sql, params).fetchall()

    def nothing(self, sql: str) -> None:
        """What the statement looks for is not there."""
        wrong = [dict(row) for row in self.rows(sql)]
        assert not wrong, wrong

    def everything(self) -> list[str]:
        """The whole content: equal twice when nothing changed between."""
        return list(self.connection.iterdump())

    def launch_file(
        self, file: bytes, *, fewest: int, most: int, sure: str = "95", terms: Terms = TERMS
    ) -> ProjectId:
        read = read_task_file(file, name="tasks.csv")
        project = self.do(import_tasks, read, name="t.csv", by=REQUESTER, terms=terms, at=self.now)
        for text in ("Is it?", "Yes, No", f"{sure} {fewest}-{most}"):
            self.do(answer_draft, text, by=REQUESTER.id, terms=TERMS, at=self.now)
        self.do(launch_project, project, by=REQUESTER.id, pressed=8, terms=terms, at=self.now)
        return project

    def join(self, visitor: Visitor, *, message_id: int = 7, terms: Terms = TERMS) -> None:
        """Let somebody begin and agree."""
        self.do(start, visitor, None, terms=terms, at=self.now)
        self.do(consent, visitor, version=1, text_hash="h", pressed=message_id, terms=terms, at=self.now)
