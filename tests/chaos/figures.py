"""How much happened in a run, or in many."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, fields
from typing import Self

from evidence import Evidence

from handlers.texts import texts_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts, that can be added up."""

    runs: int = 0
    deaths: int = 0  #: ends of the bot that nobody asked for
    strikes: int = 0
    faults: int = 0  #: calls and updates that went wrong
    updates: int = 0  #: confirmed to Telegram
    answers: int = 0  #: acknowledged to their authors
    calls: int = 0
    sent: int = 0  #: rows of the outbox
    unknown: int = 0  #: those of which nobody knows whether they arrived

    def __add__(self, other: Self) -> "Figures":
        """Add up."""
        sums = {each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)}
        return Figures(**sums)

    def __str__(self) -> str:
        """Return them in words."""
        share = 100 * self.unknown / max(self.sent, 1)
        return (
            f"{self.deaths} deaths, {self.strikes} strikes and {self.faults} faults; {self.updates} updates confirmed, "
            f"{self.answers} answers acknowledged, {self.calls} calls, {self.sent} rows sent, "
            f"{self.unknown} ({share:.2f} %) with no known end"
        )


def count(evidence: Evidence) -> Figures:
    """Count what happened in a run."""
    story, saved = evidence.story, texts_in("en")("answer-saved")
    with closing(sqlite3.connect(evidence.database)) as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    return Figures(
        runs=1,
        deaths=sum(note["status"] != 0 for note in story.notes("end-of-bot")),
        strikes=len(story.notes("strike")),
        faults=len(story.notes("fault")),
        updates=len(story.confirmed),
        answers=sum(words == saved for _, words in story.said()),
        calls=len(story.notes("call")),
        sent=sum(states.values()),
        unknown=states.get("UNKNOWN", 0),
    )
