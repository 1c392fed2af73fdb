"""The drill: a backup made while the bot is running replaces the database, and the project continues to its end."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from test_kills import part_of

from cli.__main__ import main
from cli.replaying.datasets import read_dataset
from cli.replaying.reckoning import check, measure, read_rows
from cli.replaying.rehearsal import Plan, rehearse
from cli.trying.demo import dataset_folder

#: Answers at which the backup is made. The bot is killed, and the backup restored, at 120.
BACKUP_AT = 20

_ANSWERS = """
    SELECT t.key, a.contributor_id, n.label FROM answer n JOIN assignment a ON a.id = n.assignment_id
    JOIN task t ON t.id = n.task_id WHERE n.counted
"""

Answers = set[tuple[str, int, int]]


def answers_in(path: Path) -> Answers:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return set(connection.execute(_ANSWERS).fetchall())


async def askmany(*words: str) -> None:
    """Run the command beside the bot, which is a process of its own; it must not fail."""
    assert await asyncio.to_thread(main, words) == 0


@dataclass(slots=True)
class Drill:
    """Makes the backup when enough is answered, and restores it while the bot is dead."""

    database: Path
    backup: Path
    lost: Answers = field(default_factory=set)
    _making: "asyncio.Task[None] | None" = None

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    def progress(self, _closed: int, _tasks: int, answers: int) -> None:
        if answers >= BACKUP_AT and self._making is None:
            words = ("backup", str(self.backup), "--db", self.url)
            self._making = asyncio.get_running_loop().create_task(askmany(*words))

    async def restore(self) -> None:
        assert self._making is not None
        await self._making
        self.lost = answers_in(self.database) - answers_in(self.backup)
        await askmany("restore", str(self.backup), "--db", self.url, "--yes")


async def test_a_project_goes_on_from_a_backup_and_every_count_is_right_at_its_end(tmp_path: Path) -> None:
    dataset = part_of(read_dataset(dataset_folder()), 60)
    drill = Drill(tmp_path / "bot.db", tmp_path / "backup.db")
    # With a fixed number of answers no closed task opens again.
    plan = Plan(
        min_answers=4,
        max_answers=4,
        kills=1,
        database_url=drill.url,
        folder=tmp_path,
        nudge_s=1.0,
        while_dead=drill.restore,
    )
    outcome = await rehearse(dataset, plan, drill.progress)

    figures = measure(dataset, outcome)
    broken = {item.claim for item in check(dataset, plan, outcome, figures) if not item.holds}
    # What was answered between the backup and the kill is lost; people who had it on their card again gave it again.
    assert broken <= {"answers stored = answers tapped"}
    assert figures.closed == len(dataset.contents)
    kept, now = answers_in(drill.backup), answers_in(drill.database)
    assert kept
    assert drill.lost
    assert {(task, person) for task, person, _ in kept} <= {(task, person) for task, person, _ in now}
    tapped = Counter(
        (task, dataset.options[label])
        for person in outcome.people
        for task, label in person.tapped.labels.items()
    )
    assert Counter((row["id"], row["label"]) for row in read_rows(outcome.answers)) <= tapped
    assert answers_in(_kept(drill.database)) == kept | drill.lost


def _kept(database: Path) -> Path:
    (before,) = database.parent.glob(f"{database.name}.before-*Z")
    return before
