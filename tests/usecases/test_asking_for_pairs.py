"""A question for the better of two items in the use cases, from the file to the results and the ranking."""

import csv
import io

import pytest
from usecase_scene import PANEL, REQUESTER, Person, Scene

from crowd.errors import GoldUnknown, InvalidInput
from crowd.files.task_file import read_task_file
from crowd.ids import ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.checking.recount import recount
from usecases.answering.change_answer import Changed
from usecases.answering.record_answer import Taken
from usecases.drafting.answer_draft import go_to_step
from usecases.projects.read_agreement import measure, read_agreement
from usecases.projects.read_summary import read_summary
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results
from usecases.projects.write_sheet import write_sheet

TEA, MILK = ("Tea", "Coffee"), ("Milk", "Tea")


def ready(
    scene: Scene, *pairs: tuple[str, str], gold: tuple[str, ...] = (), ties: str = "Tie\nBoth bad"
) -> ProjectId:
    known = [*gold, *[""] * len(pairs)]
    lines = [f"{one},{other},{truth}" for (one, other), truth in zip(pairs, known, strict=False)]
    file = read_task_file("\n".join(["old,new,gold", *lines, ""]).encode(), name="drinks.csv")
    project = scene.draft(file, name="Drinks.csv")
    scene.say("Which is better?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("pair", "old\nnew", ties)
    return project


def running(
    scene: Scene, *pairs: tuple[str, str], gold: tuple[str, ...] = (), overlap: str = "3-3"
) -> ProjectId:
    project = ready(scene, *pairs, gold=gold)
    scene.say(f"90 {overlap}")
    return scene.launch(project)


def rows(file: tuple[str, bytes] | None) -> list[dict[str, str]]:
    assert file is not None
    return list(csv.DictReader(io.StringIO(file[1].decode("utf-8-sig"), newline="")))


def old_item(person: Person) -> str | None:
    task = person.card.task
    return task.content["old"] if task else None


def test_pairs_go_from_the_file_to_the_results_and_the_ranking(scene: Scene) -> None:
    project = running(scene, TEA, MILK)
    for person, milk in zip(scene.people(2, 3, 4), (1, 2, 2), strict=True):
        for _ in range(2):
            code = 1 if old_item(person) == "Tea" else milk
            assert person.answer(code) is Taken.COUNTED
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    first, second = rows(scene.do(write_results, project, ReportFile.RESULTS))
    assert list(first)[:6] == ["id", "better", "item", "tie_share", "bad_share", "confidence"]
    assert [first[name] for name in ("better", "item", "tie_share")] == ["new", "Coffee", "0.0000"]
    assert [second[name] for name in ("better", "item", "tie_share")] == ["Tie", "", "0.6667"]
    given = sorted(row["better"] for row in rows(scene.do(write_results, project, ReportFile.ANSWERS)))
    assert given == ["Tie", "Tie", "new", "new", "new", "new"]
    ranking = rows(scene.do(write_sheet, project, 0))
    assert [(row["place"], row["item"]) for row in ranking] == [("1", "Coffee"), ("2", "Tea"), ("3", "Milk")]
    assert [ranking[1][name] for name in ("wins", "losses", "ties", "both_bad")] == ["1", "3", "2", "0"]
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert sorted(summary.values) == [(1, 1), (2, 1)]
    data = scene.do(read_agreement, project)
    assert data is not None
    assert measure(data).names == ("old", "new", "Tie", "Both bad")
    assert scene.do(recount) == []


def test_without_answers_there_is_no_ranking(scene: Scene) -> None:
    assert scene.do(write_sheet, running(scene, TEA), 0) is None


def test_a_pair_closes_once_it_is_sure(scene: Scene) -> None:
    project = running(scene, TEA, overlap="2-9")
    for person in scene.people(*range(2, 11)):
        if old_item(person) is not None:
            person.answer(1)
    (row,) = rows(scene.do(write_results, project, ReportFile.RESULTS))
    assert (row["item"], row["reason"]) == ("Coffee", "target")
    assert float(row["confidence"]) >= 0.9
    assert int(row["answers"]) < 9


def test_an_answer_is_changed_and_an_impossible_one_is_never_stored(scene: Scene) -> None:
    running(scene, TEA, MILK)
    (ada,) = scene.people(2)
    held = ada.hand
    for impossible in (4, -1, "left", None):
        with pytest.raises(InvalidInput):
            ada.answer(impossible)  # type: ignore[arg-type]
    ada.answer(0)
    assert ada.change(3, held) is Changed.CHANGED
    assert scene.rows("SELECT label, counted FROM answer ORDER BY version") == [(0, 0), (3, 1)]


def test_a_known_answer_names_an_item_or_its_place(scene: Scene) -> None:
    golds = ("Coffee", "first", "tie", "new")
    project = running(scene, TEA, MILK, TEA, MILK, TEA, gold=golds)
    assert scene.project(project).n_gold == 4
    assert scene.rows("SELECT label FROM gold ORDER BY task_id") == [(1,), (0,), (2,), (1,)]


def test_a_known_answer_that_is_neither_is_refused_with_its_row(scene: Scene) -> None:
    with pytest.raises(GoldUnknown) as refused:
        ready(scene, TEA, MILK, MILK, gold=("Coffee", "Coffee", ""))
    assert (refused.value.kind, refused.value.rows, refused.value.total) == ("pair", [(3, "Coffee")], 1)


def test_two_people_who_see_a_task_turned_around_mean_the_same_item(scene: Scene) -> None:
    running(scene, TEA, overlap="9-9")
    sides = []
    for person in scene.people(*range(2, 11)):
        task = person.card.task
        assert task is not None
        sides.append(task.question.config.sides)
        typed = "left" if sides[-1] == (1, 0) else "right"
        code = task.question.read(typed)
        assert code is not None
        person.answer(code)
    assert set(sides) == {(0, 1), (1, 0)}
    assert scene.rows("SELECT DISTINCT label FROM answer") == [(1,)]
