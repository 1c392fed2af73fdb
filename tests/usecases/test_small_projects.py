"""Small projects give the results of a full fit of their own answers, without HTTP and in a fixed order."""

import csv
import io
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from usecase_scene import Scene
from whole_fit import refit_all

from benchmarks.small_projects import SHAPES, Drawn, Found, Shape, draw, judge, key_of, option_of
from crowd.files.task_file import read_task_file
from crowd.ids import ProjectId
from crowd.projects.project import ProjectState
from usecases.projects.read_agreement import measure, read_agreement
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results

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


def run(scene: Scene, shape: Shape, drawn: Drawn) -> ProjectId:
    """Let all people be there at once and answer in turn, with the ticks of the bot after each round."""
    project = launch(scene, shape)
    people = scene.people(*range(11, 11 + shape.n_people))
    while scene.project(project).state is not ProjectState.COMPLETED:
        for number, person in enumerate(people):
            text = person.sees
            if text is not None:
                person.answer(drawn.answers[int(text.removeprefix("task-"))][number])
        scene.do(refit_all, terms=scene.terms, at=scene.now)
        scene.tick()
    assert scene.ledger.skills_off < 1e-6
    return project


def write(scene: Scene, project: ProjectId, file: ReportFile) -> bytes:
    return scene.do(write_results, project, file)[1]


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_small_project_hands_out_is_what_the_fit_of_its_answers_says(
    template: Path, tmp_path: Path, name: str
) -> None:
    shape, found = SHAPES[name], Found()
    for seed in SEEDS:
        drawn, scene = draw(shape, seed), Scene.open(template, tmp_path / f"{seed}.db")
        with closing(scene.connection):
            project = run(scene, shape, drawn)
            files = (write(scene, project, file) for file in (ReportFile.RESULTS, ReportFile.ANSWERS))
            found += judge(shape, drawn, *files)
    assert found.tasks == len(SEEDS) * shape.n_tasks
    assert found.unlike == 0
    assert found.mean_gap < 0.001
    assert found.given_up_unanimous == 0
    assert found.holds, found


def test_the_share_of_the_leading_option_is_the_same_in_the_files_and_in_the_agreement(scene: Scene) -> None:
    shape = SHAPES["often-wrong"]
    project = run(scene, shape, draw(shape, 1))
    table = io.StringIO(write(scene, project, ReportFile.RESULTS).decode("utf-8-sig"), newline="")
    in_file = [float(row["vote_share"]) for row in csv.DictReader(table)]
    data = scene.do(read_agreement, project)
    assert data is not None
    in_picture = measure(data).found.tasks.vote_share.tolist()
    assert in_file == pytest.approx(in_picture, abs=1e-4)
    labels = scene.rows("SELECT label FROM task_question ORDER BY task_id")
    votes = [Counter(label for task, _, label in data.triples if task == number) for number in range(1, 31)]
    followed = [count[label] == max(count.values()) for count, (label,) in zip(votes, labels, strict=True)]
    assert not all(followed), "the label is that of fewer, but abler people somewhere: the share is of votes"
