"""The bytes of the database's files hold nothing of people who were forgotten, even where SQLite has moved rows."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

import storage.database
from crowd.files.task_file import read_task_file
from crowd.ids import ContributorId, ProjectId
from crowd.people.visitors import Visitor
from storage.conversation.outbox import forget_out
from storage.database import Database
from storage.tx import Tx
from usecases.answering.record_answer import Given, record_answer
from usecases.drafting.answer_draft import answer_draft
from usecases.drafting.import_tasks import import_tasks
from usecases.people.forget_person import forget_person
from usecases.people.go_on_forgetting import Pace, go_on_forgetting
from usecases.people.subscribing.consent import consent
from usecases.people.subscribing.start import start
from usecases.projects.running.launch_project import launch_project
from usecases.terms import Terms

NOW = 1_800_000_000_000_000
TERMS = Terms(open_requesters=True)
DRAWN = random.Random(5)
PEOPLE = [ContributorId(DRAWN.randrange(2**32, 2**33)) for _ in range(150)]
REQUESTERS = [ContributorId(DRAWN.randrange(2**32, 2**33)) for _ in range(2)]


async def ask(database: Database, requester: ContributorId, word: str) -> None:
    """Launch a project with long tasks, which take more than a page each."""
    rows = "".join(f'"{word}{number} {"lorem " * (number * 7 % 900)}"\n' for number in range(60))
    visitor = Visitor(id=requester, locale="en")
    file = read_task_file(f"text\n{rows}".encode(), name="t.csv")
    project: ProjectId = await database.run(
        import_tasks, file, name=f"{word}.csv", by=visitor, terms=TERMS, at=NOW
    )
    for answer in (f"What is {word}?", "Yes, No", "95 2-3"):
        await database.run(answer_draft, answer, by=requester, terms=TERMS, at=NOW)
    await database.run(launch_project, project, by=requester, terms=TERMS, at=NOW)


def live(tx: Tx, who: ContributorId, *, at: int) -> None:
    """Let somebody subscribe and answer a few tasks."""
    visitor = Visitor(id=who, locale="en")
    start(tx, visitor, None, terms=TERMS, at=at)
    consent(tx, visitor, version=1, text_hash="x", terms=TERMS, at=at)
    for step in range(1, 7):
        held = tx.one(
            "SELECT id FROM assignment WHERE contributor_id = :id AND state = 'OFFERED'", {"id": who}
        )
        if held is not None:
            given = Given(assignment_id=held["id"], value=step % 2)
            record_answer(tx, given, by=who, terms=TERMS, at=at + step * 60_000_000)


def send_all(tx: Tx) -> None:
    tx.execute("UPDATE outbox SET state = 'SENT', ended_at = 1, body = '{}'")


async def forget(database: Database, people: Sequence[ContributorId]) -> None:
    for person in people:
        await database.run(forget_person, person, terms=TERMS, at=NOW)
    await database.run(send_all)
    while (await database.run(go_on_forgetting))[0] is not Pace.NOBODY:
        pass
    while not await database.tidy():
        pass


def traces(path: Path, people: Sequence[ContributorId], *words: str) -> list[object]:
    content = path.read_bytes() + path.with_name(f"{path.name}-wal").read_bytes()
    found: list[object] = [
        person for person in people if person.to_bytes(5, "big") in content or str(person).encode() in content
    ]
    return found + [word for word in words if word.encode() in content]


async def filled(path: Path) -> Database:
    database = await Database.open(f"sqlite:///{path}")
    for requester, word in zip(REQUESTERS, ("Quokka", "Wombat"), strict=True):
        await ask(database, requester, word)
    for number, person in enumerate(PEOPLE):
        await database.run(live, person, at=NOW + number * 1000)
    await database.run(send_all)
    while await database.run(forget_out, ended_before=2, limit=100):
        pass
    return database


async def test_no_byte_of_the_forgotten_is_left(path: Path) -> None:
    gone = [*DRAWN.sample(PEOPLE, 40), REQUESTERS[0]]
    async with await filled(path) as database:
        assert traces(path, gone, "Quokka") == [*gone, "Quokka"]
        await forget(database, gone)
        assert traces(path, gone, "Quokka") == []
        assert traces(path, [REQUESTERS[1]], "Wombat") == [REQUESTERS[1], "Wombat"]


async def test_in_a_large_file_no_word_is_left_either(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.database, "REBUILT_UP_TO", 0)
    async with await filled(path) as database:
        await forget(database, [REQUESTERS[0]])
        assert traces(path, [], "Quokka") == []


async def test_while_somebody_reads_the_log_is_emptied_later(database: Database) -> None:
    reading = database._reader
    await database._in_thread(reading, _begin)
    await database.run(send_all)
    await database.run(live_nothing)
    assert not await database.tidy()
    await database._in_thread(reading, _end)
    assert await database.tidy()


def live_nothing(tx: Tx) -> None:
    tx.execute("INSERT INTO fact (name, value) VALUES ('x', 'y')")


def _begin(connection: object) -> None:
    connection.execute("BEGIN")  # type: ignore[attr-defined]
    connection.execute("SELECT count(*) FROM fact").fetchall()  # type: ignore[attr-defined]


def _end(connection: object) -> None:
    connection.execute("ROLLBACK")  # type: ignore[attr-defined]
