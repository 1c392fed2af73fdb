"""`askmany aggregate` and `askmany compare`: what they print, write and return."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.__main__ import main
from crowd.aggregation.methods import METHODS

ROOT = Path(__file__).parent.parent.parent
BLUEBIRDS = ROOT / "tests/data/bluebirds"

#: Ada and Ben agree on twenty tasks; Cleo says "low" whatever is asked. On the last task Ada and Cleo differ.
ROWS = [
    *(
        (f"t{task:02}", person, "high" if task % 2 else "low")
        for task in range(20)
        for person in ("ada", "ben")
    ),
    *((f"t{task:02}", "cleo", "low") for task in range(20)),
    ("t20", "ada", "high"),
    ("t20", "cleo", "low"),
]


def written(folder: Path, rows: list[tuple[str, ...]] = ROWS, name: str = "answers.csv") -> Path:
    path = folder / name
    header = "task,worker,label" if len(rows[0]) == 3 else "task,label"
    path.write_text("\n".join([header, *(",".join(row) for row in rows)]) + "\n", "utf-8")
    return path


def aggregated(folder: Path, *arguments: str) -> dict[str, Any]:
    """Run the command and return the JSON that it wrote."""
    out = folder / "out.json"
    assert main(["aggregate", *arguments, "--json", str(out)]) == 0
    return json.loads(out.read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_fills_the_same_json(tmp_path: Path, method: str) -> None:
    found = aggregated(tmp_path, str(written(tmp_path)), "--method", method)
    assert found["method"] == method
    assert {"version", "converged", "n_iter", "seconds"} <= found.keys()
    assert len(found["tasks"]) == 21
    assert found["tasks"]["t01"]["label"] == "high"
    assert sum(found["tasks"]["t01"]["posterior"].values()) == pytest.approx(1.0, abs=1e-5)
    ada, cleo = found["people"]["ada"], found["people"]["cleo"]
    assert (ada["answers"], cleo["answers"]) == (21, 21)
    assert ada["low"] < ada["skill"] < ada["high"]
    assert cleo["skill"] < ada["skill"]


def test_without_a_method_the_default_is_taken(tmp_path: Path) -> None:
    found = aggregated(tmp_path, str(written(tmp_path)))
    assert found["method"] == "askmany"
    assert found["tasks"]["t01"]["label"] == "high"
    assert 0.5 < found["tasks"]["t01"]["confidence"] < 1.0


def test_with_an_order_the_default_takes_near_options_for_likelier_than_far_ones(tmp_path: Path) -> None:
    rows = [(f"t{task:02}", person, str(1 + task % 5)) for task in range(20) for person in ("ada", "ben")]
    rows += [("odd", "ada", "2"), ("odd", "ben", "2"), ("odd", "cleo", "3")]
    file = str(written(tmp_path, rows))
    plain = aggregated(tmp_path, file)["tasks"]["odd"]
    ordered = aggregated(tmp_path, file, "--ordinal")["tasks"]["odd"]
    assert plain["label"] == ordered["label"] == "2"
    assert plain["posterior"]["1"] == pytest.approx(plain["posterior"]["5"], rel=0.01)
    assert ordered["posterior"]["1"] > 1.2 * ordered["posterior"]["5"]


def test_the_table_has_a_row_for_each_task(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "labels.csv"
    assert main(["aggregate", str(written(tmp_path)), "--out", str(out), "--method", "one_coin"]) == 0
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 21
    assert (rows[20]["task"], rows[20]["label"]) == ("t20", "high")
    assert (rows[20]["answers"], rows[20]["vote_share"]) == ("2", "0.5")
    assert float(rows[20]["confidence"]) > 0.5
    printed = capsys.readouterr().out
    assert "Labels by one_coin" in printed
    assert "cleo" in printed


def test_known_labels_stay_and_steer(tmp_path: Path) -> None:
    gold = written(tmp_path, [("t00", "high"), ("t02", "high"), ("t20", "low")], "gold.csv")
    found = aggregated(tmp_path, str(written(tmp_path)), "--gold", str(gold), "--method", "one_coin")
    assert found["tasks"]["t20"] == {
        "label": "low",
        "confidence": 1.0,
        "posterior": {"high": 0.0, "low": 1.0},
    }
    free = aggregated(tmp_path, str(written(tmp_path)), "--method", "one_coin")
    assert found["people"]["ada"]["skill"] < free["people"]["ada"]["skill"]


def test_known_labels_do_not_raise_the_confidence_that_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = str(written(tmp_path))
    gold = written(
        tmp_path, [(f"t{task:02}", "high" if task % 2 else "low") for task in range(20)], "gold.csv"
    )
    stated = aggregated(tmp_path, answers, "--gold", str(gold))["tasks"]["t20"]["confidence"]
    printed = capsys.readouterr().out
    assert "mean of the other tasks" in printed
    assert f"{100 * stated:.1f} %" in printed
    everything = written(tmp_path, [(f"t{task:02}", "low") for task in range(21)], "all.csv")
    aggregated(tmp_path, answers, "--gold", str(everything))
    assert "Stated confidence" not in capsys.readouterr().out


def test_of_ordered_options_the_one_in_the_middle_is_taken(tmp_path: Path) -> None:
    file = str(
        written(
            tmp_path, [("a", "p", "1"), ("a", "q", "1"), ("a", "r", "3"), ("a", "s", "5"), ("a", "t", "5")]
        )
    )
    plain = aggregated(tmp_path, file, "--method", "majority")
    assert plain["tasks"]["a"]["label"] == "1"
    assert aggregated(tmp_path, file, "--method", "majority", "--ordinal")["tasks"]["a"]["label"] == "3"


def test_the_order_of_named_options_is_given_by_hand(tmp_path: Path) -> None:
    rows = [("a", "p", "low"), ("a", "q", "low"), ("a", "r", "fair"), ("a", "s", "high"), ("a", "t", "high")]
    arguments = (
        str(written(tmp_path, rows)),
        "--method",
        "majority",
        "--ordinal",
        "--order",
        "low,fair,high,top",
    )
    found = aggregated(tmp_path, *arguments)
    assert found["tasks"]["a"]["label"] == "fair"
    assert list(found["tasks"]["a"]["posterior"]) == ["low", "fair", "high", "top"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ordinal"], "no number; name the labels in their order: --order A,B,C"),
        (["--order", "low,high"], "--order goes with --ordinal"),
        (["--ordinal", "--order", "low"], "the label 'high' is not in it"),
        (["--ordinal", "--order", "low,high,low"], "a label is in it twice"),
        (["--json", "nowhere/x.json"], "Name a file in a folder that exists"),
        (["--out", "."], "Name a file in a folder that exists"),
        (["--gold", "missing.csv"], "missing.csv"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["aggregate", str(written(tmp_path)), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_methods_are_put_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.json"
    arguments = [str(BLUEBIRDS / "answers.tsv"), "--gold", str(BLUEBIRDS / "gold.tsv"), "--json", str(out)]
    assert main(["compare", *arguments]) == 0
    found = json.loads(out.read_text("utf-8"))
    assert (found["tasks"], found["people"], found["answers"], found["gold"]) == (108, 39, 4212, 108)
    assert list(found["methods"]) == list(METHODS)
    # 82 and 97 of 108 birds.
    assert found["methods"]["majority"]["accuracy"] == pytest.approx(0.7593, abs=1e-4)
    skene = found["methods"]["dawid_skene"]
    assert skene["accuracy"] == pytest.approx(0.8981, abs=1e-4)
    assert skene["gap"] == pytest.approx(skene["confidence"] - skene["accuracy"])
    assert sum(one["tasks"] for one in skene["calibration"]) == 108
    assert skene["ece"] >= abs(skene["gap"]) - 1e-9
    printed = capsys.readouterr().out
    assert "dawid_skene_map" in printed
    assert "89.81 %" in printed


def test_ties_of_plain_votes_count_with_their_chance_to_be_right(tmp_path: Path) -> None:
    rows = [("a", "p", "x"), ("a", "q", "y"), ("b", "p", "x"), ("c", "p", "x"), ("c", "q", "x")]
    gold = written(tmp_path, [("a", "y"), ("b", "x"), ("c", "y"), ("z", "x")], "gold.csv")
    out = tmp_path / "out.json"
    assert main(["compare", str(written(tmp_path, rows)), "--gold", str(gold), "--json", str(out)]) == 0
    found = json.loads(out.read_text("utf-8"))
    assert found["gold"] == 3
    assert found["methods"]["majority"]["accuracy"] == pytest.approx(0.5)


def test_gold_of_other_tasks_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = written(tmp_path, [("elsewhere", "low")], "gold.csv")
    assert main(["compare", str(written(tmp_path)), "--gold", str(gold)]) == 2
    assert "there is nothing to compare" in capsys.readouterr().err


def test_a_method_that_cannot_run_says_what_to_take_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # So many people with a label of their own: their confusion matrices would take gigabytes.
    rows = [(f"t{code}", f"p{code}", f"x{code}") for code in range(7_000)]
    assert main(["aggregate", str(written(tmp_path, rows)), "--method", "dawid_skene"]) == 2
    assert "use a method with one skill per person" in capsys.readouterr().err


def test_where_a_method_cannot_run_the_others_still_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Half of the people agree on a task, and everybody else has a label of their own.
    rows = [
        (f"t{task}", f"p{person}", f"x{task}" if person % 2 else f"x{task}-{person}")
        for task in range(300)
        for person in range(30)
    ]
    gold = written(tmp_path, [(f"t{task}", f"x{task}") for task in range(300)], "gold.csv")
    out = tmp_path / "out.json"
    assert main(["compare", str(written(tmp_path, rows)), "--gold", str(gold), "--json", str(out)]) == 0
    found = json.loads(out.read_text("utf-8"))
    assert set(found["refused"]) == {"dawid_skene", "dawid_skene_map"}
    assert set(found["methods"]) | set(found["refused"]) == set(METHODS)
    assert found["methods"]["askmany"]["accuracy"] == 1.0
    printed = " ".join(capsys.readouterr().out.split())
    assert "dawid_skene: 4,800 labels and 9,000 pairs of contributor and label make matrices" in printed


@pytest.mark.parametrize("command", ["aggregate", "compare"])
def test_so_many_tasks_and_labels_that_there_is_no_room_are_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    rows = [(f"t{code}", "ada", f"x{code}") for code in range(12_000)]
    gold = written(tmp_path, [("t0", "x0")], "gold.csv")
    assert main([command, str(written(tmp_path, rows)), "--gold", str(gold)]) == 2
    assert "12,000 tasks with 12,000 options each make a table of 144,000,000" in capsys.readouterr().err


def test_of_very_many_labels_the_json_names_those_that_matter(tmp_path: Path) -> None:
    rows = [(f"t{task}", person, f"x{task}") for task in range(1_500) for person in ("ada", "ben")]
    rows.append(("t0", "cleo", "x1"))
    found = aggregated(tmp_path, str(written(tmp_path, rows)))
    assert set(found["tasks"]["t0"]["posterior"]) == {"x0", "x1"}
    assert found["tasks"]["t0"]["posterior"]["x0"] == found["tasks"]["t0"]["confidence"]


def test_names_that_read_like_markup_are_printed_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("t", "[/who]", "[/yes]"), ("u", "[bold]", "[/yes]"), ("u", "[/who]", "[dim]")]
    assert main(["aggregate", str(written(tmp_path, rows))]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in ("[/who]", "[bold]", "[/yes]"))


@pytest.mark.parametrize("command", ["aggregate", "agreement", "compare"])
def test_known_labels_that_help_nobody_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    gold = written(tmp_path, [("t00", "HIGH"), ("elsewhere", "low"), ("t01", "low")], "gold.csv")
    assert main([command, str(written(tmp_path)), "--gold", str(gold)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "Known labels left out because their tasks have no answers: 1." in printed
    assert "Known labels that nobody chose: 'HIGH'. Are they spelled as in the answers?" in printed


@pytest.mark.parametrize("command", ["aggregate", "agreement"])
def test_gold_of_none_of_the_tasks_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    gold = written(tmp_path, [("elsewhere", "low")], "gold.csv")
    assert main([command, str(written(tmp_path)), "--gold", str(gold)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "No task with a known label has an answer, so no known label was used" in printed


def test_that_one_label_alone_is_certain_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["aggregate", str(written(tmp_path, [("t", "p", "yes")]))]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "1 task" in printed
    assert "1 tasks" not in printed
    assert "Only one label occurs." in printed
    assert main(["aggregate", str(written(tmp_path))]) == 0
    assert "Only one label occurs." not in capsys.readouterr().out


def test_a_terminal_that_lacks_a_letter_shows_a_question_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="latin-1", write_through=True))
    assert main(["aggregate", str(written(tmp_path, [("t", "Дора", "да"), ("u", "Дора", "нет")]))]) == 0
    assert b"??" in shown.getvalue()
    assert b"1 task" in shown.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        ["aggregate", "--out", "answers.csv"],
        ["aggregate", "--json", "answers.csv"],
        ["aggregate", "--gold", "gold.csv", "--json", "gold.csv"],
        ["aggregate", "--out", "new.csv", "--json", "new.csv"],
        ["compare", "--gold", "gold.csv", "--json", "../answers/gold.csv"],
        ["agreement", "--json", "answers.csv"],
        ["summarize", "--kind", "texts", "--json", "answers.csv"],
    ],
)
def test_what_is_read_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    monkeypatch.chdir(folder)
    answers, gold = written(folder), written(folder, [("t00", "high")], "gold.csv")
    before = answers.rename("answers.csv").read_bytes(), gold.read_bytes()
    assert main([arguments[0], "answers.csv", *arguments[1:]]) == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert (Path("answers.csv").read_bytes(), gold.read_bytes()) == before
