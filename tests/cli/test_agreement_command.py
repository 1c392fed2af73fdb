"""`askmany agreement`: what it prints, writes and returns."""

import json
from pathlib import Path

import pytest

from cli.__main__ import main

#: Forty tasks; two people agree on most, a third on none but by chance.
ROWS = [
    (f"t{task:02}", person, label)
    for task in range(40)
    for person, label in (
        ("ada", "cat" if task % 2 else "dog"),
        ("ben", "owl" if task % 8 == 0 else "cat" if task % 2 else "dog"),
        ("cleo", "dog" if task % 5 else "cat"),
    )
]


def written(folder: Path, rows: list[tuple[str, ...]], header: str = "task,worker,label") -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join([header, *(",".join(row) for row in rows)]) + "\n", "utf-8")
    return path


def measured(folder: Path, *arguments: str) -> dict[str, dict[str, object]]:
    """Run the command and return the JSON that it wrote."""
    out = folder / "out.json"
    assert main(["agreement", *arguments, "--json", str(out)]) == 0
    return json.loads(out.read_text("utf-8"))  # type: ignore[no-any-return]


def test_every_figure_stands_beside_a_plain_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert main(["agreement", str(written(tmp_path, ROWS))]) == 0
    printed = capsys.readouterr().out
    lines = {line.split("│")[1].strip(): line for line in printed.splitlines() if line.startswith("│")}
    assert "People agree more than by chance" in lines["Krippendorff's alpha (nominal)"]
    assert "Another way to allow for chance" in lines["Fleiss's kappa"]
    assert "one very frequent option" in lines["Gwet's AC1"]
    assert "Two people who answer the same task" in lines["raw agreement"]
    assert "are for its leading option" in lines["vote share"]
    assert "How much doubt" in lines["entropy"]
    assert "They agree" in lines["ada / ben"]
    assert "Two options are often confused: dog and cat" in printed


def test_of_few_tasks_nothing_is_said_that_they_do_not_bear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    path = str(written(tmp_path, [*ROWS[:6], ("alone", "ada", "cat")]))
    found = measured(tmp_path, path)
    printed = capsys.readouterr().out
    lines = {line.split("│")[1].strip(): line for line in printed.splitlines() if line.startswith("│")}
    assert "they share too few tasks" in lines["ada / ben"].lower()
    assert " to " not in lines["ada / ben"].split("│")[5], "no range of two tasks"
    # A task with one answer is no sign of people being united.
    shares = [task["vote_share"] for name, task in found["per_task"].items() if name != "alone"]  # type: ignore[index]
    assert found["vote_share"] == pytest.approx(sum(shares) / 2)
    assert lines["vote share"].split("│")[2].strip() == "0.500"
    assert "50 % of the answers to a task are for its leading option" in lines["vote share"]


def test_one_row_is_called_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = measured(tmp_path, str(written(tmp_path, ROWS[:1])))
    assert capsys.readouterr().out.startswith("1 row. ")
    assert (found["vote_share"], found["entropy"]) == (None, None)


def test_json_holds_every_figure(tmp_path: Path) -> None:
    found = measured(tmp_path, str(written(tmp_path, ROWS)), "--pairs", "9")
    assert (found["answers"], found["people"], found["tasks_with_two"]) == (120, 3, 40)
    for name in ("alpha", "fleiss_kappa", "gwet_ac1", "raw_agreement"):
        low, value, high = (found[name][key] for key in ("low", "value", "high"))
        assert low < value < high  # type: ignore[operator]
    assert list(found["options"]) == ["dog", "cat", "owl"]
    pairs = found["pairs"]
    assert [(pair["first"], pair["second"]) for pair in pairs] == [
        ("ada", "ben"),
        ("ada", "cleo"),
        ("ben", "cleo"),
    ]
    for pair in pairs:
        assert pair["low"] < pair["kappa"] < pair["high"]  # type: ignore[index]
    assert found["per_task"]["t01"] == {"answers": 3, "vote_share": pytest.approx(2 / 3), "entropy": (
        pytest.approx(0.9183, abs=1e-4)
    )}  # fmt: skip
    assert found["confusions"][0]["first"] == "dog"  # type: ignore[index]


def test_the_same_seed_gives_the_same_file(tmp_path: Path) -> None:
    path = str(written(tmp_path, ROWS))
    assert measured(tmp_path, path) == measured(tmp_path, path)
    other = measured(tmp_path, path, "--seed", "2")
    assert other["alpha"]["low"] != measured(tmp_path, path)["alpha"]["low"]


def test_without_samples_there_are_no_ranges(tmp_path: Path) -> None:
    found = measured(tmp_path, str(written(tmp_path, ROWS)), "--bootstrap", "0")
    assert found["alpha"]["low"] is None
    assert found["alpha"]["value"] is not None


def test_each_language_is_measured_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(*row, "es" if row[1] == "cleo" else "en") for row in ROWS]
    path = str(written(tmp_path, rows, "task,worker,label,language"))
    found = measured(tmp_path, path, "--by", "language")
    assert found["languages"]["en"]["answers"] == 80  # type: ignore[index]
    assert found["languages"]["es"]["alpha"]["undefined"] == "no-pairs"  # type: ignore[index]
    assert "By language" in capsys.readouterr().out


def test_levels_count_how_far_apart_labels_are(tmp_path: Path) -> None:
    rows = [(f"t{task}", person, str(10 * (task % 9) + task % 3 * who)) for task in range(30)
            for who, person in enumerate("abc")]  # fmt: skip
    path = str(written(tmp_path, rows))
    nominal = measured(tmp_path, path)["alpha"]["value"]
    for level in ("ordinal", "interval", "ratio"):
        assert measured(tmp_path, path, "--level", level)["alpha"]["value"] > nominal  # type: ignore[operator]


def test_words_have_the_order_that_is_given(tmp_path: Path) -> None:
    words = ("low", "mid", "top")
    rows = [(f"t{task}", person, words[min(task % 3 + who, 2)]) for task in range(30)
            for who, person in enumerate("ab")]  # fmt: skip
    numbers = [(task, person, str(words.index(label))) for task, person, label in rows]
    by_number = measured(tmp_path, str(written(tmp_path, numbers)), "--level", "ordinal")
    path = str(written(tmp_path, rows))
    by_word = measured(tmp_path, path, "--level", "ordinal", "--order", "low, mid,top")
    assert by_word["alpha"] == by_number["alpha"]
    turned = measured(tmp_path, path, "--level", "ordinal", "--order", "mid,low,top")
    assert turned["alpha"]["value"] != by_word["alpha"]["value"]


def test_gold_tells_what_was_taken_for_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.csv"
    rows = [f"t{task:02},{'cat' if task % 2 else 'dog'}\n" for task in range(40)]
    gold.write_text("task,label\n" + "".join(rows), "utf-8")
    found = measured(tmp_path, str(written(tmp_path, ROWS)), "--gold", str(gold))["gold"]
    assert found["tasks"] == 40
    assert found["answers_right"] == pytest.approx((40 + 35 + 20) / 120)
    assert found["mistakes"][0] == {"true": "cat", "given": "dog", "answers": 16, "share": 16 / 60}  # type: ignore[index]
    assert "cat mistaken for dog" in capsys.readouterr().out


def test_what_cannot_be_measured_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = measured(tmp_path, str(written(tmp_path, [("t1", "ada", "cat"), ("t2", "ben", "cat")])))
    assert found["alpha"] == {"value": None, "low": None, "high": None, "undefined": "no-pairs"}
    assert "No task has answers from two people yet" in capsys.readouterr().out
    same = [(f"t{task}", person, "cat") for task in range(9) for person in "ab"]
    found = measured(tmp_path, str(written(tmp_path, same)))
    assert found["alpha"]["undefined"] == "one-option"
    assert "Everybody chose the same option every time" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--pairs", "-1"], "at least 0"),
        (["--by", "language"], "needs a column 'language'"),
        (["--level", "interval"], "the label 'cat' is no number"),
        (["--level", "ordinal"], "--order A,B,C"),
        (["--level", "ordinal", "--order", "cat,dog"], "'owl' is not in it"),
        (["--level", "ordinal", "--order", "cat,dog,owl,cat"], "twice"),
        (["--order", "cat,dog,owl"], "goes with --level ordinal"),
        (["--gold", "nothing.csv"], "There is no file nothing.csv"),
        (["--json", "no/such/folder.json"], "cannot be written"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["agreement", str(written(tmp_path, ROWS)), *arguments]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_negative_numbers_have_no_ratio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("t1", "a", "-1"), ("t1", "b", "2")]
    assert main(["agreement", str(written(tmp_path, rows)), "--level", "ratio"]) == 2
    assert "of 0 or more" in capsys.readouterr().err


def test_what_only_looks_like_a_number_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("t1", "a", "nan"), ("t1", "b", "2")]
    assert main(["agreement", str(written(tmp_path, rows)), "--level", "interval", "--missing", "keep"]) == 2
    assert "the label 'nan' is no number" in capsys.readouterr().err


def test_a_name_that_reads_like_markup_is_printed_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(f"t{task}", person, "[bold]x[/]" if (task + who) % 2 else "[red]") for task in range(9)
            for who, person in enumerate("ab")]  # fmt: skip
    assert main(["agreement", str(written(tmp_path, rows))]) == 0
    assert "[bold]x[/]" in capsys.readouterr().out
