"""`askmany simulate` of a folder whose form.json asks for a level: how close is right decides what is right."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli.__main__ import main

LEVELS = 5


def write(folder: Path, closeness: str = "1", **setup: str) -> Path:
    """Sixty tasks, seven answers each, of which half are one level off and none further."""
    rng = np.random.default_rng(3)
    answers, known = ["task\tworker\tlabel"], ["task\tlabel"]
    for task, truth in enumerate(rng.integers(1, LEVELS + 1, 60).tolist()):
        known.append(f"t{task}\t{truth}")
        for person in range(7):
            level = truth + int(rng.choice([-1, 0, 0, 1]))
            answers.append(f"t{task}\tp{person}\t{min(max(level, 1), LEVELS)}")
    folder.mkdir(exist_ok=True)
    (folder / "answers.tsv").write_text("\n".join([*answers, ""]), "utf-8")
    (folder / "gold.tsv").write_text("\n".join([*known, ""]), "utf-8")
    asked = {"levels": f"1-{LEVELS}", "end_names": "Bad\nGood", "closeness": closeness} | setup
    form = {"questions": [{"kind": "scale", "text": "How good is it?", "setup": asked}]}
    (folder / "form.json").write_text(json.dumps(form), "utf-8")
    return folder


def figures(folder: Path, *options: str) -> Any:
    """What a simulation writes."""
    path = folder / "figures.json"
    assert main(["simulate", str(folder), "--seeds", "1", "--json", str(path), *options]) == 0
    return json.loads(path.read_text("utf-8"))


def test_one_level_off_is_right_where_the_form_says_so_and_takes_fewer_answers(tmp_path: Path) -> None:
    exact, near = (figures(write(tmp_path / closeness, closeness), "--max", "7") for closeness in "01")
    assert near["accuracy"] > exact["accuracy"]
    assert near["confidence"] > exact["confidence"]
    assert near["answers_per_task"] < exact["answers_per_task"]
    assert near["closed_by"]["target"] > exact["closed_by"].get("target", 0)


def test_levels_are_compared_with_their_median(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = figures(write(tmp_path / "set"))
    assert found["simple"]["rule"] == "median"
    assert found["simple"]["accuracy"] > 0.9
    assert found["median_error"] <= 1
    assert found["fixed_answers_for_same_accuracy"]["median"] >= 1
    assert "by the median of" in capsys.readouterr().out


def test_a_name_of_an_end_is_a_level_and_other_answers_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "set")
    with (folder / "answers.tsv").open("a", encoding="utf-8") as answers:
        answers.write("t0\tp8\tGood\nt1\tp8\t6\nt2\tp8\tfine\n")
    assert figures(folder)["accuracy"] > 0.9
    assert "not possible, left out: 2" in " ".join(capsys.readouterr().err.split())


def test_votes_for_a_level_count_as_in_the_bot(tmp_path: Path) -> None:
    folder = write(tmp_path / "set", "0")
    ahead = figures(folder, "--target", "0.99", "--margin", "2")
    assert ahead["closed_by"]["margin"] > 0.5
    run = figures(folder, "--target", "0.99", "--nothing", "Bad", "--nothing-run", "2")
    assert run["closed_by"]["nothing_here"] > 0


def test_a_level_that_the_scale_does_not_have_cannot_mean_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(write(tmp_path / "set")), "--nothing", "6"]) == 2
    assert "has no such label, but 1, 2, 3, 4, 5" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setup", "said"),
    [
        ({"levels": "1-99"}, "'1-99' cannot be the \"levels\" of the question. A scale can go from 1 to 11"),
        (
            {"end_names": "Bad"},
            "'Bad' cannot be the \"end_names\" of the question. I can’t read “Bad” as names",
        ),
        ({"closeness": "roughly"}, "'roughly' cannot be the \"closeness\" of the question."),
        ({"closeness": " "}, '"setup" has nothing for "closeness". Add it'),
        ({"ends": "Bad"}, '"setup" has "ends", which a question of the kind scale does not have.'),
    ],
)
def test_a_wrong_form_says_what_is_wrong_where_and_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], setup: dict[str, str], said: str
) -> None:
    folder = write(tmp_path / "set", **setup)
    assert main(["simulate", str(folder)]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert str(folder / "form.json") in told


def test_gold_that_is_no_level_is_refused_with_where_to_correct_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "set")
    with (folder / "gold.tsv").open("a", encoding="utf-8") as gold:
        gold.write("t99\t7\n")
    assert main(["simulate", str(folder)]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "gold.tsv: '7' is no possible answer to the question in form.json. Correct it there" in told
