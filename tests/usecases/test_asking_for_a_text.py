"""A question for a text in the use cases, from the file to the results."""

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

CASE, WORDS = "capital letters don't count", "word by word"


def ready(
    scene: Scene, *texts: str, gold: tuple[str, ...] = (), check: str = "any text", match: str = CASE
) -> ProjectId:
    project = scene.draft(task_file(*texts, gold=gold), name="Signs.csv")
    scene.say("What does the sign say?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("text", check, match)
    return project


def running(
    scene: Scene,
    *texts: str,
    overlap: str = "2-3",
    target: int = 90,
    check: str = "any text",
    match: str = CASE,
) -> ProjectId:
    project = ready(scene, *texts, check=check, match=match)
    scene.say(f"{target} {overlap}")
    return scene.launch(project)


def table(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_project_goes_from_the_file_to_the_results(scene: Scene) -> None:
    project = running(scene, "a", "b", overlap="3-3")
    typed = {2: "No parking", 3: "no  parking", 4: "No Parking!"}
    for who, person in zip(typed, scene.people(*typed), strict=True):
        for _ in range(2):
            assert person.answer(typed[who] if person.sees == "a" else "Stop <here>\nnow") is Taken.COUNTED
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    first, second = table(scene, project, ReportFile.RESULTS)
    assert list(first)[:5] == ["id", "text", "given_by", "word_confidence", "confidence"]
    assert (first["text"], first["given_by"], first["vote_share"]) == ("No parking", "2", "0.6667")
    assert (second["text"], second["given_by"]) == ("Stop <here>\nnow", "3")
    assert float(second["confidence"]) > float(first["confidence"]) > 0.9
    answers = [row["text"] for row in table(scene, project, ReportFile.ANSWERS)]
    assert {*answers} == {"No Parking!", "No parking", "no parking", "Stop <here>\nnow"}
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert sorted(summary.values) == [("No parking", 1), ("Stop <here>\nnow", 1)]
    assert scene.do(recount) == []


def test_a_task_closes_once_two_agree_and_goes_on_while_nobody_does(scene: Scene) -> None:
    project = running(scene, "clear", "doubtful", overlap="2-6")
    people = scene.people(*range(2, 12))
    for _ in range(6):
        for place, person in enumerate(people):
            if (text := person.sees) is not None:
                person.answer("Exit" if text == "clear" else f"guess {place}")
        scene.tick(minutes=1)
    clear, doubtful = table(scene, project, ReportFile.RESULTS)
    assert (clear["reason"], clear["text"]) == ("target", "Exit")
    assert int(clear["answers"]) < 5
    assert doubtful["reason"] in {"max_answers", "out_of_reach"}
    assert float(doubtful["confidence"]) < 0.5


def test_word_by_word_a_text_that_nobody_wrote_can_be_the_result(scene: Scene) -> None:
    project = running(scene, "a", overlap="3-3", match=WORDS)
    for person, typed in zip(
        scene.people(2, 3, 4), ("the red cat sat", "the red car sat", "a red car sat"), strict=True
    ):
        person.answer(typed)
    scene.settle()
    (row,) = table(scene, project, ReportFile.RESULTS)
    assert (row["text"], row["given_by"]) == ("the red car sat", "1")
    chances = [float(chance) for chance in row["word_confidence"].split()]
    assert len(chances) == 4
    assert chances[1] == max(chances)


def test_known_answers_are_texts_and_impossible_ones_are_refused(scene: Scene) -> None:
    project = ready(scene, *"abc", gold=("2026-12-24", "1.2.2026"), check="a date")
    assert scene.project(project).n_gold == 2
    scene.say("90 3-3")
    scene.launch(project)
    assert scene.rows("SELECT value FROM gold ORDER BY task_id") == [('"2026-12-24"',), ('"2026-02-01"',)]
    with pytest.raises(GoldUnknown) as refused:
        ready(scene, *"ab", gold=("tomorrow", "2026-12-24"), check="a date")
    assert (refused.value.kind, refused.value.total) == ("text", 1)


def test_an_answer_is_changed_and_an_impossible_one_is_never_stored(scene: Scene) -> None:
    running(scene, "a", "b", check="1 to 3 words")
    (ada,) = scene.people(2)
    held = ada.hand
    for impossible in ("", "one two three four", 7, ["text"], None):
        with pytest.raises(InvalidInput):
            ada.answer(impossible)  # type: ignore[arg-type]
    ada.answer("Exit  here")
    assert ada.change("Exit here", held) is Changed.SAME
    assert ada.change("Way out", held) is Changed.CHANGED
    assert scene.rows("SELECT value, counted FROM answer ORDER BY version") == [
        ('"Exit here"', 0),
        ('"Way out"', 1),
    ]


@pytest.mark.parametrize("match", [CASE, WORDS])
def test_agreement_sees_texts_that_nearly_agree_only_word_by_word(scene: Scene, match: str) -> None:
    project = running(scene, *"abcdef", overlap="2-2", match=match)
    sentences = [f"the {colour} house" for colour in ("red", "blue", "green", "white", "black", "grey")]
    for who, person in enumerate(scene.people(2, 3)):
        while (text := person.sees) is not None:
            said = sentences["abcdef".index(text)]
            person.answer(said if who == 0 or text in "abc" else said.replace("the", "a big"))
    data = scene.do(read_agreement, project)
    assert data is not None
    view = measure(data)
    alpha, kappa = view.found.alpha.value, view.found.fleiss_kappa.value
    assert alpha is not None
    assert kappa is not None
    assert view.found.raw_agreement.value == pytest.approx(0.5)
    assert (alpha > kappa + 0.02) is (match == WORDS) or alpha == pytest.approx(kappa, abs=0.1)
