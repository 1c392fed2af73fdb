"""Small projects hand out what a full fit of their own answers says, without HTTP and in a fixed order."""

from contextlib import closing
from pathlib import Path

import pytest
from usecase_scene import Scene
from whole_fit import refit_all

from benchmarks.small_projects import SHAPES, Found, Shape, draw, judge, key_of, option_of
from crowd.files.task_file import read_task_file
from crowd.ids import ProjectId
from crowd.projects import ProjectState
from usecases.show_project import ReportFile
from usecases.write_results import write_results

SEEDS = (1, 2, 3, 4)


def launch(scene: Scene, shape: Shape) -> ProjectId:
    rows = [f"{key_of(task)},{key_of(task)}" for task in range(shape.n_tasks)]
    file = read_task_file("\n".join(["id,text", *rows]).encode(), name="tasks.csv")
    rule = shape.rule
    ready = scene.ready(
        file,
        options=", ".join(option_of(label) for label in range(shape.n_labels)),
        target=f"{100 * rule.target:g}",
        fewest=rule.min_answers,
        most=rule.max_answers,
    )
    return scene.launch(ready)


def run(scene: Scene, shape: Shape, seed: int) -> Found:
    """Let all people be there at once and answer in turn, with the ticks of the bot after each round."""
    drawn = draw(shape, seed)
    project = launch(scene, shape)
    people = scene.people(*range(11, 11 + shape.n_people))
    while scene.project(project).state is not ProjectState.COMPLETED:
        for number, person in enumerate(people):
            text = person.sees
            if text is not None:
                person.answer(drawn.answers[int(text.removeprefix("task-"))][number])
        scene.do(refit_all, terms=scene.terms, at=scene.now)
        scene.tick()
    results, answers = (
        scene.do(write_results, project, file)[1] for file in (ReportFile.RESULTS, ReportFile.ANSWERS)
    )
    assert scene.ledger.skills_off < 1e-6
    return judge(shape, drawn, results, answers)


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_small_project_hands_out_is_what_the_fit_of_its_answers_says(
    template: Path, tmp_path: Path, name: str
) -> None:
    shape, found = SHAPES[name], Found()
    for seed in SEEDS:
        scene = Scene.open(template, tmp_path / f"{seed}.db")
        with closing(scene.connection):
            found += run(scene, shape, seed)
    assert found.tasks == len(SEEDS) * shape.n_tasks
    assert found.unlike == 0
    assert found.mean_gap < 0.001
    assert found.given_up_unanimous == 0
    assert found.holds, found
