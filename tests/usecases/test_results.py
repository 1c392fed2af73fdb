"""The two result files of a project."""

import csv
import io
import re

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene, ids_without_gold

from crowd.aggregation.consensus import METHOD, VERSION
from crowd.deciding.policy import RULE_VERSION
from crowd.errors import (
    NotFound,
)
from crowd.files.task_file import read_task_file
from crowd.ids import ProjectId
from usecases.projects.cancel_project import cancel_project
from usecases.projects.show_project import (
    ReportFile,
)
from usecases.projects.write_results import ANSWER_COLUMNS, RESULT_COLUMNS, write_results


def _table(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    name, data = scene.do(write_results, project, file)
    assert name == f"Pets-{file.lower()}-{project}.csv"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_result_file_has_one_row_a_task_with_how_and_why_it_closed(scene: Scene) -> None:
    project = scene.running("a", "b", "c", gold=["", "", "Yes"], target="80", fewest=2, most=2)
    ada, ben = scene.people(*ids_without_gold(2))
    for person in (ada, ben):
        person.answer(NO)
    ada.skip()
    ben.answer(YES)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    rows = _table(scene, project, ReportFile.RESULTS)
    assert list(rows[0]) == [
        *RESULT_COLUMNS[:1],
        "label",
        *RESULT_COLUMNS[1:],
        "text",
        "gold",
        "contributors",
    ]
    assert [row["text"] for row in rows] == ["a", "b", "c"]
    assert [row["id"] for row in rows] == ["2", "3", "4"], "without an id column: the row in the file"
    assert [row["label"] for row in rows] == ["No", "Yes", "Yes"]
    assert [row["reason"] for row in rows] == ["target", "cancelled", "known"]
    assert [row["answers"] for row in rows] == ["2", "1", "0"]
    assert [row["skips"] for row in rows] == ["0", "1", "0"]
    assert [row["vote_share"] for row in rows] == ["1.0000", "1.0000", ""]
    assert [row["agreement"] for row in rows] == ["1.0000", "", ""], "one answer agrees with nobody"
    assert [row["method"] for row in rows] == [f"{METHOD}/{VERSION}", f"{METHOD}/{VERSION}", "gold"]
    assert [row["gold"] for row in rows] == ["", "", "Yes"]
    assert {row["state"] for row in rows} == {"closed"}
    assert 0.8 <= float(rows[0]["confidence"]) < 1.0
    assert rows[2]["confidence"] == "1.0000"
    assert rows[0]["closed_at"].startswith("2023-11-14T")


def test_the_agreement_of_a_task_is_the_share_of_its_pairs_of_answers_that_are_alike(scene: Scene) -> None:
    project = scene.running("a", options="Cat, Dog, Bird", target="99.9", fewest=4, most=4)
    for person, label in zip(scene.people(2, 3, 4, 5), (0, 0, 1, 2), strict=True):
        person.answer(label)
    (row,) = _table(scene, project, ReportFile.RESULTS)
    assert (row["vote_share"], row["agreement"], row["rule_version"]) == (
        "0.5000",
        f"{1 / 6:.4f}",
        str(RULE_VERSION),
    )


def test_the_file_of_answers_has_every_version_under_a_pseudonym(scene: Scene) -> None:
    project = scene.running("a", fewest=2, most=2)
    ada, ben = scene.people(2, 3)
    held = ada.hand
    ada.answer(YES)
    ben.answer(NO)
    ada.change(NO, held)
    rows = _table(scene, project, ReportFile.ANSWERS)
    assert list(rows[0]) == [*ANSWER_COLUMNS[:2], "label", *ANSWER_COLUMNS[2:]]
    assert [(row["label"], row["version"], row["counted"]) for row in rows] == [
        ("Yes", "1", "no"),
        ("No", "1", "yes"),
        ("No", "2", "yes"),
    ]
    assert rows[0]["contributor"] == rows[2]["contributor"] != rows[1]["contributor"]
    assert all(row["contributor"].startswith("c-") for row in rows)


def test_a_person_has_another_pseudonym_in_each_project(scene: Scene) -> None:
    projects = [scene.running("a", "b"), scene.running("c", "d")]
    ada = scene.person(2)
    while ada.sees is not None:
        ada.answer(YES)
    names = [
        {row["contributor"] for row in _table(scene, project, ReportFile.ANSWERS)} for project in projects
    ]
    assert [len(each) for each in names] == [1, 1]
    assert names[0] != names[1]


def test_a_row_that_names_somebody_does_not_tell_which_other_answers_are_theirs(scene: Scene) -> None:
    project = scene.running("bait", "bait 2", "a", "b", named=["2", "2"], fewest=1, most=1)
    ada = scene.person(2)
    while ada.sees is not None:
        ada.answer(YES)
    rows = _table(scene, project, ReportFile.ANSWERS)
    named, others = ({row["contributor"] for row in part} for part in (rows[:2], rows[2:]))
    assert (len(rows), len(named), len(others)) == (4, 1, 1)
    assert named.isdisjoint(others)
    assert "" not in named | others


def test_somebody_who_answered_before_there_were_two_pseudonyms_gets_the_second(scene: Scene) -> None:
    project = scene.running("a", "bait", named=["", "2"], fewest=1, most=1)
    ada = scene.person(2)
    ada.answer(YES)
    scene.connection.execute("UPDATE pseudonym SET named_key = NULL")
    before = scene.value("SELECT key FROM pseudonym")
    ada.answer(YES)
    assert scene.value("SELECT key FROM pseudonym") == before
    assert len({row["contributor"] for row in _table(scene, project, ReportFile.ANSWERS)} - {""}) == 2


def test_times_in_files_are_cut_to_minutes(scene: Scene) -> None:
    project = scene.running("a", fewest=1, most=1)
    scene.person(2).answer(YES)
    (answer,) = _table(scene, project, ReportFile.ANSWERS)
    (result,) = _table(scene, project, ReportFile.RESULTS)
    for time in (answer["offered_at"], answer["answered_at"], result["closed_at"]):
        assert re.fullmatch(r"2023-11-14T\d\d:\d\d\+00:00", time)


def _from_csv(scene: Scene, text: str) -> ProjectId:
    file = read_task_file(text.encode(), name="tasks.csv")
    return scene.launch(scene.ready(file, fewest=1, most=1))


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(scene: Scene) -> None:
    project = _from_csv(scene, "id,text\n=1+1,@SUM(A1)\n-5,\"+cmd|' /C calc'!A0\"\n")
    rows = _table(scene, project, ReportFile.RESULTS)
    assert [row["id"] for row in rows] == ["'=1+1", "-5"]
    assert [row["text"] for row in rows] == ["'@SUM(A1)", "'+cmd|' /C calc'!A0"]


def test_text_comes_back_as_it_was_sent(scene: Scene) -> None:
    project = _from_csv(scene, 'id,text\nα,"<b>1 & 2</b>, ""q"" 🙂\nلا"\n')
    (row,) = _table(scene, project, ReportFile.RESULTS)
    assert (row["id"], row["text"]) == ("α", '<b>1 & 2</b>, "q" 🙂\nلا')


def test_columns_with_our_names_are_told_apart_from_ours_and_from_each_other(scene: Scene) -> None:
    project = _from_csv(scene, "task_label,label,Reason,text,task_task_label\n1,2,3,4,5\n")
    _, data = scene.do(write_results, project, ReportFile.RESULTS)
    (header, cells) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(set(header)) == len(header)
    original = dict(zip(header, cells, strict=True))
    assert original["task_label"] == "1"
    assert original["task_task_task_label"] == "2"
    assert original["task_Reason"] == "3"
    assert original["task_task_label"] == "5"
    assert original["label"] == ""


def test_the_people_a_task_was_for_stand_in_the_result_file(scene: Scene) -> None:
    project = scene.running("a", named=["2 3"])
    (row,) = _table(scene, project, ReportFile.RESULTS)
    assert sorted(row["contributors"].split()) == ["2", "3"]


def test_a_running_project_reports_what_is_known_so_far(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=2)
    scene.person(2).answer(NO)
    first, second = _table(scene, project, ReportFile.RESULTS)
    assert (first["state"], first["label"], first["reason"], first["closed_at"]) == ("open", "No", "", "")
    assert float(first["confidence"]) == pytest.approx(0.72, abs=1e-3)
    assert (second["label"], second["confidence"]) == ("", "")


def test_there_is_no_result_file_of_a_project_that_does_not_exist(scene: Scene) -> None:
    with pytest.raises(NotFound):
        scene.do(write_results, ProjectId(9), ReportFile.RESULTS)


def test_the_end_of_a_project_is_told_to_its_requester(scene: Scene) -> None:
    scene.running("a", fewest=1, most=1)
    scene.person(2).answer(YES)
    scene.settle()
    assert scene.rows("SELECT chat_id FROM outbox WHERE body LIKE '%project-complete%'") == [(REQUESTER,)]
