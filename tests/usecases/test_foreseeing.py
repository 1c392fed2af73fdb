"""How many answers a project will need: forecast before launch and while it runs."""

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene, task_file
from whole_fit import read_first

from crowd.ids import ProjectId
from crowd.simulated.forecast import Forecast
from usecases.conversation.read_views import read_dialogue, read_panel
from usecases.deciding.foresee_answers import foresee_answers, read_forecast_input
from usecases.deciding.refit_skills import fit, store_model
from usecases.projects.running.pause_project import pause_project

TASKS = tuple(f"task {n}" for n in range(20))


def foresee(scene: Scene, project_id: ProjectId) -> Forecast:
    data = scene.do(read_forecast_input, scene.project(project_id))
    assert data is not None
    return foresee_answers(data)


def test_the_summary_before_the_launch_foresees_the_answers(scene: Scene) -> None:
    project = scene.ready(task_file(*TASKS), most=10)
    view = scene.do(read_dialogue, REQUESTER, project)
    assert view is not None
    assert view.forecast_input is not None
    found = foresee_answers(view.forecast_input)
    assert 40 <= found.low < found.likely < found.high <= 200


def test_nothing_is_foreseen_while_the_dialogue_is_not_finished(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    assert scene.do(read_forecast_input, scene.project(project)) is None


def test_the_panel_goes_on_foreseeing_until_the_project_is_done(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=2, most=2)
    assert foresee(scene, project) == Forecast(low=4, likely=4, high=4)
    for person in scene.people(11, 12):
        person.answer(YES)
        person.answer(YES)
    scene.settle()
    view = scene.do(read_panel, project)
    assert view is not None
    assert view.forecast_input is None


def test_people_who_agree_lower_the_forecast_and_people_who_do_not_raise_it(scene: Scene) -> None:
    agreed, differed = scene.running(*TASKS, most=10), scene.running(*TASKS, most=10)
    for person in (11, 12, 13):
        scene.wait(90)  # whoever differs from all others would wait for them
        one = scene.person(person)
        for _ in TASKS:
            one.answer(YES)
        for number in range(len(TASKS)):
            one.answer(NO if (number + person) % 2 else YES)
    ours, theirs = foresee(scene, agreed), foresee(scene, differed)
    assert ours.likely < theirs.likely


def test_no_more_answers_are_foreseen_than_the_named_people_can_give(scene: Scene) -> None:
    project = scene.running("a", "b", named=["11 12 13", "11 12"], fewest=2, most=10)
    assert foresee(scene, project).high <= 5


def test_a_paused_project_is_foreseen_like_a_running_one(scene: Scene) -> None:
    project = scene.running(*TASKS, most=10)
    before = foresee(scene, project)
    scene.do(pause_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert foresee(scene, project) == before


@pytest.mark.parametrize(("wrong_every", "is_shorter"), [(100, True), (2, False)])
def test_what_earlier_projects_found_of_people_moves_the_forecast_of_the_next(
    scene: Scene, wrong_every: int, *, is_shorter: bool
) -> None:
    texts = tuple(f"task {n}" for n in range(60))
    earlier = scene.running(*texts, fewest=4, most=4)
    blank = foresee(scene, scene.ready(task_file(*TASKS), most=10))
    for person in range(11, 15):
        scene.wait(90)  # whoever differs from all others would wait for them
        one = scene.person(person)
        for number in range(len(texts)):
            one.answer(NO if (7 * number + 3 * person) % wrong_every == 0 else YES)
    data = scene.do(read_first, earlier)
    scene.do(store_model, data, fit(data))
    known = foresee(scene, scene.ready(task_file(*TASKS), most=10))
    assert (known.likely < blank.likely) == is_shorter
