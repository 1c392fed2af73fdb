"""`askmany simulate` and `askmany replay` of a folder whose form.json asks for a place."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli.__main__ import main


def write(folder: Path, *, n_tasks: int = 40, n_people: int = 7, **setup: str) -> Path:
    """Tasks with places in and around Berlin: most people scatter by 30 metres, two in ten point anywhere."""
    rng = np.random.default_rng(3)
    answers, known = ["task\tworker\tlabel"], ["task\tlabel"]
    for task, true in enumerate(rng.uniform((52.45, 13.35), (52.55, 13.45), (n_tasks, 2)).tolist()):
        known.append(f"t{task}\t{true[0]:.6f}, {true[1]:.6f}")
        for person in range(n_people):
            off = rng.normal(0.0, 0.00027, 2) if rng.random() < 0.8 else rng.uniform(-0.05, 0.05, 2)
            answers.append(f"t{task}\tp{person}\t{true[0] + off[0]:.6f}, {true[1] + off[1]:.6f}")
    folder.mkdir(exist_ok=True)
    (folder / "answers.tsv").write_text("\n".join([*answers, ""]), "utf-8")
    (folder / "gold.tsv").write_text("\n".join([*known, ""]), "utf-8")
    asked = {"radius": "100 m", "area": "within 30 km of 52.5, 13.4"} | setup
    form = {"questions": [{"kind": "place", "text": "Where is it?", "setup": asked}]}
    (folder / "form.json").write_text(json.dumps(form), "utf-8")
    return folder


def figures(folder: Path, *options: str) -> Any:
    """What a simulation writes."""
    path = folder / "figures.json"
    assert main(["simulate", str(folder), "--seeds", "1", "--json", str(path), *options]) == 0
    return json.loads(path.read_text("utf-8"))


def test_places_are_compared_with_their_medoid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = figures(write(tmp_path / "set"), "--target", "0.9", "--max", "7")
    assert found["simple"]["rule"] == "medoid"
    assert found["accuracy"] >= found["simple"]["accuracy"] - 0.01
    assert found["accuracy"] > 0.9
    assert found["median_error"] < 60.0
    assert found["closed_by"]["target"] > 0.6
    assert found["accuracy_closed_by_target"] > found["confidence_closed_by_target"] - 0.04
    assert "by the medoid of" in capsys.readouterr().out


def test_a_place_outside_the_area_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "set")
    with (folder / "answers.tsv").open("a", encoding="utf-8") as answers:
        answers.write("t0\tp8\t48.85, 2.35\nt1\tp8\there\n")
    figures(folder)
    assert "not possible, left out: 2" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("setup", "said"),
    [
        (
            {"radius": "near"},
            "'near' cannot be the \"radius\" of the question. I can’t read “near” as a distance",
        ),
        (
            {"area": "Berlin"},
            "'Berlin' cannot be the \"area\" of the question. I can’t read “Berlin” as an area",
        ),
        ({"area": " "}, '"setup" has nothing for "area". Add it'),
    ],
)
def test_a_wrong_form_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], setup: dict[str, str], said: str
) -> None:
    assert main(["simulate", str(write(tmp_path / "set", **setup))]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_replay_types_places_in_the_chat(tmp_path: Path) -> None:
    folder, figures = write(tmp_path / "set", n_tasks=5, n_people=4), tmp_path / "figures.json"
    options = ["--target", "0.9", "--max", "4", "--json", str(figures), "--out", str(tmp_path / "out")]
    assert main(["replay", str(folder), *options]) == 0
    found = json.loads(figures.read_text("utf-8"))
    assert (found["closed"], found["accuracy"]) == (5, 1)
    with (tmp_path / "out" / "set" / "results.csv").open(encoding="utf-8-sig", newline="") as results:
        assert all(52.4 < float(row["latitude"]) < 52.6 for row in csv.DictReader(results))
