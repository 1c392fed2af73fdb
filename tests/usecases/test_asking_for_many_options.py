"""A question with several options at once in the use cases, from the file to the results."""

import csv
import io

import pytest
from usecase_scene import PANEL, REQUESTER, Scene, task_file

from crowd.errors import GoldUnknown, InvalidInput
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

OPTIONS = "Cat\nDog\nFish"


def ready(scene: Scene, *texts: str, gold: tuple[str, ...] = (), none: str = "No pet") -> ProjectId:
    project = scene.draft(task_file(*texts, gold=gold), name="Pets.csv")
    scene.say("Which pets are there?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("many_of", OPTIONS, none)
    return project


def running(
    scene: Scene, *texts: str, overlap: str = "3-3", target: int = 90, none: str = "No pet"
) -> ProjectId:
    project = ready(scene, *texts, none=none)
    scene.say(f"{target} {overlap}")
    return scene.launch(project)


def table(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_project_goes_from_the_file_to_the_results(scene: Scene) -> None:
    project = running(scene, "a", "b")
    people = scene.people(2, 3, 4)
    for _ in range(2):
        for person in people:
            assert person.answer([2, 0] if person.sees == "a" else []) is Taken.COUNTED
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    first, second = table(scene, project, ReportFile.RESULTS)
    assert list(first)[:4] == ["id", "options", "probabilities", "confidence"]
    assert (first["options"], second["options"]) == ("Cat|Fish", "No pet")
    chances = dict(part.split("=") for part in first["probabilities"].split("|"))
    assert float(chances["Cat"]) > 0.5 > float(chances["Dog"])
    answers = [row["options"] for row in table(scene, project, ReportFile.ANSWERS)]
    assert sorted(answers) == ["Cat|Fish"] * 3 + ["No pet"] * 3
    assert {row["agreement"] for row in (first, second)} == {"1.0000"}
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert sorted(summary.values) == [([], 1), ([0, 2], 1)]
    assert scene.do(recount) == []


def test_a_task_closes_once_the_whole_set_is_sure(scene: Scene) -> None:
    clear = [f"clear {number}" for number in range(8)]
    project = running(scene, *clear, "doubtful", overlap="2-9", target=70)
    people = scene.people(*range(2, 14))
    for _ in range(12):
        for place, person in enumerate(people):
            if person.sees == "doubtful":
                person.answer([0, 1] if place % 2 else [0])
            elif person.sees is not None:
                person.answer([0, 1])
        scene.tick(minutes=1)
    *sure, doubtful = table(scene, project, ReportFile.RESULTS)
    assert {(row["reason"], row["options"]) for row in sure} == {("target", "Cat|Dog")}
    assert sum(int(row["answers"]) for row in sure) < 9 * len(sure), "not all needed the most"
    assert doubtful["reason"] != "target", "one of its options is in doubt, although the other two are clear"


def test_known_answers_are_sets_and_others_are_refused(scene: Scene) -> None:
    project = ready(scene, *"abcd", gold=("Cat|Dog", "No pet", "Fish"))
    assert scene.project(project).n_gold == 3
    scene.say("90 3-3")
    scene.launch(project)
    known = scene.rows("SELECT value FROM gold ORDER BY task_id")
    assert known == [("[0, 1]",), ("[]",), ("[2]",)]
    scene.draft(task_file(*"abc", gold=("Cat|Bird", "Cat")), name="Pets.csv")
    scene.say("Which pets are there?")
    scene.do(
        go_to_step,
        ProjectId(project + 1),
        DraftStep.KIND,
        by=REQUESTER,
        pressed=PANEL,
        terms=scene.terms,
        at=scene.now,
    )
    with pytest.raises(GoldUnknown) as refused:
        scene.say("many_of", OPTIONS)
    assert (refused.value.kind, refused.value.total) == ("many_of", 1)


def test_an_answer_is_changed_and_an_impossible_one_is_never_stored(scene: Scene) -> None:
    running(scene, "a", "b", none="always")
    (ada,) = scene.people(2)
    held = ada.hand
    for impossible in ([3], [], [0, 0], 1, "Cat", None):
        with pytest.raises(InvalidInput):
            ada.answer(impossible)  # type: ignore[arg-type]
    ada.answer([1])
    assert ada.change([1], held) is Changed.SAME
    assert ada.change([1, 0], held) is Changed.CHANGED
    assert scene.rows("SELECT value, counted FROM answer ORDER BY version") == [("[1]", 0), ("[0, 1]", 1)]


def test_agreement_counts_what_sets_have_in_common(scene: Scene) -> None:
    project = running(scene, *"abcdef", overlap="2-2")
    sets: list[list[int]] = [[0], [1], [2], [0, 1], [1, 2], []]
    ada, ben = scene.people(2, 3)
    for person, also in ((ada, []), (ben, [0])):
        while (text := person.sees) is not None:
            person.answer(sorted({*sets["abcdef".index(text)], *also}))
    data = scene.do(read_agreement, project)
    assert data is not None
    view = measure(data)
    same, alpha = view.found.raw_agreement.value, view.found.alpha.value
    assert same == pytest.approx(2 / 6)
    assert alpha is not None
    assert view.found.fleiss_kappa.value is not None
    assert alpha > view.found.fleiss_kappa.value, "sets that contain each other are near"
    assert view.names[:3] == ("No pet", "Cat", "Cat, Dog")
