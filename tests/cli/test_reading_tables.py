"""Every command reads every table, and never silently turns missing, conflicting or similar cells into names."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from cli.__main__ import main
from tests.unit.files.workbook_bytes import xlsx

ANSWERS = "task,worker,label\nt1,ada,cat\nt1,ben,cat\nt1,cleo,dog\nt2,ada,dog\nt2,ben,dog\nt2,cleo,dog\n"
MISSING = ANSWERS + "t3,ada,cat\nt3,ben,{0}\nt4,cleo,{0}\n"


def written(folder: Path, content: str | bytes, name: str = "answers.csv") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def figures(folder: Path, *arguments: str) -> Any:
    """Run a command that must succeed, and return its JSON."""
    out = folder / "out.json"
    assert main([*arguments, "--json", str(out)]) == 0
    return json.loads(out.read_text("utf-8"))


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


def array(text: str) -> str:
    """A CSV as a pretty-printed JSON array."""
    head, *rows = (line.split(",") for line in text.strip().split("\n"))
    return json.dumps([dict(zip(head, row, strict=True)) for row in rows], indent=2)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "sep=;\n" + ANSWERS.replace(",", ";")),
        ("a.csv", ANSWERS.replace("\n", ",,\n")),
        ("a.csv", ANSWERS + ",,\n , ,\n"),
        ("a.csv", ANSWERS.replace(",", "|")),
        ("a.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + ANSWERS.encode()),
        ("a.csv", ANSWERS.encode("utf-16")),
        (
            "a.csv",
            ANSWERS.replace("\n", ",remark\n", 1).replace("cat\n", 'cat,"x""y"\n').replace("dog\n", "dog,\n"),
        ),
        ("a.json", array(ANSWERS)),
        ("a.tsv", ANSWERS.replace(",", "\t")),
    ],
)
def test_the_same_answers_are_read_whatever_they_are_written_in(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    expected = figures(tmp_path, "aggregate", written(tmp_path, ANSWERS))["tasks"]
    assert figures(tmp_path, "aggregate", written(tmp_path, content, name))["tasks"] == expected


def test_the_sheet_with_the_answers_is_found_or_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line.split(",") for line in ANSWERS.splitlines()]
    others = [rows[0], *([task, person, "owl"] for task, person, _ in rows[1:])]
    path = written(tmp_path, xlsx({"About": [["By Ada"]], "First": rows, "Second": others}), "a.xlsx")
    gold = written(tmp_path, xlsx({"Gold": [["task", "gold"], ["t1", "cat"]]}), "gold.xlsx")
    expected = figures(tmp_path, "aggregate", written(tmp_path, ANSWERS))["tasks"]
    assert figures(tmp_path, "aggregate", path)["tasks"] == expected
    assert "a.xlsx: I read the sheet “First”" in capsys.readouterr().out
    chosen = figures(tmp_path, "aggregate", path, "--sheet", "Second", "--gold", gold)["tasks"]
    assert (chosen["t1"]["label"], chosen["t2"]["label"]) == ("cat", "owl")
    capsys.readouterr()
    assert "Its sheets: About, First, Second" in refusal(capsys, "aggregate", path, "--sheet", "Third")


def test_a_huge_cell_in_a_column_that_nobody_needs_does_no_harm(tmp_path: Path) -> None:
    lines = ANSWERS.splitlines()
    wide = "\n".join([f"{lines[0]},meta", *(f"{line},{'x' * 200_000}" for line in lines[1:])])
    expected = figures(tmp_path, "aggregate", written(tmp_path, ANSWERS))["tasks"]
    assert figures(tmp_path, "aggregate", written(tmp_path, wide))["tasks"] == expected


@pytest.mark.parametrize("value", ["None", "nan", "NA", "null", ""])
def test_labels_that_look_missing_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    path = written(tmp_path, MISSING.format(value))
    said = refusal(capsys, "agreement", path)
    assert "rows 9, 10, column 'label'" in said
    assert "--missing leave-out" in said
    expected = figures(tmp_path, "agreement", written(tmp_path, ANSWERS + "t3,ada,cat\n", "without.csv"))
    left_out = figures(tmp_path, "agreement", path, "--missing", "leave-out")
    assert left_out["alpha"] == expected["alpha"]
    assert "2 rows were left out" in capsys.readouterr().out
    kept = figures(tmp_path, "aggregate", path, "--missing", "keep")
    assert kept["tasks"]["t4"]["label"] == (value or "(empty)")


@pytest.mark.parametrize("value", ["nan", ""])
def test_people_without_a_name_are_not_one_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    path = written(tmp_path, f"task,worker,label\ns,ada,cat\ns,{value},dog\ns,{value},dog\ns,{value},cat\n")
    assert "column 'worker'" in refusal(capsys, "aggregate", path, "--method", "majority")
    kept = figures(tmp_path, "aggregate", path, "--method", "majority", "--missing", "keep")
    assert len(kept["people"]) == 4
    assert kept["tasks"]["s"]["confidence"] == 0.5
    left_out = figures(tmp_path, "aggregate", path, "--method", "majority", "--missing", "leave-out")
    assert list(left_out["people"]) == ["ada"]


def test_a_task_without_a_name_cannot_be_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, ANSWERS + ",ada,cat\n")
    assert "A task needs a name" in refusal(capsys, "aggregate", path, "--missing", "keep")


def test_the_bots_own_file_of_tasks_is_a_file_of_known_labels(tmp_path: Path) -> None:
    gold = written(tmp_path, "id,text,gold,contributors\nt1,One,cat,\nt2,Two,,\nt9,Three,NA,\n", "tasks.csv")
    found = figures(tmp_path, "aggregate", written(tmp_path, ANSWERS), "--gold", gold)
    assert (found["tasks"]["t1"]["confidence"], found["tasks"]["t2"]["confidence"] < 1) == (1.0, True)


@pytest.mark.parametrize("command", ["compare", "aggregate", "agreement"])
def test_a_task_with_two_known_labels_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    gold = written(tmp_path, "task,label\nt1,cat\nt2,dog\nt1,dog\n", "gold.csv")
    said = refusal(capsys, command, written(tmp_path, ANSWERS), "--gold", gold)
    assert "the task 't1' has different known labels: 'cat' in row 2, 'dog' in row 4" in said


def test_two_columns_that_contradict_each_other_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "task,worker,label,answer\nt1,ada,cat,accept\nt1,ben,cat,reject\n")
    assert "both columns 'label' and 'answer' may hold the label" in refusal(capsys, "agreement", path)
    same = written(tmp_path, "task,worker,label,answer\nt1,ada,cat,cat\nt1,ben,cat,cat\n", "same.csv")
    assert main(["agreement", same]) == 0


def test_of_two_columns_that_may_name_the_task_it_is_told_which_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "id,task,worker,label\n1,t1,ada,cat\n2,t1,ben,cat\n")
    assert main(["aggregate", path]) == 0
    assert "the column 'task' was taken for the task, 'id' was not" in capsys.readouterr().out


def test_names_that_look_the_same_are_one_and_those_that_read_alike_are_pointed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apart = unicodedata.normalize("NFD", "café")
    path = written(
        tmp_path, f"task,worker,label\nt1,zoë,café\nt1,ben,{apart}\nt1,cleo,\u200bcafé\nt2,zoe\u0308,Café\n"
    )
    found = figures(tmp_path, "aggregate", path)
    assert sorted(found["people"]) == ["ben", "cleo", "zoë"]
    assert found["tasks"]["t1"]["label"] == "café"
    assert "'café' and 'Café'" in capsys.readouterr().out


def test_rows_with_errors_are_left_out_by_choice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, ANSWERS + "t3,ada\nt4,ben,cat,dog\n")
    assert "--skip-bad-rows" in refusal(capsys, "aggregate", path)
    expected = figures(tmp_path, "aggregate", written(tmp_path, ANSWERS, "good.csv"))["tasks"]
    assert figures(tmp_path, "aggregate", path, "--skip-bad-rows")["tasks"] == expected
    assert "2 rows with errors were left out" in capsys.readouterr().out


def test_a_file_without_a_heading_is_read_by_the_order_of_its_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, ANSWERS.split("\n", 1)[1])
    assert "--no-heading" in refusal(capsys, "aggregate", path)
    found = figures(tmp_path, "aggregate", path, "--no-heading")
    assert (len(found["tasks"]), len(found["people"])) == (2, 3)


def test_an_id_that_a_spreadsheet_has_rounded_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "task,worker,label\n1.23457E+18,ada,cat\n1.23457E+18,ben,dog\n")
    assert "its last digits are lost: 1.23457E+18" in refusal(capsys, "aggregate", path)


def test_the_encoding_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "task,worker,label\nt1,ada,sí\nt1,ben,sí\n".encode("cp1252"))
    assert main(["aggregate", path]) == 0
    assert "Windows-1252" in capsys.readouterr().out


@pytest.mark.parametrize("cell", ['"[""cat"", ""dog""]"', "\"['cat', 'dog']\"", "cat|dog", "cat; dog"])
def test_a_list_of_options_is_read_as_such(tmp_path: Path, cell: str) -> None:
    rows = "".join(f"t,{person},{cell}\n" for person in ("ada", "ben", "cleo"))
    path = written(tmp_path, f"task,worker,label\n{rows}")
    found = figures(tmp_path, "summarize", path, "--kind", "choices")
    assert sorted(found["options"]) == ["cat", "dog"]


def test_a_list_of_json_lines_is_read_as_options(tmp_path: Path) -> None:
    rows = "".join(f'{{"task": "t", "worker": "{who}", "label": ["cat", "dog"]}}\n' for who in "abc")
    found = figures(tmp_path, "summarize", written(tmp_path, rows, "a.jsonl"), "--kind", "choices")
    assert sorted(found["options"]) == ["cat", "dog"]


def test_options_that_another_sign_may_separate_are_pointed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "task,worker,label\nt,ada,cat\nt,ben,cat#dog\nt,cleo,C#\n")
    assert main(["summarize", path, "--kind", "choices"]) == 0
    assert "'cat#dog' counts as one option" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["numbers", "texts"])
def test_values_that_look_missing_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = written(tmp_path, "task,worker,label\nt,ada,3\nt,ben,nan\nt,cleo,\n")
    assert "rows 3, 4" in refusal(capsys, "summarize", path, "--kind", kind)
    found = figures(tmp_path, "summarize", path, "--kind", kind, "--missing", "leave-out")
    assert found["tasks"]["t"]["answers"] == 1


@pytest.mark.parametrize("command", ["replay", "simulate"])
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tasks.csv", f"task,text\nt1,{'x' * 200_000}\nt2,Sea\n", "do not fit a card"),
        ("tasks.csv", "task,text\nt1,Hello, world\nt2,Sea\n", "row 2: There are more cells than columns"),
        ("gold.tsv", 'task\tlabel\nt1\t"cat\nt2\tcat"\n', "read alike"),
        ("answers.tsv", b"PK\x03\x04 and so on", "This workbook is damaged"),
    ],
)
def test_a_folder_that_cannot_be_read_whole_is_refused_in_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    name: str,
    content: str | bytes,
    told: str,
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    files = {"answers.tsv": ANSWERS.replace(",", "\t"), "gold.tsv": "task\tlabel\nt1\tcat\n", name: content}
    for file, text in files.items():
        written(folder, text, file)
    more = ["--out", str(tmp_path)] if command == "replay" else []
    said = refusal(capsys, command, str(folder), *more)
    assert told in said
    assert said.count("\n") == 1
