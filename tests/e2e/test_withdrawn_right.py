"""Somebody who is no longer a requester can do nothing more, whatever buttons or commands they still have."""

import dataclasses
import typing
from collections.abc import Iterator
from enum import StrEnum
from itertools import product

import pytest
from bot_scene import Scene, from_bot, say, tasks_csv

from crowd.files.task_file import read_task_file
from crowd.ids import ContributorId, ProjectId
from crowd.kinds import all_kinds
from crowd.people.contributors import Role
from crowd.people.visitors import Visitor
from crowd.projects.draft import DraftStep
from handlers import taps
from handlers.packing import Tap
from playground import Person
from storage.people.contributors import add_role
from storage.tx import Spot, Tx
from usecases.announcing.writing.begin_announcement import begin_announcement
from usecases.announcing.writing.send_announcement import send_announcement
from usecases.announcing.writing.write_announcement import Written, write_announcement
from usecases.drafting.answer_draft import answer_draft, go_to_step
from usecases.drafting.import_tasks import import_tasks
from usecases.people.subscribing.meet import meet
from usecases.projects.cancel_project import cancel_project
from usecases.projects.running.launch_project import launch_project
from usecases.projects.running.pause_project import pause_project
from usecases.terms import Terms

RITA = Visitor(id=ContributorId(71), locale="en")
ADMIN_ID = 4242
#: Buttons that belong to contributors, or to everybody: each checks whose the task is, and asks nobody's right.
FOR_EVERYBODY = {
    taps.ConsentTap,
    taps.ResumeTap,
    taps.AnswerTap,
    taps.OpenChangeTap,
    taps.TurnTap,
    taps.SkipTap,
    taps.QuestionTap,
    taps.MoreTimeTap,
    taps.OpenPaceTap,
    taps.TurnPaceTap,
    taps.PaceTap,
    taps.ZoneTap,
    taps.PauseTap,
    taps.BeginTap,
    taps.MuteTap,
    taps.ReportTap,
    taps.WordsTap,
    taps.HelpTap,
    taps.ForgetTap,
    taps.NoTap,
    taps.LooksTap,
}
#: The ids of the projects, among them those of the announcements and of the file.
IDS = (1, 2, 3, 4)
#: The steps of the dialogue, among them those of the kinds of question.
_STEPS = [*DraftStep, *(step for kind in all_kinds() for step in kind.steps)]
#: What only shows that somebody was there; everything else must stay as it was.
PASSING = ("inbox", "outbox", "hint", "typed", "sqlite_sequence", "contributor", "expecting")


def every_tap() -> Iterator[str]:
    """Return every button that is not for everybody, with every word, and the numbers of what there is."""
    for kind in taps.TAPS:
        if kind not in FOR_EVERYBODY:
            yield from _packed(kind)


def _packed(kind: type[Tap]) -> Iterator[str]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(typing.cast("type[typing.Any]", kind))]
    shapes = [getattr(hints[name], "__supertype__", hints[name]) for name in names]
    values = [
        _STEPS
        if name == "step"
        else list(shape)
        if issubclass(shape, StrEnum)
        else IDS
        if name.endswith("_id")
        else (0, 1)
        for name, shape in zip(names, shapes, strict=True)
    ]
    for chosen in product(*values):
        yield kind(*chosen).pack()


def everything(tx: Tx) -> dict[str, list[tuple[object, ...]]]:
    tables = [row["name"] for row in tx.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: sorted((tuple(row) for row in tx.execute(f"SELECT * FROM {table}")), key=repr)
        for table in tables
        if table not in PASSING
    }


def work(tx: Tx, *, terms: Terms, at: int) -> None:
    """A running, a paused, a cancelled project and a draft; an announcement that goes, and one that is written."""
    by = RITA.id

    def pressed(message: int) -> Tx:
        return tx.after_press(Spot(by, message))

    def project(*texts: str) -> ProjectId:
        file = read_task_file(tasks_csv(*texts).encode(), name="t.csv")
        begun = import_tasks(tx, file, name="t.csv", by=RITA, terms=terms, at=at)
        for text in ("Which?", "a, b", "95 1-3"):
            answer_draft(tx, text, by=by, terms=terms, at=at)
        return begun

    def launched(*texts: str) -> ProjectId:
        begun = project(*texts)
        launch_project(pressed(5), begun, by=by, terms=terms, at=at)
        return begun

    running, paused, cancelled = launched("Sky", "Sea"), launched("Rose"), launched("Sun")
    pause_project(pressed(6), paused, by=by, terms=terms, at=at)
    cancel_project(pressed(7), cancelled, by=by, terms=terms, at=at)
    begin_announcement(tx, running, by=RITA, in_place=False, terms=terms, at=at)
    write_announcement(tx, Written(html="Hello", width=5), by=by, terms=terms, at=at)
    send_announcement(pressed(8), announcement_id_of(tx), by=by, terms=terms, at=at)
    begin_announcement(tx, paused, by=RITA, in_place=False, terms=terms, at=at)
    write_announcement(tx, Written(html="Bye", width=3), by=by, terms=terms, at=at)
    draft = project("Moon")
    go_to_step(pressed(9), draft, DraftStep.READY, by=by, terms=terms, at=at)


def announcement_id_of(tx: Tx) -> typing.Any:
    row = tx.one("SELECT max(id) AS id FROM announcement")
    return row["id"] if row else None


def begin(tx: Tx, *, is_granted: bool, terms: Terms, at: int) -> None:
    meet(tx, RITA, at=at)
    if is_granted:
        add_role(tx, RITA.id, Role.REQUESTER, granted_by=RITA.id, at=at)
    work(tx, terms=terms, at=at)


@pytest.fixture(params=["open_requesters", "admin_ids", "role"])
async def former(stage: Scene, request: pytest.FixtureRequest) -> Person:
    """Somebody whose right was withdrawn in one of the three ways, with projects in every state."""
    rita, way = stage.person("Rita", id=RITA.id), request.param
    admins = frozenset({ADMIN_ID, RITA.id}) if way == "admin_ids" else frozenset({ADMIN_ID})
    await stage.start(open_requesters=way == "open_requesters", admin_ids=admins)
    terms, at = stage.bot.parts.terms, stage.clock()
    await stage.database.run(begin, is_granted=way == "role", terms=terms, at=at)
    await rita.send("/help")
    await rita.send_document("n.csv", b"Arrived,5\nBroke,1\nSmall,3\n")
    await rita.sees("Is the first line a heading or a task?")
    await stage.quiet()
    await stage.database.run(_drop_roles)
    await stage.stop()
    await stage.start(open_requesters=False, admin_ids=frozenset({ADMIN_ID}))
    await stage.quiet()
    return rita


async def test_no_button_does_anything_for_a_former_requester(stage: Scene, former: Person) -> None:
    assert set(taps.TAPS) > FOR_EVERYBODY
    before = await stage.database.read(everything)
    n_messages, refusals = len(from_bot(former)), {say("refused-not-requester"), say("refused-not-admin")}
    every = list(every_tap())
    for data in every:
        toast = await (await former.tap(data=data, on=former.last)).answer()
        assert toast.text in refusals, data
    await stage.quiet()
    assert len(every) > 350
    assert await stage.database.read(everything) == before
    assert len(from_bot(former)) == n_messages


@pytest.mark.parametrize("typed", ["/projects", "/results", "/agreement", "/announce"])
async def test_no_command_and_no_file_does_anything_for_a_former_requester(
    stage: Scene, former: Person, typed: str
) -> None:
    before, since = await stage.database.read(everything), former.revision
    await former.send(typed)
    await former.sees(say("refused-not-requester"), since=since)
    await former.send_document("more.csv", tasks_csv("Sky").encode())
    await former.sees(say("unfit-file"), since=since)
    await stage.quiet()
    assert await stage.database.read(everything) == before


async def test_a_former_requester_is_not_stuck_in_a_dialogue(stage: Scene, former: Person) -> None:
    before, since = await stage.database.read(_projects), former.revision
    await former.send("A\nB\nC")
    await former.sees(say("refused-not-requester"), since=since)
    since = former.revision
    await former.send("A new name")
    await former.sees(say("unfit-former"), since=since)
    await stage.quiet()
    assert await stage.database.read(_projects) == before


async def test_cancel_shows_a_former_requester_no_project(stage: Scene, former: Person) -> None:
    for _ in range(3):
        await former.send("/cancel")
    await stage.quiet()
    assert not [message for message in from_bot(former) if message.id > 20 and "State:" in message.words]


def _projects(tx: Tx) -> list[tuple[object, ...]]:
    tables = ("project", "question", "task")
    return [tuple(row) for table in tables for row in tx.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]


def _drop_roles(tx: Tx) -> None:
    tx.execute("DELETE FROM role")
