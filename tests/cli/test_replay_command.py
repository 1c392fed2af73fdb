"""`askmany replay`: what it prints, writes and returns; and that every check can fail."""

import asyncio
import contextlib
import csv
import dataclasses
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.__main__ import main
from cli.replaying.datasets import read_dataset
from cli.replaying.reckoning import check, measure
from cli.replaying.rehearsal import Outcome, Plan, rehearse
from cli.trying.demo import dataset_folder

WORDS = Path(__file__).parent.parent / "data" / "words"

KEYS = [
    "tasks", "closed", "closed_by", "answers", "recorded", "accuracy", "majority_accuracy", "confidence",
    "seconds", "answers_per_s", "results_file",
]  # fmt: skip

#: A set of two tasks.
HEAD = "task\tworker\tlabel\n"
LITTLE: dict[str, str] = {
    "answers_tsv": f"{HEAD}t1\ta\tyes\nt1\tb\tyes\nt2\ta\tno\n",
    "gold_tsv": "task\tlabel\nt1\tyes\nt2\tno\n",
    "tasks_csv": "task,text\nt1,Sky\nt2,Sea\n",
    "meta_json": "{}",
}


def folder_with(folder: Path, **files: str | bytes) -> Path:
    """Return a copy of the words with some files replaced; names end in .tsv unless they say otherwise."""
    target = folder / "set"
    shutil.copytree(WORDS, target)
    for name, content in files.items():
        path = target / name.replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


def test_a_replay_ends_with_status_0_and_writes_its_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "figures.json"
    database = tmp_path / "kept.db"
    status = main(
        [
            "replay",
            str(WORDS),
            "--json",
            str(figures),
            "--db",
            f"sqlite:///{database}",
            "--out",
            str(tmp_path),
        ]
    )
    assert status == 0
    found = json.loads(figures.read_text("utf-8"))
    assert list(found) == KEYS
    assert found["tasks"] == found["closed"] == 40
    assert sum(found["closed_by"].values()) == 40
    assert found["closed_by"]["nobody_left"] >= 3
    assert found["recorded"] == len({line.rsplit("\t", 1)[0] for line in _lines("answers.tsv")[1:]})
    assert 0 < found["answers"] < found["recorded"]
    assert found["accuracy"] > 0.5
    assert Path(found["results_file"]).read_text("utf-8-sig").count("\n") == 41
    assert database.exists()
    printed = capsys.readouterr().out
    for words in (
        "Tasks closed",
        "Answers asked",
        "Right, against gold",
        "Stated confidence",
        "Answers per second",
    ):
        assert words in printed
    assert "FAILED" not in printed


def test_real_limits_slow_a_tiny_set_down_and_change_nothing_else(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        answers_tsv="task\tworker\tlabel\nt1\ta\tyes\nt1\tb\tyes\nt2\ta\tno\n",
        gold_tsv="task\tlabel\nt1\tyes\nt2\tno\n",
    )
    (folder / "tasks.csv").unlink()
    figures = tmp_path / "figures.json"
    status = main(["replay", str(folder), "--limits", "real", "--json", str(figures), "--out", str(tmp_path)])
    assert status == 0
    assert json.loads(figures.read_text("utf-8"))["closed_by"] == {"nobody_left": 2}


def test_texts_that_are_the_same_and_columns_of_gold_do_no_harm(tmp_path: Path) -> None:
    tasks = "task,id,text,note,gold,contributors\nt1,k,Sky,,no,7\nt2,k,,Sky,yes,x\n"
    folder = folder_with(tmp_path, **{**LITTLE, "tasks_csv": tasks})
    figures = tmp_path / "figures.json"
    assert main(["replay", str(folder), "--json", str(figures), "--out", str(tmp_path)]) == 0
    found = json.loads(figures.read_text("utf-8"))
    assert (found["answers"], found["accuracy"]) == (3, 1.0)
    with Path(found["results_file"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["task"], row["text"], row["note"], row["gold"]) for row in rows] == [
        ("Task t1", "Sky", "", ""),
        ("Task t2", "", "Sky", ""),
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"answers_tsv": ""}, "The file is empty"),
        ({"answers_tsv": "task\tworker\tlabel\n"}, "There are no rows below the heading"),
        ({"answers_tsv": "task\tlabel\nw01\tno\n"}, "there is no column 'worker'"),
        ({"answers_tsv": "task\tworker\tworker\tlabel\nw01\ta\tb\tno\n"}, "there are 2 columns 'worker'"),
        (
            {"answers_tsv": "task\tworker\tlabel\nw01\tp01\t\n"},
            "row 2, column 'label': the cell is empty",
        ),
        (
            {"answers_tsv": "task\tworker\tlabel\nw01\tp01\n"},
            "row 2: There are fewer cells than columns",
        ),
        (
            {"answers_tsv": b"task\tworker\tlabel\nw01\tp\t\x81\x8d\x8f\x90\xff\xfe\x9d\n"},
            "Save it as UTF-8",
        ),
        ({"answers_tsv": "task\tworker\tlabel\nunknown\tp01\tno\n"}, "has no row for task 'unknown'"),
        ({"gold_tsv": "task\tlabel\nw01\t" + "x" * 65 + "\n"}, "a label has 1 to 64 characters"),
        ({"tasks_csv": "frase\nHola\n"}, "there is no column 'task'"),
        ({"meta_json": "{"}, "is not JSON"),
        ({"meta_json": json.dumps({"title": "x" * 81})}, "the title has 1 to 80 characters, this one 81"),
        ({"meta_json": json.dumps({"question": " "})}, "the question has 1 to 500 characters"),
        (
            {"meta_json": json.dumps({"options": {"no": "x" * 65}})},
            "an option has 1 to 64 characters, that of 'no'",
        ),
        (
            {**LITTLE, "meta_json": json.dumps({"options": {"no": "Sí", "yes": "sí"}})},
            "'no' and 'yes' read alike",
        ),
        ({**LITTLE, "answers_tsv": f"{HEAD}t1\ta\tYes\nt1\tb\tyes\n"}, "'Yes' and 'yes' read alike"),
        (
            {**LITTLE, "answers_tsv": f"{HEAD}t1\ta\tso so\nt1\tb\tsoso\n"},
            "'so so' and 'soso' read alike",
        ),
        ({**LITTLE, "tasks_csv": "task,text\nt1,Sky, and sea\nt2,Sea\n"}, "row 2: There are more cells"),
        ({**LITTLE, "tasks_csv": "task,text\nt1,Sky\nt1,Sea\nt2,Sea\n"}, "Another row has this id: t1"),
        ({**LITTLE, "gold_tsv": "task\tlabel\nt1\tyes\nt1\tno\n"}, "'t1' has different known labels"),
        ({**LITTLE, "tasks_csv": "task,gold\nt1,no\nt2,no\n"}, "has nothing to show for task 't1'"),
        ({**LITTLE, "tasks_csv": "task,text\nt1,Sky\nt2, \n"}, "has nothing to show for task 't2'"),
        ({**LITTLE, "tasks_csv": f"task,text\nt1,{'x' * 4000}\nt2,Sky\n"}, "of task 't1' do not fit a card"),
        (
            {"answers_tsv": "task\tworker\tlabel\n" + "".join(f"w01\tp{n}\tlabel {n}\n" for n in range(60))},
            "a question at most 50 options",
        ),
        (
            {"answers_tsv": "task\tworker\tlabel\nw01\tp\tno\n", "gold_tsv": "task\tlabel\nw01\tno\n"},
            "a question needs at least 2",
        ),
    ],
)
def test_a_folder_that_cannot_be_replayed_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str | bytes], told: str
) -> None:
    assert main(["replay", str(folder_with(tmp_path, **files)), "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.startswith("askmany: ")
    assert error.count("\n") == 1


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(tmp_path / "nothing"), "--out", str(tmp_path)]) == 2
    assert "There is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--target", "1.5"], "--target must be from 0.5 to 0.999, not 1.5."),
        (["--target", "0.3"], "--target must be from 0.5 to 0.999, not 0.3."),
        (["--target", "0.9999"], "--target must be from 0.5 to 0.999, not 0.9999."),
        (["--target", "nan"], "--target must be from 0.5 to 0.999, not nan."),
        (["--max", "1001"], "--max from --min to 1000; not 2 and 1001."),
        (["--min", "5", "--max", "3"], "--max from --min to 1000; not 5 and 3."),
        (["--min", "0"], "--min must be at least 1"),
        (["--at-once", "0"], "--at-once must be at least 1"),
        (["--kills", "-1"], "--kills at least 0"),
        (["--db", "mysql://here"], "sqlite:///"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    assert main(["replay", str(WORDS), "--out", str(tmp_path), *options]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "argv", [[], ["replay"], ["dance"], ["replay", "x", "--speed", "9"], ["replay", "x", "--limits", "some"]]
)
def test_unknown_commands_and_options_show_the_usage(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert "usage: askmany" in capsys.readouterr().err


def test_the_set_of_the_demo_is_there_and_whole() -> None:
    dataset = read_dataset(dataset_folder())
    assert len(dataset.contents) == 800
    assert len(dataset.answers) == 164
    assert dataset.n_recorded == 8000
    assert len(dataset.gold) == 800
    assert {"text", "hypothesis"} <= set(next(iter(dataset.contents.values())))


def test_of_two_answers_of_one_person_to_one_task_the_last_counts() -> None:
    rows = [line.split("\t") for line in _lines("answers.tsv")[1:]]
    task, person, last = rows[-1]
    assert [row for row in rows if row[:2] == [task, person]] != [rows[-1]]
    assert read_dataset(WORDS).answers[person][task] == last


# Every check must be able to fail.

Tamper = Callable[[Outcome], Outcome]


def _results(old: str, new: str) -> Tamper:
    def tamper(outcome: Outcome) -> Outcome:
        assert old.encode() in outcome.results
        return dataclasses.replace(outcome, results=outcome.results.replace(old.encode(), new.encode(), 1))

    return tamper


def _without_an_answer(outcome: Outcome) -> Outcome:
    lines = outcome.answers.splitlines(keepends=True)
    lines.remove(_counted(lines))
    return dataclasses.replace(outcome, answers=b"".join(lines))


def _counted(lines: list[bytes]) -> bytes:
    """An answer that counts: a late one more or less changes no sum."""
    return next(line for line in lines if b',"yes",' in line)


def _with_answer_repeated(times: int) -> Tamper:
    def tamper(outcome: Outcome) -> Outcome:
        lines = outcome.answers.splitlines(keepends=True)
        return dataclasses.replace(outcome, answers=b"".join([*lines, *([_counted(lines)] * times)]))

    return tamper


def _with_token(outcome: Outcome) -> Outcome:
    return dataclasses.replace(outcome, log_text=f"{outcome.log_text}\n1234567:{'x' * 35}")


def _with_violation(outcome: Outcome) -> Outcome:
    return dataclasses.replace(outcome, violations=1)


def _foreign(outcome: Outcome) -> Outcome:
    outcome.people[0].tapped.foreign += 1
    return outcome


def _another_panel(outcome: Outcome) -> Outcome:
    return dataclasses.replace(outcome, panel=outcome.panel.replace("Answers: ", "Answers: 1"))


def _with_another_reason(outcome: Outcome) -> Outcome:
    """Why a task closes hangs on who came first, so whatever reason the first one has is replaced."""
    first = next(csv.DictReader(io.StringIO(outcome.results.decode("utf-8-sig"))))
    return _results(f'"closed","{first["reason"]}",', '"closed","because",')(outcome)


def _one_closing_less(outcome: Outcome) -> Outcome:
    return _results('"closed",', '"open",')(outcome)


FALSE_FILES: dict[str, Tamper] = {
    "every task is in the results file, once": _results('"w05",', '"w06",'),
    "every task is closed": _one_closing_less,
    "every closing has a reason": _with_another_reason,
    "no task has more answers than the maximum": _with_answer_repeated(11),
    "nobody was asked the same task twice": _with_answer_repeated(1),
    "nobody was shown a task meant for others": _foreign,
    "results file = file of answers": _without_an_answer,
    "answers stored = answers tapped": _without_an_answer,
    "panel = file of answers": _another_panel,
    "results file = database": _one_closing_less,
    "every call keeps to the Bot API's schema": _with_violation,
    "the token is in no log": _with_token,
}

FALSE_ROWS = {
    "results file = database": "DELETE FROM consensus WHERE task_id = (SELECT min(id) FROM task)",
    "counters of the database = counts": "UPDATE task_question SET n_answers = n_answers + 1 WHERE task_id = 1",
    "skills of the database = sums of their answers": 'UPDATE skill SET "right" = "right" + 0.01',
    "no offer is left in flight": "UPDATE task SET n_offered = 1 WHERE id = 2",
}


@dataclasses.dataclass(frozen=True)
class Run:
    plan: Plan
    outcome: Outcome


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("run")
    plan = Plan(seed=1, database_url=f"sqlite:///{folder / 'bot.db'}", folder=folder)
    return Run(plan=plan, outcome=asyncio.run(rehearse(read_dataset(WORDS), plan, lambda *_: None)))


def broken_checks(plan: Plan, outcome: Outcome) -> list[str]:
    dataset = read_dataset(WORDS)
    return [item.claim for item in check(dataset, plan, outcome, measure(dataset, outcome)) if not item.holds]


def test_every_check_holds_of_an_honest_run_and_has_a_test_that_breaks_it(run: Run) -> None:
    dataset = read_dataset(WORDS)
    checks = check(dataset, run.plan, run.outcome, measure(dataset, run.outcome))
    assert all(item.holds for item in checks)
    assert {item.claim for item in checks} == {*FALSE_FILES, *FALSE_ROWS, "the database is whole"}


@pytest.mark.parametrize("claim", FALSE_FILES)
def test_a_false_figure_in_a_file_or_on_the_panel_turns_its_check_red(run: Run, claim: str) -> None:
    people = run.outcome.people
    before = people[0].tapped.foreign
    try:
        assert claim in broken_checks(run.plan, FALSE_FILES[claim](run.outcome))
    finally:
        people[0].tapped.foreign = before


@pytest.mark.parametrize("claim", FALSE_ROWS)
def test_a_false_row_in_the_database_turns_its_check_red(run: Run, tmp_path: Path, claim: str) -> None:
    copy = _copy_of_database(run.plan, tmp_path)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        connection.execute(FALSE_ROWS[claim])
        connection.commit()
    plan = dataclasses.replace(run.plan, database_url=f"sqlite:///{copy}")
    assert claim in broken_checks(plan, run.outcome)


def test_a_damaged_database_turns_its_check_red(run: Run, tmp_path: Path) -> None:
    copy = _copy_of_database(run.plan, tmp_path)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        # An index that lacks a row: what a crash of the disk can leave.
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'WHERE', 'WHERE NOT') WHERE name = "
            "(SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'outbox' AND sql LIKE '%WHERE%' "
            "ORDER BY name LIMIT 1)"
        )
        connection.commit()
    plan = dataclasses.replace(run.plan, database_url=f"sqlite:///{copy}")
    assert "the database is whole" in broken_checks(plan, run.outcome)


def _copy_of_database(plan: Plan, folder: Path) -> Path:
    copy = folder / "copy.db"
    with (
        contextlib.closing(sqlite3.connect(plan.database_url.removeprefix("sqlite:///"))) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


def _lines(name: str) -> list[str]:
    return (WORDS / name).read_text("utf-8").splitlines()
