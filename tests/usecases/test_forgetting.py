"""Somebody who is forgotten: what stays adds up, and leads to nobody."""

import csv
import io

import pytest
from usecase_scene import NO, REQUESTER, YES, Cell, Person, Scene

from crowd.ids import ContributorId, ProjectId
from storage.people.forgetting import NOBODY
from usecases.people.forget_person import forget_people_gone, forget_person
from usecases.people.go_on_forgetting import Pace, go_on_forgetting
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results

OTHER_REQUESTER = ContributorId(11)


def forget(scene: Scene, contributor_id: int) -> None:
    scene.do(forget_person, ContributorId(contributor_id), terms=scene.terms, at=scene.now)
    # Nothing is sent here, so nothing is waited for.
    scene.connection.execute("UPDATE outbox SET state = 'SENT', ended_at = 1 WHERE state = 'PENDING'")
    page_all(scene)


def page_all(scene: Scene) -> None:
    while scene.do(go_on_forgetting)[0] is not Pace.NOBODY:
        pass


def table(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def mentions(scene: Scene, number: int) -> list[tuple[str, str]]:
    """Every column of every table that holds a number."""
    columns = [
        (str(name), str(column["name"]))
        for (name,) in scene.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        for column in scene.connection.execute(f"PRAGMA table_info({name})").fetchall()
    ]
    return [
        (name, column)
        for name, column in columns
        if scene.value(f'SELECT count(*) FROM {name} WHERE "{column}" = :n', n=number)
    ]


@pytest.fixture
def eve(scene: Scene) -> Person:
    """Somebody with answers in two projects, a skip, an open task, and a task that names her."""
    scene.running("a", "b", "c", fewest=1, most=2)
    scene.running("d", "e", by=OTHER_REQUESTER, fewest=1, most=2)
    scene.running("f", "g", named=["4321", ""], fewest=1, most=1)
    ben, eve = scene.people(8765, 4321)
    ben.answer(YES)
    for label in (YES, NO, YES, YES, NO, YES):
        if eve.sees == "c":
            eve.skip()
        else:
            eve.answer(label)
    return eve


def test_nothing_mentions_them_and_every_count_stays_right(scene: Scene, eve: Person) -> None:
    before: list[tuple[Cell, ...]] = scene.rows(
        "SELECT n_answers, n_skips, n_closed FROM project ORDER BY id"
    )
    answers = {name: table(scene, name, ReportFile.ANSWERS) for name in map(ProjectId, (1, 2, 3))}
    assert mentions(scene, eve.id)
    forget(scene, eve.id)
    assert mentions(scene, eve.id) == []
    assert scene.rows("SELECT n_answers, n_skips, n_closed FROM project ORDER BY id") == before
    ledger = scene.ledger
    assert (ledger.tasks_off, ledger.integrity) == (0, "ok")
    assert ledger.skills_off < 1e-9
    # The files that requesters fetch are the same as before, with the same pseudonyms.
    for project, rows in answers.items():
        assert table(scene, project, ReportFile.ANSWERS) == rows
    assert scene.rows("PRAGMA foreign_key_check") == []


def test_their_answers_in_two_projects_are_two_strangers(scene: Scene, eve: Person) -> None:
    forget(scene, eve.id)
    strangers = scene.rows(
        """
        SELECT DISTINCT t.project_id, n.contributor_id FROM answer n JOIN task t ON t.id = n.task_id
        WHERE n.contributor_id < 0
        """
    )
    assert len({project for project, _ in strangers}) == len({person for _, person in strangers}) == 3
    assert scene.value("SELECT count(*) FROM answer WHERE contributor_id < 0 AND update_id IS NOT NULL") == 0


def test_who_a_file_named_is_not_in_the_results_any_more(scene: Scene, eve: Person) -> None:
    assert [row["contributors"] for row in table(scene, ProjectId(3), ReportFile.RESULTS)] == ["4321", ""]
    forget(scene, eve.id)
    assert [row["contributors"] for row in table(scene, ProjectId(3), ReportFile.RESULTS)] == ["", ""]


def test_others_get_the_task_they_held_and_they_start_as_a_stranger(scene: Scene) -> None:
    scene.running("a", fewest=1, most=1)
    eve = scene.person(4321)
    assert eve.sees == "a"
    ben = scene.person(8765)
    assert ben.sees is None
    forget(scene, eve.id)
    scene.tick()
    assert ben.sees == "a"
    assert scene.value("SELECT count(*) FROM contributor WHERE id = 4321") == 0
    eve.start()
    assert scene.value("SELECT state FROM contributor WHERE id = 4321") == "NEW"


def test_a_requesters_projects_go_with_everything_in_them(scene: Scene, eve: Person) -> None:
    kept = table(scene, ProjectId(2), ReportFile.ANSWERS)
    forget(scene, REQUESTER)
    assert scene.rows("SELECT id FROM project") == [(2,)]
    for name, project in (("task", "project_id"), ("question", "project_id"), ("pseudonym", "project_id")):
        assert scene.rows(f"SELECT DISTINCT {project} FROM {name}") == [(2,)]
    assert scene.value("SELECT count(*) FROM answer WHERE task_id NOT IN (SELECT id FROM task)") == 0
    assert not {column for _, column in mentions(scene, REQUESTER)} & {
        "requester_id",
        "contributor_id",
        "chat_id",
    }
    assert table(scene, ProjectId(2), ReportFile.ANSWERS) == kept
    # Whoever held one of its tasks is asked what else there is, and an old button leads nowhere.
    scene.tick()
    eve.next()
    scene.running("z", by=OTHER_REQUESTER, fewest=1, most=1)
    assert scene.person(99).hand > 8, "the numbers of deleted offers are in old buttons"


@pytest.mark.parametrize("n_pages", range(6))
def test_a_kill_between_two_pages_loses_nothing_and_is_resumed(
    scene: Scene, eve: Person, n_pages: int
) -> None:
    scene.do(forget_person, eve.id, terms=scene.terms, at=scene.now)
    for _ in range(n_pages):
        scene.do(go_on_forgetting)
    # They come back in the middle, and answer anew.
    eve.start()
    eve.agree()
    held = scene.rows("SELECT id FROM assignment WHERE contributor_id = 4321 AND state = 'OFFERED'")
    scene.connection.execute("UPDATE outbox SET state = 'SENT', ended_at = 1 WHERE state = 'PENDING'")
    page_all(scene)
    assert scene.rows("SELECT id FROM assignment WHERE contributor_id = 4321") == held
    assert scene.value("SELECT count(*) FROM consent WHERE contributor_id = 4321") == 1
    assert scene.value("SELECT count(*) FROM forgetting") == 0
    assert scene.ledger.tasks_off == 0


def test_the_last_message_is_sent_before_the_end(scene: Scene, eve: Person) -> None:
    scene.do(forget_person, eve.id, terms=scene.terms, at=scene.now)
    scene.connection.execute(
        "INSERT INTO outbox (kind, chat_id, body, priority, state, due_at) VALUES ('TEXT', 4321, '{}', 0, 'SENDING', 0)"
    )
    paces = [scene.do(go_on_forgetting)[0] for _ in range(12)]
    assert paces[-1] is Pace.WAITING
    scene.connection.execute("UPDATE outbox SET state = 'SENT', ended_at = 1")
    page_all(scene)
    assert scene.value("SELECT count(*) FROM outbox WHERE chat_id = 4321") == 0
    assert scene.value("SELECT count(*) FROM forgetting") == 0


def test_the_clock_runs_only_for_those_who_left(scene: Scene) -> None:
    scene.running("a")
    stays, pauses, leaves, blocks = scene.people(21, 22, 23, 24)
    scene.stranger(25).start()
    pauses.pause()
    leaves.leave()
    blocks.block()
    year = 365 * 24 * 60
    scene.terms = type(scene.terms)(
        **{
            **{name: getattr(scene.terms, name) for name in scene.terms.__slots__},
            "retention": year * 60_000_000,
        }
    )
    scene.wait(year - 1)
    assert scene.do(forget_people_gone, limit=9, terms=scene.terms, at=scene.now) == 0
    scene.wait(2)
    assert scene.do(forget_people_gone, limit=9, terms=scene.terms, at=scene.now) == 3
    known = scene.rows("SELECT id FROM contributor WHERE created_at > 0 ORDER BY id")
    assert known == [(REQUESTER,), (stays.id,), (pauses.id,)]
    assert scene.value("SELECT state FROM contributor WHERE id = :id", id=NOBODY) == "LEFT"
