"""A question for a place in the use cases, from the file to the results."""

import csv
import io

import pytest
from usecase_scene import PANEL, REQUESTER, Scene, task_file

from crowd.errors import AnswerRefused, GoldUnknown, InvalidInput
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

GATE, TOWER, PARIS = [52.5163, 13.3777], [52.5208, 13.4094], [48.8584, 2.2945]
AREA = "within 10 km of 52.52, 13.405"


def ready(scene: Scene, *texts: str, gold: tuple[str, ...] = (), area: str = AREA) -> ProjectId:
    project = scene.draft(task_file(*texts, gold=gold), name="Photos.csv")
    scene.say("Where was it taken?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("place", "100 m", area)
    return project


def running(scene: Scene, *texts: str, overlap: str = "3-3", target: int = 90) -> ProjectId:
    project = ready(scene, *texts)
    scene.say(f"{target} {overlap}")
    return scene.launch(project)


def table(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_project_goes_from_the_file_to_the_results(scene: Scene) -> None:
    project = running(scene, "a", "b")
    for place, person in enumerate(scene.people(2, 3, 4)):
        for _ in range(2):
            point = GATE if person.sees == "a" else TOWER
            assert person.answer([point[0] + place * 0.0001, point[1]]) is Taken.COUNTED
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    first, second = table(scene, project, ReportFile.RESULTS)
    assert list(first)[:6] == ["id", "place", "latitude", "longitude", "radius_m", "confidence"]
    assert float(first["latitude"]) == pytest.approx(GATE[0] + 0.0001, abs=0.00002)
    assert float(second["longitude"]) == pytest.approx(TOWER[1], abs=0.00002)
    assert first["place"] == f"{first['latitude']}, {first['longitude']}"
    assert 10.0 < float(first["radius_m"]) < 13.0
    assert 0.85 < float(first["confidence"]) < 0.98
    assert {row["vote_share"] for row in (first, second)} == {"1.0000"}
    answers = [row["place"] for row in table(scene, project, ReportFile.ANSWERS)]
    assert "52.516300, 13.377700" in answers
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert sorted(count for _, count in summary.values) == [1, 1]
    assert scene.do(recount) == []


def test_a_task_closes_once_the_place_is_sure_and_not_while_answers_are_apart(scene: Scene) -> None:
    clear = [f"clear {number}" for number in range(6)]
    project = running(scene, *clear, "doubtful", overlap="2-8")
    people = scene.people(*range(2, 12))
    for _ in range(10):
        for place, person in enumerate(people):
            if person.sees == "doubtful":
                person.answer(GATE if place % 2 else TOWER)
            elif person.sees is not None:
                person.answer([GATE[0] + 0.00005 * (place % 3), GATE[1]])
        scene.tick(minutes=1)
    *sure, doubtful = table(scene, project, ReportFile.RESULTS)
    assert {row["reason"] for row in sure} == {"target"}
    assert max(int(row["answers"]) for row in sure) < 6
    assert doubtful["reason"] != "target"
    assert float(doubtful["confidence"]) < 0.9


def test_known_answers_are_points_in_the_area(scene: Scene) -> None:
    project = ready(scene, *"abcd", gold=("52.5163, 13.3777", "52°31′15″N 13°24′34″E"))
    assert scene.project(project).n_gold == 2
    scene.say("90 3-3")
    scene.launch(project)
    assert scene.rows("SELECT value FROM gold ORDER BY task_id") == [
        ("[52.5163, 13.3777]",),
        ("[52.520833, 13.409444]",),
    ]
    with pytest.raises(GoldUnknown) as refused:
        ready(scene, *"abc", gold=("52.5163, 13.3777", "48.8584, 2.2945"))
    assert (refused.value.kind, refused.value.total) == ("place", 1)


def test_an_answer_is_changed_and_an_impossible_one_is_never_stored(scene: Scene) -> None:
    running(scene, "a", "b")
    (ada,) = scene.people(2)
    held = ada.hand
    for impossible in ([52.5], "52.5, 13.4", None, [91.0, 13.4], 1):
        with pytest.raises(InvalidInput):
            ada.answer(impossible)  # type: ignore[arg-type]
    with pytest.raises(AnswerRefused):
        ada.answer(PARIS)
    ada.answer(GATE)
    assert ada.change(GATE, held) is Changed.SAME
    assert ada.change(TOWER, held) is Changed.CHANGED
    assert scene.rows("SELECT value, counted FROM answer ORDER BY version") == [
        ("[52.5163, 13.3777]", 0),
        ("[52.5208, 13.4094]", 1),
    ]


def test_agreement_counts_how_far_apart_places_are(scene: Scene) -> None:
    project = running(scene, *"abcdef", overlap="2-2")
    for person, off in zip(scene.people(2, 3), (0.0, 0.0005), strict=True):
        while (text := person.sees) is not None:
            person.answer([52.48 + 0.01 * "abcdef".index(text) + off, 13.4])
    data = scene.do(read_agreement, project)
    assert data is not None
    view = measure(data)
    assert view.found.raw_agreement.value == 1.0, "56 metres apart is the same place"
    assert view.found.alpha.value is not None
    assert 0.7 < view.found.alpha.value < 0.95
    assert view.names == ()
