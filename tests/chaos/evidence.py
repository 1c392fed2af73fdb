"""What the checker examines after a run: the journal, the database, the logs and the requester's files."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from story import Story

from storage.file.read_only import opened_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The files that a requester got of a project, as rows."""

    results: list[dict[str, str]]
    answers: list[dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """What the bot was told to keep to; it is measured where the calls arrive.

    Attributes:
        per_s: Most messages and edits in any second.
        per_chat_per_s: Most of them in one chat.
    """

    per_s: int
    per_chat_per_s: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that is left of a run.

    Attributes:
        story: What happened, as Telegram and the nemesis saw it.
        database: The bot's file.
        logs: What the bot's processes wrote, by file.
        token: The bot's token, which must stand nowhere.
        reports: The requester's files, by project; taken when nothing moved any more.
        pacing: The limits that were on, None where there were none.
    """

    story: Story
    database: Path
    logs: Mapping[str, str]
    token: str
    reports: Mapping[int, Report] = field(default_factory=dict)
    pacing: Pacing | None = None

    @contextmanager
    def rows(self) -> Iterator[sqlite3.Connection]:
        """Look at the database, reading alone."""
        with opened_to_read(self.database) as connection:
            connection.row_factory = sqlite3.Row
            yield connection
