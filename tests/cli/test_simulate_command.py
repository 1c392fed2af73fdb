"""`askmany simulate`: what it prints, writes and returns, who comes when, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli.__main__ import main
from crowd.answers import AnswerCodes
from crowd.deciding.policy import StopRule
from crowd.simulated.simulation import simulate_in_time
from crowd.simulated.visits import visits_of

BLUEBIRDS = Path(__file__).parent.parent / "data" / "bluebirds"

#: What every program that reads the figures relies on.
KEYS = {
    "set", "target", "min", "max", "seeds", "answers_per_task", "accuracy", "confidence",
    "accuracy_closed_by_target", "closed_by", "calibration", "fixed_answers_for_same_accuracy",
}  # fmt: skip

Write = Callable[..., Path]


def planted(seconds: Callable[[int, int], object] | None = None) -> tuple[list[str], list[str]]:
    """Rows of 30 tasks that 8 people answered, of whom the last two always say yes."""
    rows, gold = [], []
    for task in range(30):
        truth = ("no", "yes")[task % 3 == 0]
        gold.append(f"t{task}\t{truth}")
        for person in range(8):
            wrong = (task + 7 * person) % 9 == 0
            label = "yes" if person > 5 else {"no": "yes", "yes": "no"}[truth] if wrong else truth
            when = f"\t{seconds(task, person)}" if seconds else ""
            rows.append(f"t{task}\tp{person}\t{label}{when}")
    return rows, gold


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def folder_with(rows: list[str], gold: list[str], head: str = "task\tworker\tlabel") -> Path:
        folder = tmp_path / "planted"
        folder.mkdir(exist_ok=True)
        (folder / "answers.tsv").write_text("\n".join([head, *rows, ""]), "utf-8")
        (folder / "gold.tsv").write_text("\n".join(["task\tlabel", *gold, ""]), "utf-8")
        return folder

    return folder_with


def figures(folder: Path, *options: str) -> Any:
    """What a simulation writes."""
    path = folder / "figures.json"
    assert main(["simulate", str(folder), "--json", str(path), *options]) == 0
    return json.loads(path.read_text("utf-8"))


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said of a simulation that cannot be made."""
    capsys.readouterr()
    assert main(["simulate", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    return told.err


def test_the_figures_hold_what_programs_read(write: Write) -> None:
    found = figures(write(*planted()), "--seeds", "3", "--target", "0.9", "--min", "2", "--max", "6")
    assert set(found) >= KEYS
    assert (found["set"], found["target"], found["min"], found["max"], found["seeds"]) == (
        "planted", 0.9, 2, 6, 3,
    )  # fmt: skip
    assert 2 <= found["answers_per_task"] <= 6
    assert 0.8 < found["accuracy"] <= 1
    assert 0.5 < found["confidence"] <= 1
    assert sum(found["closed_by"].values()) == pytest.approx(1)
    assert sum(one["tasks"] for one in found["calibration"]) == pytest.approx(1)
    right = sum(one["tasks"] * one["right"] for one in found["calibration"])
    assert right == pytest.approx(found["accuracy"])
    assert set(found["fixed_answers_for_same_accuracy"]) == {"majority", "dawid_skene"}


def test_the_same_seeds_give_the_same_figures(write: Write) -> None:
    folder = write(*planted())
    assert figures(folder) == figures(folder)


def test_several_folders_give_a_list_of_figures(write: Write, tmp_path: Path) -> None:
    folder, path = write(*planted()), tmp_path / "both.json"
    assert main(["simulate", str(folder), str(folder), "--seeds", "1", "--json", str(path)]) == 0
    assert [one["set"] for one in json.loads(path.read_text("utf-8"))] == ["planted", "planted"]


def test_a_task_gets_no_more_and_no_fewer_answers_than_asked_for(write: Write) -> None:
    found = figures(write(*planted()), "--min", "4", "--max", "4", "--target", "0.99")
    assert found["answers_per_task"] == 4


def test_a_higher_target_costs_more_answers_and_is_right_more_often(tmp_path: Path) -> None:
    found = []
    for target in ("0.7", "0.97"):
        path = tmp_path / f"{target}.json"
        options = ["--seeds", "3", "--max", "39", "--target", target, "--json", str(path)]
        assert main(["simulate", str(BLUEBIRDS), *options]) == 0
        found.append(json.loads(path.read_text("utf-8")))
    low, high = found
    assert low["answers_per_task"] < high["answers_per_task"]
    assert low["accuracy"] < high["accuracy"]
    assert low["accuracy_closed_by_target"] < high["accuracy_closed_by_target"]


def test_a_vote_needs_more_fixed_answers_than_dawid_skene_where_people_are_biased(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    options = ["--seeds", "2", "--max", "39", "--target", "0.9", "--json", str(path)]
    assert main(["simulate", str(BLUEBIRDS), *options]) == 0
    found = json.loads(path.read_text("utf-8"))
    fixed = found["fixed_answers_for_same_accuracy"]
    # All 39 answers of each task, by a vote, are right in 76 %.
    assert found["accuracy"] > 0.78
    assert fixed["majority"] is None
    assert found["answers_per_task"] < 39
    assert 1 <= fixed["dawid_skene"] <= 39


def test_what_is_printed_says_what_fixed_numbers_of_answers_would_need(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(write(*planted())), "--seeds", "1"]) == 0
    printed = capsys.readouterr().out
    for words in (
        "answers per task",
        "stated confidence",
        "for a vote to be as right",
        "for Dawid-Skene to be",
    ):
        assert words in printed


def test_gold_of_other_tasks_leaves_accuracy_open(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    rows, _ = planted()
    found = figures(write(rows, ["another\tyes"]), "--seeds", "1")
    assert found["accuracy"] is None
    assert found["fixed_answers_for_same_accuracy"] == {"majority": None, "dawid_skene": None}
    assert found["calibration"] == []
    assert "more than recorded" not in capsys.readouterr().out


WITH_TIME = "task\tworker\tlabel\ttimestamp"


def test_in_recorded_order_people_come_when_they_came(write: Write) -> None:
    early = write(*planted(lambda task, person: 1000 * person + task), WITH_TIME)
    first = figures(early, "--order", "recorded", "--min", "2", "--max", "2", "--target", "0.99")
    late = write(*planted(lambda task, person: 1000 * (7 - person) + task), WITH_TIME)
    second = figures(late, "--order", "recorded", "--min", "2", "--max", "2", "--target", "0.99")
    assert first["order"] == "recorded"
    # It is one run: nothing in it is left to chance.
    assert first["seeds"] == 1
    # Those who always say yes come last, or first.
    assert first["accuracy"] > 0.8 > 0.5 > second["accuracy"]


def test_times_may_be_dates(write: Write) -> None:
    numbers = figures(write(*planted(lambda t, p: 60 * (30 * p + t)), WITH_TIME), "--order", "recorded")
    dates = figures(
        write(
            *planted(lambda t, p: f"1970-01-01T{(30 * p + t) // 60:02}:{(30 * p + t) % 60:02}:00Z"), WITH_TIME
        ),
        "--order",
        "recorded",
    )
    assert dates == numbers


def test_times_are_passed_over_unless_they_are_asked_for(write: Write) -> None:
    plain = figures(write(*planted()))
    assert figures(write(*planted(lambda task, person: f"{task}, {person}"), WITH_TIME)) == plain
    assert plain["order"] == "seeded"


def test_people_in_their_order_are_asked_one_task_at_a_time_and_none_twice() -> None:
    task, person = np.repeat(np.arange(6), 4), np.tile(np.arange(4), 6)
    answers = AnswerCodes(
        task=task, contributor=person, label=task % 2, n_tasks=6, n_contributors=4, n_labels=2
    )
    visits, usual = visits_of(answers, (10.0 * task + person) * 1.0)
    assert usual == 10
    assert [visit.ended - visit.begun for visit in visits] == [10] * 24
    run = simulate_in_time(answers, 10.0 * task + person, StopRule(target=0.99, min_answers=4, max_answers=4))
    assert run.answers.tolist() == [4] * 6
    assert run.value.tolist() == [0, 1, 0, 1, 0, 1]
    assert run.late == 0


def test_who_comes_back_after_a_night_has_not_held_a_task_all_night() -> None:
    answers = AnswerCodes(
        task=np.arange(4), contributor=np.zeros(4, int), label=np.zeros(4, int), n_tasks=4, n_contributors=1,
        n_labels=2,
    )  # fmt: skip
    visits, usual = visits_of(answers, np.array([0.0, 10.0, 20.0, 40_000.0]))
    assert usual == 10
    assert [visit.begun for visit in visits] == [-10, 0, 10, 39_990]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "nowhere"
    assert f"There is no folder {missing}" in refusal(capsys, str(missing))


def test_a_folder_without_answers_or_gold_says_which_file_it_needs(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(*planted())
    for name in ("gold.tsv", "answers.tsv"):
        (folder / name).unlink()
        assert f"There is no file {folder / name}" in refusal(capsys, str(folder))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--target", "95"), "--target must be above 0 and below 1, not 95"),
        (("--target", "0"), "--target must be above 0 and below 1, not 0"),
        (("--target", "nan"), "--target must be above 0 and below 1, not nan"),
        (("--min", "0"), "--min must be 1 or more, not 0"),
        (("--min", "5", "--max", "4"), "--min 5 is more than --max 4"),
        (("--max", "-1"), "--max must be 1 or more, not -1"),
        (("--seeds", "0"), "--seeds must be 1 or more, not 0"),
        (("--in-flight", "0"), "--in-flight must be 1 or more, not 0"),
        (("--json", "no-such-folder/x.json"), "Name a file in a folder that exists"),
        (("--json", "."), "Name a file in a folder that exists"),
        (("--order", "recorded"), "has no column 'timestamp'"),
    ],
)
def test_an_option_that_cannot_be_is_refused_by_its_name(
    options: tuple[str, ...], sentence: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in refusal(capsys, str(write(*planted())), *options)


@pytest.mark.parametrize("option", [("--target", "high"), ("--order", "alphabetic"), ("--seeds", "1.5")])
def test_an_option_that_cannot_be_read_ends_with_status_2(
    option: tuple[str, str], write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", str(write(*planted())), *option])
    assert ended.value.code == 2
    assert option[0] in capsys.readouterr().err


def test_a_time_that_is_none_is_named_with_its_place(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(*planted(lambda t, p: "noon" if (t, p) == (0, 2) else t), WITH_TIME)
    told = refusal(capsys, str(folder), "--order", "recorded")
    assert "row 4: 'noon' is no time" in told


def test_a_margin_closes_tasks_too(write: Write) -> None:
    found = figures(write(*planted()), "--target", "0.999", "--min", "2", "--max", "8", "--margin", "2")
    assert found["margin"] == 2
    assert found["closed_by"]["margin"] > 0.5
    without = figures(write(*planted()), "--target", "0.999", "--min", "2", "--max", "8")
    assert found["answers_per_task"] < without["answers_per_task"]
    assert (without["margin"], "margin" in without["closed_by"]) == (None, False)


def test_a_run_that_finds_nothing_closes_before_the_fewest_answers(write: Write) -> None:
    options = ("--target", "0.999", "--min", "6", "--max", "8", "--nothing", "no", "--nothing-run", "2")
    found = figures(write(*planted()), *options)
    assert (found["nothing"], found["nothing_run"]) == ("no", 2)
    assert found["closed_by"]["nothing_here"] > 0.3
    assert found["answers_per_task"] < 6


def test_no_more_answers_are_asked_for_than_the_budget_has(write: Write) -> None:
    found = figures(write(*planted()), "--min", "4", "--max", "8", "--budget", "50")
    assert found["answers_per_task"] * 30 == pytest.approx(50)
    assert found["closed_by"]["budget"] > 0


def test_everything_ends_so_many_hours_after_the_first_answer(write: Write) -> None:
    rows, gold = planted(seconds=lambda task, person: 600 * (6 * task + person))
    able = [
        row for row in rows if not {"p6", "p7"} & set(row.split("\t"))
    ]  # who always says yes would have to wait
    folder = write(able, gold, "task\tworker\tlabel\ttimestamp")
    options = ("--order", "recorded", "--min", "6", "--max", "6", "--target", "0.999")
    found = figures(folder, *options, "--hours", "10")
    assert found["hours"] == 10
    assert 58 <= found["answers_per_task"] * 30 <= 61, "six answers an hour"
    assert found["closed_by"]["deadline"] > 0.5
    assert "deadline" not in figures(folder, *options)["closed_by"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--margin", "0"), "--margin must be 1 or more"),
        (("--budget", "0"), "--budget must be 1 or more"),
        (("--nothing", "perhaps"), "has no such label, but no, yes"),
        (("--hours", "3"), "--hours needs --order recorded"),
        (("--hours", "-1", "--order", "recorded"), "--hours must be above 0"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(
    write: Write, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], words: str
) -> None:
    assert words in refusal(capsys, str(write(*planted())), *options)
