"""`askmany summarize`: what it reads, prints, writes and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.__main__ import main
from crowd.aggregation.value_types import summarize

FILES = {
    "numbers": "task,worker,value\nlength,ada,10 cm\nlength,ben,11 cm\nlength,cleo,12 cm\n"
    "width,ada,4\nwidth,ben,40\n",
    "choices": "task,contributor,options\nphoto,ada,cat|dog\nphoto,ben,cat; owl\nphoto,cleo,cat\n"
    "blank,ada,\nblank,ben,\n",
    "texts": 'task,person,text\nline,ada,"Dear Sir, hello"\nline,ben,dear sir hello\nline,cleo,"Dear Sir, hallo"\n',
    "pairs": "task\tworker\tleft\tright\tlabel\nq\tada\ttea\tmilk\tleft\nq\tben\ttea\tmilk\ttie\n"
    "r\tada\tmilk\trum\tmilk\n",
    "places": "id,annotator,lat,lon\nwell,ada,40.0,-3.0\nwell,ben,40.0001,-3.0\nwell,cleo,41.0,2.0\n",
}


def written(folder: Path, text: str, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def run(folder: Path, kind: str, *arguments: str, text: str | None = None) -> Any:
    """Run the command on a file of the kind and return the JSON that it wrote."""
    out = folder / "out.json"
    path = written(folder, FILES[kind] if text is None else text)
    assert main(["summarize", str(path), "--kind", kind, "--json", str(out), *arguments]) == 0
    return json.loads(out.read_text("utf-8"))


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["summarize", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize(
    ("kind", "shown", "options"),
    [
        ("numbers", ["length", "11", "alpha, interval"], ["--unit", "cm"]),
        ("choices", ["photo", "cat", "MASI distance"], []),
        ("texts", ["Dear Sir, hello", "word distance"], []),
        ("pairs", ["tea", "milk", "rum", "preferences"], []),
        ("places", ["40.000050, -3.000000", "cleo", "within reach"], []),
    ],
)
def test_every_kind_is_printed_with_its_agreement(
    kind: str,
    shown: list[str],
    options: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    found = run(tmp_path, kind, *options)
    printed = capsys.readouterr().out
    assert [words for words in shown if words not in printed] == []
    assert found["kind"] == kind
    assert {"method", "version", "agreement", "tasks", "people"} <= found.keys()


def test_the_command_says_what_the_python_call_says(tmp_path: Path) -> None:
    rows = [
        ("line", "ada", "Dear Sir, hello"),
        ("line", "ben", "dear sir hello"),
        ("line", "cleo", "Dear Sir, hallo"),
    ]
    assert run(tmp_path, "texts") == summarize("texts", rows).as_json()


def paired(n_tasks: int, *, alike: bool) -> str:
    """Rows of two people who say the same of each task, or the opposite."""
    return "".join(f"t{n},a,{n}\nt{n},b,{n if alike else -n}\n" for n in range(n_tasks))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (paired(10, alike=True), "People agree far more than by chance"),
        (paired(10, alike=False), "People agree less than by chance"),
        (paired(9, alike=True) + "alone,a,5\n", "too few tasks have answers from several people"),
        ("t,a,1\nu,b,9\n", "agreement cannot be told from chance"),
    ],
)
def test_what_the_agreement_is_worth_is_said_in_words(
    rows: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "numbers", text=f"task,worker,number\n{rows}")
    printed = " ".join(capsys.readouterr().out.split())
    assert words in printed
    assert "undefined to undefined" not in printed


@pytest.mark.parametrize(
    ("ranking", "words"),
    [("a > b > c > d > e", "People agree far more than by chance"), ("a > b", "too few tasks")],
)
def test_a_ranking_of_many_items_tells_as_much_as_many_tasks(
    ranking: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "pairs", text=f"worker,ranking\nada,{ranking}\nben,{ranking}\n")
    assert words in " ".join(capsys.readouterr().out.split())


def test_numbers_take_a_range_a_unit_and_a_method(tmp_path: Path) -> None:
    found = run(tmp_path, "numbers", "--unit", "cm", "--lowest", "0", "--highest", "20", "--method", "median")
    assert (found["unit"], found["method"], found["tolerance"]) == ("cm", "median", 2.0)
    outlier = found["tasks"]["width"]["outliers"][0]
    assert (outlier["contributor"], outlier["reason"]) == ("ben", "outside_range")


def test_choices_take_their_options_and_may_name_none(tmp_path: Path) -> None:
    found = run(tmp_path, "choices", "--options", "owl|cat|dog")
    assert found["options"] == ["owl", "cat", "dog"]
    assert found["tasks"]["blank"]["chosen"] == []


def test_texts_may_be_compared_by_characters(tmp_path: Path) -> None:
    text = "task,worker,text\nplate,ada,AB-123\nplate,ben,AB-128\nplate,cleo,AB-123\n"
    found = run(tmp_path, "texts", "--characters", text=text)
    assert (found["unit"], found["tasks"]["plate"]["text"]) == ("characters", "AB123")


def test_rankings_are_read_as_well_as_comparisons(tmp_path: Path) -> None:
    text = "task,worker,ranking\nt,ada,tea > milk = rum\nt,ben,tea > rum > milk\n"
    found = run(tmp_path, "pairs", "--reliabilities", "--ties", "drop", text=text)
    assert list(found["items"]) == ["tea", "rum", "milk"]


def test_comparisons_need_no_task(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "worker,left,right,label\nada,tea,rum,tea\nben,rum,tea,tea\ncleo,tea,milk,tie\n"
    found = run(tmp_path, "pairs", text=text)
    assert {task: of["answers"] for task, of in found["tasks"].items()} == {"milk | tea": 1, "rum | tea": 2}
    half = written(tmp_path, "task,worker,left,right,label\nq,ada,tea,rum,tea\n,ben,rum,tea,tea\n")
    capsys.readouterr()
    assert "row 3: this row names no task" in refusal(capsys, str(half), "--kind", "pairs")


def test_a_file_in_which_nothing_counts_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "task,worker,value,counted\nt,ada,3,no\n")
    assert "no answer counts" in refusal(capsys, str(path), "--kind", "numbers")


def test_places_take_a_reach(tmp_path: Path) -> None:
    assert run(tmp_path, "places", "--reach", "5")["tasks"]["well"]["share"] == pytest.approx(1 / 3)


def test_json_lines_are_read_and_answers_that_do_not_count_are_left_out(tmp_path: Path) -> None:
    rows = [
        {"task": "t", "worker": "a", "value": 1, "counted": "yes"},
        {"task": "t", "worker": "b", "value": 5, "counted": "no"},
    ]
    path = written(tmp_path, "\n".join(map(json.dumps, rows)), "answers.jsonl")
    out = tmp_path / "out.json"
    assert main(["summarize", str(path), "--kind", "numbers", "--json", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["tasks"]["t"]["answers"] == 1


def test_only_some_tasks_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "numbers", "--unit", "cm", "--show", "1")
    printed = capsys.readouterr().out
    assert "width" not in printed
    assert "1 more" in printed


def test_a_value_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "task;worker;value\nt;ada;3\nt;ben;2,5\n")
    said = refusal(capsys, str(path), "--kind", "numbers")
    assert (
        "answers.csv, row 3, task 't', contributor 'ben': "
        "expected a number (with a decimal point, not a comma), not '2,5'" in said
    )
    path = written(tmp_path, "task,worker,value\nt,ada,nan\n")
    assert "row 2: 'nan' looks like a missing value" in refusal(capsys, str(path), "--kind", "numbers")
    kept = refusal(capsys, str(path), "--kind", "numbers", "--missing", "keep")
    assert "row 2, task 't', contributor 'ada': expected a finite number, not 'nan'" in kept


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("numbers", "'number'"),
        ("places", "'latitude', 'longitude'"),
        ("pairs", "'left', 'right', 'winner' or 'ranking'"),
    ],
)
def test_a_file_without_the_values_says_which_columns_are_wanted(
    kind: str, wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "task,worker,colour\nt,ada,red\n")
    assert wanted in refusal(capsys, str(path), "--kind", kind)


def test_an_option_of_another_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(written(tmp_path, FILES["numbers"]))
    assert "--reach goes with --kind places, not with numbers" in refusal(
        capsys, path, "--kind", "numbers", "--reach", "5"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--kind", "numbers", "--lowest", "9", "--highest", "1"], "lowest"),
        (["--kind", "numbers", "--tolerance", "nan"], "--tolerance must be a finite number"),
        (["--kind", "numbers", "--show", "-1"], "--show"),
        (["--kind", "numbers", "--json", "no/such/folder/out.json"], "cannot be written"),
        (["--kind", "choices", "--options", " | "], "names no option"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(written(tmp_path, "task,worker,value,label\nt,ada,3,3\n"))
    assert says in refusal(capsys, path, *arguments)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no file" in refusal(capsys, str(tmp_path / "none.csv"), "--kind", "texts")


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown type of values 'smells'; the types are numbers, choices"):
        summarize("smells", [])
