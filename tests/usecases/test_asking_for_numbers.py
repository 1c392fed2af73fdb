"""A question for a number in the use cases: gold, decisions, files, summary, and what only exists among options."""

import csv
import io

import pytest
from usecase_scene import PANEL, REQUESTER, Person, Scene, ids_without_gold, task_file
from whole_fit import read_first

from crowd.agreement import Level
from crowd.errors import Conflict, GoldUnknown, InvalidInput
from crowd.ids import ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.announcing.digests import what_became
from storage.checking.recount import recount
from usecases.answering.change_answer import Changed
from usecases.answering.record_answer import Taken
from usecases.deciding.foresee_answers import ForecastInput, foresee_answers, read_forecast_input
from usecases.deciding.refit_skills import fit, store_model
from usecases.drafting.answer_draft import go_to_step
from usecases.projects.change_rules import ask_rule
from usecases.projects.read_agreement import measure, read_agreement
from usecases.projects.read_summary import read_summary
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results

#: More known numbers than options are likely to be.
KNOWN = [str(number) for number in range(20, 34)]


def go_to(scene: Scene, project: ProjectId, step: str) -> None:
    scene.do(go_to_step, project, step, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)


def ready(
    scene: Scene, *texts: str, gold: tuple[str, ...] = (), numbers: str = "0 to 120", right: str = "2"
) -> ProjectId:
    project = scene.draft(task_file(*texts, gold=gold), name="Ages.csv")
    scene.say("How old is it?")
    if scene.project(project).question.kind.name != "number":
        go_to(scene, project, DraftStep.KIND)
        scene.say("number")
    scene.say(numbers, "years", right)
    return project


def running(scene: Scene, *texts: str, fewest: int = 3, most: int = 3, **how: str) -> ProjectId:
    project = ready(scene, *texts, **how)  # type: ignore[arg-type]
    scene.say(f"90 {fewest}-{most}")
    return scene.launch(project)


def table(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def answer(people: list[Person], *numbers: int) -> list[Taken]:
    return [person.answer(number) for person, number in zip(people, numbers, strict=True)]


def test_a_project_of_numbers_goes_from_the_file_to_the_results(scene: Scene) -> None:
    project = running(scene, "a", "b")
    people = scene.people(2, 3, 4)
    for _ in range(2):
        for person in people:
            assert person.answer(40 if person.sees == "a" else 71) is Taken.COUNTED
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    first, second = table(scene, project, ReportFile.RESULTS)
    assert list(first)[:6] == ["id", "value", "low", "high", "unit", "confidence"]
    assert [(row["value"], row["unit"]) for row in (first, second)] == [("40", "years"), ("71", "years")]
    for row in (first, second):
        assert int(row["low"]) <= int(row["value"]) <= int(row["high"])
        assert 0 < float(row["confidence"]) < 1
        assert (row["vote_share"], row["agreement"]) == ("1.0000", "1.0000")
        assert row["method"].startswith("numbers/")
    answers = table(scene, project, ReportFile.ANSWERS)
    assert sorted(row["value"] for row in answers) == ["40"] * 3 + ["71"] * 3
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert sorted(summary.values) == [(40, 1), (71, 1)]
    assert scene.do(recount) == []


def test_answers_within_the_tolerance_agree(scene: Scene) -> None:
    project = running(scene, "a", fewest=4, most=4)
    answer(scene.people(2, 3, 4, 5), 40, 41, 42, 90)
    (row,) = table(scene, project, ReportFile.RESULTS)
    assert 40 <= int(row["value"]) <= 42
    assert (row["vote_share"], row["agreement"]) == ("0.7500", "0.5000"), "three of four, and of six pairs"


def test_gold_is_read_as_numbers_teaches_skill_and_is_written_as_it_is(scene: Scene) -> None:
    texts = [*(f"gold {number}" for number in KNOWN), "a"]
    project = ready(scene, *texts, gold=tuple(KNOWN))
    assert scene.project(project).n_gold == len(KNOWN)
    scene.say("90 2-3")
    scene.launch(project)
    ada = next(person for person in map(scene.person, range(2, 60)) if (person.sees or "").startswith("gold"))
    assert ada.answer(int((ada.sees or "").split()[1]) + 1) is Taken.COUNTED
    assert scene.rows("SELECT right, answered FROM skill WHERE contributor_id = :id", id=ada.id) == [
        (1.0, 1.0)
    ]
    rows = table(scene, project, ReportFile.RESULTS)
    assert [row["value"] for row in rows if row["gold"]] == KNOWN


def test_known_answers_that_are_not_possible_are_refused(scene: Scene) -> None:
    scene.draft(task_file(*KNOWN, gold=KNOWN), name="Ages.csv")
    scene.say("How old is it?")
    with pytest.raises(GoldUnknown) as refused:
        scene.say("0 to 30")
    assert (refused.value.kind, refused.value.total) == ("number", 3)


def test_an_answer_is_changed_and_an_impossible_one_is_never_stored(scene: Scene) -> None:
    running(scene, "a", "b")
    (ada,) = scene.people(2)
    held = ada.hand
    for impossible in (121, 1.5, "40", None):
        with pytest.raises(InvalidInput):
            ada.answer(impossible)  # type: ignore[arg-type]
    ada.answer(40)
    assert ada.change(40, held) is Changed.SAME
    assert ada.change(41, held) is Changed.CHANGED
    assert scene.rows("SELECT label, value, counted FROM answer ORDER BY version") == [
        (None, "40", 0),
        (None, "41", 1),
    ]


def test_what_counts_votes_means_nothing_for_numbers(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    go_to(scene, project, DraftStep.MARGIN)
    scene.say("2")
    go_to(scene, project, DraftStep.NOTHING)
    scene.say("No", "3")
    go_to(scene, project, DraftStep.KIND)
    scene.say("number", "0 to 9", "-", "exactly")
    rule = scene.project(project).rule
    assert (rule.margin, rule.nothing) == (None, None)
    for step in (DraftStep.MARGIN, DraftStep.NOTHING):
        with pytest.raises(Conflict):
            go_to(scene, project, step)
    scene.launch(project)
    with pytest.raises(Conflict):
        scene.do(
            ask_rule,
            project,
            DraftStep.MARGIN,
            by=REQUESTER,
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )


def test_the_answers_are_not_foreseen(scene: Scene) -> None:
    project = ready(scene, "a", "b")
    assert scene.do(read_forecast_input, scene.project(project)) is None


def test_a_project_with_numbers_leaves_the_forecast_of_options_alone(scene: Scene) -> None:
    texts = tuple(f"task {n}" for n in range(50))
    blank = foresee_answers(forecast_input(scene, scene.ready(task_file(*texts))))
    earlier = running(scene, *texts, fewest=4, most=4)
    for person in scene.people(*ids_without_gold(4)):
        for _ in texts:
            person.answer(40)
    fitting = scene.do(read_first, earlier)
    scene.do(store_model, fitting, fit(fitting))
    assert foresee_answers(forecast_input(scene, scene.ready(task_file(*texts)))) == blank


def forecast_input(scene: Scene, project: ProjectId) -> ForecastInput:
    data = scene.do(read_forecast_input, scene.project(project))
    assert data is not None
    return data


def test_a_digest_counts_answers_close_to_the_result_as_agreeing(scene: Scene) -> None:
    running(scene, "a", fewest=4, most=4)
    people = scene.people(*ids_without_gold(4))
    answer(people, 40, 41, 42, 90)
    became = [scene.do(what_became, person.id, since=0, until=scene.now) for person in people]
    assert [(one.decided, one.agreed) for one in became] == [(1, 1), (1, 1), (1, 1), (1, 0)]


def test_an_odd_number_is_stored_once_its_author_is_sure(scene: Scene) -> None:
    project = running(scene, *"abcdefghij", numbers="0 or more")
    people = scene.people(2, 3, 4)
    for person in people:
        for _ in range(8):
            person.answer(40)
    fitting = scene.do(read_first, project)
    scene.do(store_model, fitting, fit(fitting))
    dan = scene.person(5)
    held = dan.hand
    assert dan.answer(4000) is Taken.DOUBTED
    assert dan.card.card.partial == {"sure": 4000}
    assert dan.hand == held
    assert dan.answer(4001) is Taken.DOUBTED, "another odd number is another question"
    assert dan.answer(4001) is Taken.COUNTED
    assert dan.card.card.partial is None
    assert dan.change(5000, held) is Changed.CHANGED, "its card shows another task: nobody can be asked"


def test_agreement_counts_how_far_apart_numbers_are(scene: Scene) -> None:
    project = running(scene, *"abcdef", fewest=2, most=2)
    ada, ben = scene.people(2, 3)
    for person, off in ((ada, 0), (ben, 1)):
        while (text := person.sees) is not None:
            person.answer(10 + 15 * "abcdef".index(text) + off)
    data = scene.do(read_agreement, project)
    assert data is not None
    view = measure(data)
    assert view.found.level is Level.INTERVAL
    assert view.found.alpha.value is not None
    assert view.found.alpha.value > 0.99
    assert view.found.raw_agreement.value == 1.0, "a year apart is within the tolerance"
    assert all(name.endswith(" years") for name in view.names)
