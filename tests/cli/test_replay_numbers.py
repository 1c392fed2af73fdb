"""`askmany replay` of a folder whose form.json asks for numbers: set up, typed and counted in the chat."""

import json
from pathlib import Path

import pytest

from cli.__main__ import main

SETUP = {"range": "0 to 1000", "unit": "kg", "tolerance": "10 %"}
WEIGHTS = (20, 35, 50, 410, 75, 90)


def test_recorded_numbers_go_through_the_whole_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "weights"
    folder.mkdir()
    answers = ["task\tworker\tlabel"]
    gold = ["task\tlabel"]
    for task, weight in enumerate(WEIGHTS):
        gold.append(f"t{task}\t{weight}")
        answers += [f"t{task}\tp{person}\t{weight + person % 2}" for person in range(4)]
    (folder / "answers.tsv").write_text("\n".join(answers) + "\n", "utf-8")
    (folder / "gold.tsv").write_text("\n".join(gold) + "\n", "utf-8")
    form = {"questions": [{"kind": "number", "text": "How heavy is it?", "setup": SETUP}]}
    (folder / "form.json").write_text(json.dumps(form), "utf-8")
    figures = tmp_path / "figures.json"
    options = ["--max", "4", "--json", str(figures), "--out", str(tmp_path / "out")]
    assert main(["replay", str(folder), *options]) == 0
    found = json.loads(figures.read_text("utf-8"))
    assert found["closed"] == len(WEIGHTS)
    assert found["accuracy"] == 1
    assert found["majority_accuracy"] == 1
    assert 0.3 < found["confidence"] < 1
    said = capsys.readouterr().out
    assert "the median of" in said
    assert "Median error" in said
    results = (tmp_path / "out" / "weights" / "results.csv").read_text("utf-8-sig")
    assert "kg" in results
    assert main(["replay", str(folder), "--target", "0.99", "--out", str(tmp_path / "out")]) == 2
    assert "--target 0.99 is out of reach" in capsys.readouterr().err
