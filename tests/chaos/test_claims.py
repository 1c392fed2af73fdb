"""Each claim can fail: the result of a whole life is spoilt in one way, and the matching claim finds it."""

import asyncio
import copy
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from checker import INVARIANTS
from claims_on_rows import _COUNTERS
from evidence import Evidence, Pacing
from story import Story
from sweep import lived_in_peace

Spoil = Callable[["Spoilt"], None]

HOUR_S = 3600.0
CARD = "a task is delivered to a person at most once"
QUIET = "nobody is written to in their quiet hours"
WINDOW = "no second has more messages than the limits allow"
WHOLE = "the database is whole"


@dataclass(slots=True)
class Spoilt:
    """What a life left, to be spoilt."""

    evidence: Evidence

    def rows(self, sql: str) -> None:
        """Change rows, whatever refers to them."""
        with closing(sqlite3.connect(self.evidence.database, isolation_level=None)) as connection:
            assert connection.execute(sql).rowcount > 0

    def entries(self, *entries: Mapping[str, Any]) -> None:
        """Let something have happened at the end."""
        self.evidence = replace(self.evidence, story=Story([*self.evidence.story.entries, *entries]))

    def card(self) -> dict[str, Any]:
        """A new message that offers a task, as the journal has it."""
        found = (
            entry
            for entry in self.evidence.story.notes("message")
            if entry["event"] == "sent" and "'a2:" in str(entry["message"].get("reply_markup"))
        )
        return copy.deepcopy(dict(next(found)))

    def calls(self, count: int, *, per_s: float = 1000.0, **changes: object) -> None:
        """Let messages be sent and nothing else, so many a second, where five are allowed."""
        call = next(self.evidence.story.calls("sendMessage"))
        # What else was sent in that life knew of no limit.
        pacing = Pacing(per_s=5, per_chat_per_s=1000)
        self.evidence = replace(self.evidence, pacing=pacing, story=Story([]))
        later = [{"call": -number, "at": call["at"] + 60 + number / per_s} for number in range(count)]
        self.entries(*({**call, "reply": "sent", **when, **changes} for when in later))


def sql(statement: str) -> Spoil:
    return lambda spoilt: spoilt.rows(statement)


def calls(count: int, *, per_s: float = 1000.0, **changes: object) -> Spoil:
    return lambda spoilt: spoilt.calls(count, per_s=per_s, **changes)


def note(**entry: object) -> Spoil:
    return lambda spoilt: spoilt.entries(entry)


def cards(count: int) -> Spoil:
    """New messages with a task that nobody asked for."""

    def spoil(spoilt: Spoilt) -> None:
        card = spoilt.card()
        ids = range(10_000, 10_000 + count)
        spoilt.entries(*({**card, "message": {**card["message"], "message_id": number}} for number in ids))

    return spoil


def to_somebody_else(spoilt: Spoilt) -> None:
    card = spoilt.card()
    spoilt.entries({**card, "chat": card["chat"] + 1})


def at_night(spoilt: Spoilt) -> None:
    card = spoilt.card()
    spoilt.rows(f"UPDATE contributor SET zone = 'UTC' WHERE id = {card['chat']}")
    spoilt.entries({**card, "at": card["at"] // (24 * HOUR_S) * 24 * HOUR_S + 27 * HOUR_S})


def another_report(spoilt: Spoilt) -> None:
    (project, report), *_ = spoilt.evidence.reports.items()
    spoilt.evidence = replace(spoilt.evidence, reports={project: replace(report, answers=report.answers[1:])})


def in_the_log(spoilt: Spoilt) -> None:
    line = f"POST https://api.telegram.org/bot{spoilt.evidence.token}/getMe"
    spoilt.evidence = replace(spoilt.evidence, logs={"bot.log": f"all is well\n{line}\n"})


def damaged(spoilt: Spoilt) -> None:
    """Lose the entries of an index: SQLite misses them only where it looks through the whole file."""
    with closing(sqlite3.connect(spoilt.evidence.database)) as connection:
        find = "SELECT rootpage FROM sqlite_master WHERE name = 'answer_task'"
        page, size = (connection.execute(ask).fetchone()[0] for ask in (find, "PRAGMA page_size"))
    with spoilt.evidence.database.open("r+b") as file:
        file.seek((page - 1) * size + 3)  # the number of entries of the page
        file.write(b"\0\0")


#: For each claim the ways in which it can be broken.
SPOILS: dict[str, list[Spoil]] = {
    "every acknowledged answer is in the database once": [
        sql("DELETE FROM answer WHERE version = 2"),
        sql("UPDATE answer SET label = 1 - label"),
    ],
    "every press that was confirmed left its answer": [
        sql("DELETE FROM answer WHERE assignment_id = (SELECT min(assignment_id) FROM answer)")
    ],
    CARD: [cards(20)],
    "nobody has two cards to tap on": [cards(2)],
    "nobody is shown a task of somebody else": [to_somebody_else],
    "the report equals the database": [another_report, sql("UPDATE task SET key = 'x' WHERE key = '2'")],
    "every update confirmed to Telegram took effect": [
        sql("DELETE FROM inbox WHERE update_id = (SELECT min(update_id) FROM inbox)"),
        sql("UPDATE inbox SET state = 'PENDING' WHERE update_id = (SELECT max(update_id) FROM inbox)"),
    ],
    "no update is given up": [sql("UPDATE inbox SET state = 'DEAD'")],
    "counters equal counts": [
        sql(f"UPDATE {table} SET {column} = {column} + 1")
        for column, table in (counter.split(" of ") for counter in _COUNTERS)
        if table != "star_day"  # nobody pays in a small life
    ]
    + [sql("INSERT INTO star_day (day, reserved, spent) VALUES (1, 1, 0)")],
    "no task has more answers than the maximum": [sql("UPDATE question SET max_answers = 1")],
    "a task is closed once, and an open one is not": [
        sql("UPDATE task SET state = 'OPEN' WHERE id = 1"),
        sql("DELETE FROM consensus WHERE task_id = 1"),
    ],
    "skills equal those recomputed from answers": [
        sql('UPDATE skill SET "right" = "right" + 0.01'),
        sql("UPDATE skill SET answered = answered + 1"),
        sql("UPDATE answer SET credit = NULL"),
    ],
    WHOLE: [damaged, sql("DELETE FROM contributor")],
    "a damaged database is refused in words that help": [
        note(what="refused", status=1, words="Traceback (most recent call last)"),
        note(what="refused", status=2, words="database disk image is malformed"),
    ],
    "every row of the outbox ends": [
        sql("UPDATE outbox SET state = 'SENDING' WHERE id = (SELECT max(id) FROM outbox)"),
        sql("UPDATE outbox SET state = 'PENDING' WHERE id = (SELECT max(id) FROM outbox)"),
    ],
    "a row is given up only for somebody who blocked the bot": [
        sql("UPDATE outbox SET state = 'DEAD', reason = 'Internal Server Error'")
    ],
    "of 1 % of what is sent at most the end is not known, but for what the bot's death met under way": [
        sql("UPDATE outbox SET state = 'UNKNOWN', reason = 'timed out'")
    ],
    QUIET: [at_night],
    WINDOW: [calls(6), calls(100, per_s=6.0)],
    "Telegram never has to slow the bot down": [calls(1, reply="refused", code=429)],
    "the token is in no log": [in_the_log],
    "no call breaks the schema of the Bot API": [
        note(what="violation", method="sendMessage", parameter="text", kind="missing", text="")
    ],
}
CASES = [(claim, spoil) for claim, spoils in SPOILS.items() for spoil in spoils]


def found_by(claim: str, evidence: Evidence) -> list[str]:
    (check,) = (invariant.check for invariant in INVARIANTS if invariant.claim == claim)
    return list(check(evidence))


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """What a life left in which nothing went wrong."""
    return asyncio.run(lived_in_peace(tmp_path_factory.mktemp("life")))


@pytest.fixture
def spoilt(life: Evidence, tmp_path: Path) -> Spoilt:
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(life.database)) as source, closing(sqlite3.connect(path)) as copied:
        source.backup(copied)
    return Spoilt(replace(life, database=path))


def test_there_is_a_way_to_break_each_claim() -> None:
    assert {invariant.claim for invariant in INVARIANTS} == set(SPOILS)


@pytest.mark.parametrize("claim", SPOILS)
def test_a_life_in_peace_breaks_no_claim(life: Evidence, claim: str) -> None:
    assert found_by(claim, life) == []


@pytest.mark.parametrize(("claim", "spoil"), CASES, ids=[claim for claim, _ in CASES])
def test_what_breaks_a_claim_is_found_by_it(spoilt: Spoilt, claim: str, spoil: Spoil) -> None:
    spoil(spoilt)
    assert found_by(claim, spoilt.evidence) != []


def test_what_a_busy_machine_lets_arrive_together_was_not_sent_together(spoilt: Spoilt) -> None:
    spoilt.calls(6)
    arrived = spoilt.evidence.story.entries[-1]["at"]
    spoilt.entries({"what": "late", "at": arrived + HOUR_S, "seconds": 2.0})
    assert found_by(WINDOW, spoilt.evidence) != []
    spoilt.entries({"what": "late", "at": arrived, "seconds": 2.0})
    assert found_by(WINDOW, spoilt.evidence) == []
