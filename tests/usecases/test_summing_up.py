"""A summary of a project's results, and why people skipped which tasks."""

import csv
import io

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene

from crowd.answering.assignments import SkipReason
from crowd.errors import NotFound
from crowd.ids import ContributorId
from storage.answering.skips import count_skips, worst_skipped
from usecases.conversation.read_views import read_panel
from usecases.projects.cancel_project import cancel_project
from usecases.projects.read_summary import read_summary
from usecases.projects.show_project import PanelScreen, ReportFile, send_files, turn_panel
from usecases.projects.write_results import write_results

BROKEN, UNCLEAR = SkipReason.BROKEN, SkipReason.UNCLEAR


def skipped(scene: Scene) -> None:
    """Three people skip their first tasks: "a" is broken for two, "b" unclear for one."""
    ada, ben, eve = scene.people(2, 3, 4)
    for person, reason in ((ada, BROKEN), (ben, UNCLEAR), (eve, BROKEN)):
        while person.sees != "a":
            person.skip(reason=SkipReason.DONT_KNOW)
        person.skip(reason=reason)


def test_skips_are_counted_by_task_and_reason(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=3, most=3)
    skipped(scene)
    counted = scene.do(count_skips, project)
    assert (counted[BROKEN], counted[UNCLEAR]) == (2, 1)
    assert sum(counted.values()) == scene.project(project).n_skips
    (worst,) = scene.do(worst_skipped, project, limit=5)
    assert (worst.key, worst.content, worst.skips[BROKEN], worst.skips[UNCLEAR]) == ("2", {"text": "a"}, 2, 1)


def test_the_worst_stand_first_and_what_nobody_calls_broken_does_not_stand_there(scene: Scene) -> None:
    project = scene.running("fine", "unclear", "broken", "worse", fewest=5, most=5)
    told = {
        "fine": [SkipReason.DONT_KNOW, SkipReason.NOT_FOR_ME, SkipReason.DONT_KNOW],
        "unclear": [UNCLEAR, UNCLEAR, UNCLEAR],
        "broken": [BROKEN, UNCLEAR, UNCLEAR],
        "worse": [BROKEN, BROKEN, SkipReason.DONT_KNOW],
    }
    for number in range(3):
        person = scene.person(11 + number)
        while (task := person.sees) is not None:
            person.skip(reason=told[task][number])
    found = scene.do(worst_skipped, project, limit=5)
    assert [task.content["text"] for task in found] == ["worse", "broken", "unclear"]
    assert len(scene.do(worst_skipped, project, limit=1)) == 1


def test_the_panel_counts_skips_and_lists_the_tasks_only_where_they_are_asked_for(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=3, most=3)
    skipped(scene)
    view = scene.do(read_panel, project)
    assert view is not None
    assert (view.skips[BROKEN], list(view.troubled)) == (2, [])
    scene.turn_panel(project, PanelScreen.SKIPPED)
    view = scene.do(read_panel, project)
    assert view is not None
    assert [task.key for task in view.troubled] == ["2"]
    with pytest.raises(NotFound):
        scene.do(
            turn_panel,
            project,
            PanelScreen.SKIPPED,
            by=ContributorId(66),
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )


def test_the_results_file_has_the_skips_of_each_task_by_reason(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=3, most=3)
    skipped(scene)
    _, data = scene.do(write_results, project, ReportFile.RESULTS)
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (first["skips_broken"], first["skips_unclear"], first["skips"]) == ("2", "1", "3")
    assert (first["skips_dont_know"], first["skips_not_for_me"]) == ("0", "0")
    assert second["skips"] == second["skips_dont_know"]


def test_the_results_are_summed_up(scene: Scene) -> None:
    project = scene.running("a", "b", "c", "d", options="Yes, No, Maybe", target="80", fewest=2, most=2)
    ada, ben = scene.people(2, 3)
    for person, other in ((ada, NO), (ben, YES)):
        while (task := person.sees) is not None:
            person.answer({"a": YES, "b": YES, "c": NO, "d": other}[task])
    view = scene.do(read_summary, project)
    assert view is not None
    labels = dict(view.values)
    assert labels[YES] + labels[NO] == 4
    assert 2 not in labels
    assert view.values == sorted(view.values, key=lambda one: -one[1])
    assert view.doubts[0].content == {"text": "d"}
    assert all(doubt.confidence < 0.8 for doubt in view.doubts)


def test_a_cancelled_project_without_answers_has_no_labels(scene: Scene) -> None:
    project = scene.running("a", "b")
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    view = scene.do(read_summary, project)
    assert view is not None
    assert (list(view.values), list(view.doubts)) == ([], [])


def test_the_summary_comes_before_the_files(scene: Scene) -> None:
    project = scene.running("a")
    scene.connection.execute("DELETE FROM outbox")
    scene.do(send_files, project, to=REQUESTER, at=scene.now)
    assert scene.rows("SELECT kind FROM outbox ORDER BY id") == [("SUMMARY",), ("DOCUMENT",), ("DOCUMENT",)]
