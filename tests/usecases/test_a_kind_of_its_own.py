"""A kind of question that the product does not know: registered by a test, it goes from a draft to the results."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from null_kind import with_null_kind
from usecase_scene import PANEL, REQUESTER, Scene, task_file

from crowd.errors import InvalidInput
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


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    with with_null_kind():
        yield


def table(scene: Scene, project: Any, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_kind_that_nobody_knows_goes_from_a_draft_to_the_results(scene: Scene) -> None:
    project = scene.draft(task_file("a", "b"), name="Posts.csv")
    scene.say("Have you seen this?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("null", "here", "75 2-9")
    scene.launch(project)
    people = scene.people(2, 3)
    held = people[0].hand
    with pytest.raises(InvalidInput):
        people[0].answer(["there"])  # type: ignore[arg-type]
    for _ in range(2):
        for person in people:
            assert person.answer(["here"]) is Taken.COUNTED  # type: ignore[arg-type]
    assert people[0].change(["here"], held) is Changed.SAME  # type: ignore[arg-type]
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    rows = table(scene, project, ReportFile.RESULTS)
    assert [(row["seen"], row["confidence"], row["reason"]) for row in rows] == [
        ("here", "0.7500", "target")
    ] * 2
    assert all(row["method"] == "null/1" for row in rows)
    assert [row["seen"] for row in table(scene, project, ReportFile.ANSWERS)] == ["here"] * 4
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert summary.values == [(["here"], 2)]
    data = scene.do(read_agreement, project)
    assert data is not None
    assert measure(data).names == ("here",)
    assert scene.do(recount) == []
