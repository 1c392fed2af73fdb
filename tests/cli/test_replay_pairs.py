"""`askmany replay` of a folder whose form.json asks for the better of two: set up, typed and counted in the chat."""

import csv
import json
from pathlib import Path

import pytest

from cli.__main__ import main

#: What each task compares, and what is true.
TASKS = (
    ("Tea", "Coffee", "second"),
    ("Milk", "Tea", "first"),
    ("Wine", "Water", "Tie"),
    ("Milk", "Wine", "first"),
)


def test_recorded_comparisons_go_through_the_whole_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "drinks"
    folder.mkdir()
    tables: dict[str, list[str]] = {
        "answers.tsv": ["task\tworker\tlabel"],
        "gold.tsv": ["task\tlabel"],
        "tasks.csv": ["task,old,new"],
    }
    for number, (old, new, truth) in enumerate(TASKS):
        tables["gold.tsv"].append(f"t{number}\t{truth}")
        tables["tasks.csv"].append(f"t{number},{old},{new}")
        # One of four people says the contrary.
        said = (truth, truth, truth, "first" if truth == "second" else "second")
        tables["answers.tsv"] += [f"t{number}\tp{person}\t{label}" for person, label in enumerate(said)]
    for name, lines in tables.items():
        (folder / name).write_text("\n".join([*lines, ""]), "utf-8")
    setup = {"pair_columns": "old\nnew", "pair_ties": "Tie"}
    form = {"questions": [{"kind": "pair", "text": "Which is better?", "setup": setup}]}
    (folder / "form.json").write_text(json.dumps(form), "utf-8")
    figures = tmp_path / "figures.json"
    options = ["--min", "4", "--max", "4", "--json", str(figures), "--out", str(tmp_path / "out")]
    assert main(["replay", str(folder), *options]) == 0
    found = json.loads(figures.read_text("utf-8"))
    assert (found["closed"], found["accuracy"]) == (len(TASKS), 1)
    assert "the most frequent of" in capsys.readouterr().out
    with (tmp_path / "out" / "drinks" / "results.csv").open(encoding="utf-8-sig", newline="") as results:
        assert [row["item"] for row in csv.DictReader(results)] == ["Coffee", "Milk", "", "Milk"]
