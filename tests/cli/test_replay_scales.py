"""`askmany replay` of a folder whose form.json asks for a level: set up, typed and counted in the chat."""

import csv
import json
from pathlib import Path

import pytest

from cli.__main__ import main

TRUTHS = (1, 2, 3, 5, 4, 2)


def test_recorded_levels_go_through_the_whole_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "levels"
    folder.mkdir()
    answers, gold = ["task\tworker\tlabel"], ["task\tlabel"]
    for task, truth in enumerate(TRUTHS):
        gold.append(f"t{task}\t{truth}")
        # One of four people is a level off.
        answers += [
            f"t{task}\tp{person}\t{truth if person else truth + (1 if truth < 5 else -1)}"
            for person in range(4)
        ]
    (folder / "answers.tsv").write_text("\n".join([*answers, ""]), "utf-8")
    (folder / "gold.tsv").write_text("\n".join([*gold, ""]), "utf-8")
    setup = {"levels": "1-5", "end_names": "Bad\nGood", "closeness": "At most 1 level off"}
    form = {"questions": [{"kind": "scale", "text": "How good is it?", "setup": setup}]}
    (folder / "form.json").write_text(json.dumps(form), "utf-8")
    figures = tmp_path / "figures.json"
    options = ["--max", "4", "--json", str(figures), "--out", str(tmp_path / "out")]
    assert main(["replay", str(folder), *options]) == 0
    found = json.loads(figures.read_text("utf-8"))
    assert found["closed"] == len(TRUTHS)
    assert found["accuracy"] == 1
    assert 0.5 < found["confidence"] < 1
    assert "the median of" in capsys.readouterr().out
    with (tmp_path / "out" / "levels" / "results.csv").open(encoding="utf-8-sig", newline="") as results:
        assert {row["level"] for row in csv.DictReader(results)} <= set("12345")
