"""A question for a level of a scale in the use cases, from the file to the results."""

import csv
import io

import pytest
from usecase_scene import PANEL, REQUESTER, Scene, task_file

from crowd.agreement import Level
from crowd.errors import GoldUnknown, InvalidInput
from crowd.ids import ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.announcing.digests import what_became
from storage.checking.recount import recount
from usecases.answering.change_answer import Changed
from usecases.answering.record_answer import Taken
from usecases.deciding.foresee_answers import foresee_answers, read_forecast_input
from usecases.drafting.answer_draft import go_to_step
from usecases.projects.read_agreement import measure, read_agreement
from usecases.projects.read_summary import read_summary
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results


def ready(scene: Scene, *texts: str, gold: tuple[str, ...] = (), close: str = "0") -> ProjectId:
    project = scene.draft(task_file(*texts, gold=gold), name="Grades.csv")
    scene.say("How good is it?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("scale", "1 to 5", "Bad\nGood", close)
    return project


def running(scene: Scene, *texts: str, close: str = "0", overlap: str = "3-3") -> ProjectId:
    project = ready(scene, *texts, close=close)
    scene.say(f"90 {overlap}")
    return scene.launch(project)


def table(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_project_with_a_scale_goes_from_the_file_to_the_results(scene: Scene) -> None:
    project = running(scene, "a", "b")
    people = scene.people(2, 3, 4)
    for _ in range(2):
        for person in people:
            assert person.answer(4 if person.sees == "a" else 1) is Taken.COUNTED
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    first, second = table(scene, project, ReportFile.RESULTS)
    assert list(first)[:3] == ["id", "level", "confidence"]
    assert (first["level"], second["level"]) == ("5", "2")
    assert sorted(row["level"] for row in table(scene, project, ReportFile.ANSWERS)) == ["2"] * 3 + ["5"] * 3
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert sorted(summary.values) == [(1, 1), (4, 1)]
    assert scene.do(recount) == []


@pytest.mark.parametrize(("close", "reaches"), [("0", False), ("1", True)])
def test_neighbouring_levels_reach_the_target_where_one_off_is_right(
    scene: Scene, close: str, reaches: bool
) -> None:
    project = running(scene, "a", close=close, overlap="2-6")
    for person, level in zip(scene.people(2, 3, 4, 5, 6, 7), (2, 3, 2, 3, 2, 3), strict=True):
        if person.sees is not None:
            person.answer(level)
    scene.settle()
    (row,) = table(scene, project, ReportFile.RESULTS)
    assert (row["reason"] == "target") is reaches


def test_known_answers_are_levels_and_others_are_refused(scene: Scene) -> None:
    texts = [f"gold {level}" for level in range(1, 6)]
    project = ready(scene, *texts, "a", gold=tuple("12345"))
    assert scene.project(project).n_gold == 5
    scene.draft(task_file(*"abc", gold=("1", "4", "6")), name="Grades.csv")
    scene.say("How good is it?")
    project = ProjectId(project + 1)
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    with pytest.raises(GoldUnknown) as refused:
        scene.say("scale", "1 to 5")
    assert (refused.value.kind, refused.value.total) == ("scale", 1)


def test_an_answer_is_changed_and_an_impossible_one_is_never_stored(scene: Scene) -> None:
    running(scene, "a", "b")
    (ada,) = scene.people(2)
    held = ada.hand
    for impossible in (5, -1, "3", None):
        with pytest.raises(InvalidInput):
            ada.answer(impossible)  # type: ignore[arg-type]
    ada.answer(3)
    assert ada.change(4, held) is Changed.CHANGED
    assert scene.rows("SELECT label, counted FROM answer ORDER BY version") == [(3, 0), (4, 1)]


def test_agreement_counts_the_order_of_levels(scene: Scene) -> None:
    project = running(scene, *"abcdef", overlap="2-2")
    ada, ben = scene.people(2, 3)
    for person, off in ((ada, 0), (ben, 1)):
        while (text := person.sees) is not None:
            person.answer(min("abcdef".index(text) // 2 * 2 + off, 4))
    data = scene.do(read_agreement, project)
    assert data is not None
    view = measure(data)
    assert view.found.level is Level.ORDINAL
    assert view.found.alpha.value is not None
    assert view.found.alpha.value > 0.5 > (view.found.raw_agreement.value or 0.0)
    assert view.names == ("1 (Bad)", "2", "3", "4", "5 (Good)")


@pytest.mark.parametrize(("close", "agreement", "agreed"), [("0", "0.3333", 2), ("1", "1.0000", 3)])
def test_levels_that_are_close_enough_say_the_same(
    scene: Scene, close: str, agreement: str, agreed: int
) -> None:
    project = running(scene, "a", close=close)
    people = scene.people(2, 3, 4)
    for person, level in zip(people, (2, 2, 3), strict=True):
        person.answer(level)
    (row,) = table(scene, project, ReportFile.RESULTS)
    assert (row["level"], row["agreement"]) == ("3", agreement)
    became = [scene.do(what_became, person.id, since=0, until=scene.now) for person in people]
    assert sum(one.agreed for one in became) == agreed


def test_levels_two_apart_differ_though_both_are_next_to_the_result(scene: Scene) -> None:
    project = running(scene, "a", close="1")
    for person, level in zip(scene.people(2, 3, 4), (1, 2, 3), strict=True):
        person.answer(level)
    (row,) = table(scene, project, ReportFile.RESULTS)
    assert (row["level"], row["agreement"]) == ("3", "0.6667")


def test_fewer_answers_are_foreseen_where_one_level_off_is_right(scene: Scene) -> None:
    likely = []
    for close in ("0", "1"):
        project = ready(scene, *(f"{close} {n}" for n in range(20)), close=close)
        scene.say("95 2-12")
        data = scene.do(read_forecast_input, scene.project(project))
        assert data is not None
        likely.append(foresee_answers(data).likely)
    assert 2 * 20 < likely[1] < 0.75 * likely[0]
