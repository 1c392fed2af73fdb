"""`askmany simulate` of a folder whose form.json asks for numbers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli.__main__ import main


def form(tolerance: int = 5) -> dict[str, object]:
    """A question for whole numbers up to 100."""
    setup = {"range": "0 to 100", "unit": "No unit", "tolerance": str(tolerance)}
    return {"questions": [{"kind": "number", "text": "How many?", "setup": setup}]}


FORM = form()


def write(folder: Path, asked: object = FORM, *, extra: str = "", gold: str = "") -> Path:
    """Forty tasks, six answers each by people of whom one in six guesses."""
    rng = np.random.default_rng(5)
    answers, known = ["task\tworker\tlabel"], ["task\tlabel"]
    for task, truth in enumerate(rng.integers(5, 95, 40).tolist()):
        known.append(f"t{task}\t{truth}")
        for person in range(6):
            off = rng.integers(0, 100) - truth if person == 0 else round(float(rng.normal(0, 2)))
            answers.append(f"t{task}\tp{person}\t{min(max(truth + off, 0), 100)}")
    folder.mkdir(exist_ok=True)
    (folder / "answers.tsv").write_text("\n".join(answers) + f"\n{extra}", "utf-8")
    (folder / "gold.tsv").write_text("\n".join(known) + f"\n{gold}", "utf-8")
    (folder / "form.json").write_text(asked if isinstance(asked, str) else json.dumps(asked), "utf-8")
    return folder


def figures(folder: Path, *options: str) -> Any:
    """What a simulation writes."""
    path = folder / "figures.json"
    assert main(["simulate", str(folder), "--seeds", "1", "--json", str(path), *options]) == 0
    return json.loads(path.read_text("utf-8"))


def test_numbers_are_judged_by_their_tolerance(tmp_path: Path) -> None:
    found = figures(write(tmp_path / "set"), "--target", "0.9", "--max", "6")
    assert found["accuracy"] > 0.9
    assert found["median_error"] <= 2
    assert 2 <= found["answers_per_task"] <= 6
    assert 0 < found["confidence"] < 1
    assert found["simple"]["rule"] == "median"
    assert found["simple"]["accuracy"] <= found["accuracy"] + 0.05
    assert sum(found["closed_by"].values()) == pytest.approx(1)


def test_the_table_says_how_right_and_how_sure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures(write(tmp_path / "set"), "--target", "0.9", "--max", "4")
    said = capsys.readouterr().out
    for line in ("right", "stated confidence", "median error", "by the median of"):
        assert line in said


def test_a_wider_tolerance_is_met_more_often(tmp_path: Path) -> None:
    narrow, wide = (
        figures(
            write(
                tmp_path / str(tolerance),
                form(tolerance),
            )
        )
        for tolerance in (1, 12)
    )
    assert wide["accuracy"] > narrow["accuracy"]
    assert wide["confidence"] > narrow["confidence"]


def test_the_same_seed_gives_the_same_figures(tmp_path: Path) -> None:
    folder = write(tmp_path / "set")
    assert figures(folder) == figures(folder)


def test_impossible_answers_are_left_out_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures(write(tmp_path / "set", extra="t1\tp7\t400\nt2\tp7\tmany\n"))
    assert "not possible, left out: 2" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("asked", "gold", "options", "said"),
    [
        ("{", "", (), "is not JSON"),
        ([], "", (), 'needs a list "questions"'),
        ({"questions": []}, "", (), "has 0 questions; a form has one"),
        ({"questions": [{}, {}]}, "", (), "has 2 questions; a form has one"),
        ({"questions": [{"kind": "smell"}]}, "", (), "no kind 'smell'. Make \"kind\" one of one_of, number"),
        (
            {"questions": [{"kind": "number"}]},
            "",
            (),
            '"setup" has nothing for "range", "unit", "tolerance". Add it',
        ),
        (
            {"questions": [{"kind": "number", "setup": {"range": "tall", "unit": "m", "tolerance": "1"}}]},
            "",
            (),
            "'tall' cannot be the \"range\" of the question. I can’t read “tall” as a range of numbers.",
        ),
        (
            {"questions": [{"kind": "number", "setup": {"span": "0 to 9"}}]},
            "",
            (),
            '"setup" has "span", which a question of the kind number does not have. It has "range", "unit",',
        ),
        (
            {"questions": [{"kind": "number", "setup": "0 to 9"}]},
            "",
            (),
            '"setup" is no object. It needs "range"',
        ),
        (
            {"questions": [{"kind": "number", "text": 5}]},
            "",
            (),
            '"text" is 5. Write the question there, in quotes',
        ),
        (FORM, "t99\t500\n", (), "'500' is no possible answer"),
        (FORM, "", ("--margin", "2"), "count votes for labels"),
        (
            FORM,
            "",
            ("--target", "0.99"),
            "set never give more than 0.98, as some mistakes show in no answer. Choose",
        ),
    ],
)
def test_a_form_that_cannot_be_used(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    asked: object,
    gold: str,
    options: tuple[str, ...],
    said: str,
) -> None:
    folder = write(tmp_path / "set", asked, gold=gold)
    assert main(["simulate", str(folder), *options]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_form_may_ask_for_an_option(tmp_path: Path) -> None:
    folder = write(tmp_path / "set", {"questions": [{"kind": "one_of"}]})
    for name in ("answers.tsv", "gold.tsv"):
        lines = (folder / name).read_text("utf-8").splitlines()
        halves = [line.rsplit("\t", 1) for line in lines[1:]]
        shorter = [f"{left}\t{'low' if int(right) < 50 else 'high'}" for left, right in halves]
        (folder / name).write_text("\n".join([lines[0], *shorter, ""]), "utf-8")
    assert "calibration" in figures(folder)
