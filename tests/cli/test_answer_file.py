"""A file of recorded answers is read as it is, or refused with a message that says where and what to do."""

import random
from pathlib import Path

import numpy as np
import pytest

from cli.tables.answer_file import AnswerFile, AnswerFileRefused, read_answer_file

PLAIN = "task,worker,label\nt2,w1,yes\nt1,w1,no\nt1,w2,yes\n"


def written(folder: Path, content: str | bytes, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def triples(read: AnswerFile) -> set[tuple[str, str, str]]:
    """The answers by name."""
    codes = read.answers.codes
    return {
        (read.answers.tasks[task], read.answers.contributors[person], read.answers.labels[label])
        for task, person, label in zip(codes.task, codes.contributor, codes.label, strict=True)
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", PLAIN),
        ("a.csv", "\ufeff" + PLAIN),
        ("a.csv", PLAIN.replace("\n", "\r\n")),
        ("a.csv", PLAIN.replace(",", ";")),
        ("a.tsv", PLAIN.replace(",", "\t")),
        ("a.txt", PLAIN.replace(",", "\t")),
        ("a.csv", "label,WHEN,Annotator, Task \nyes,1,w1,t2\nno,2,w1, t1\nyes,3,w2,t1\n"),
        ("a.csv", "id,contributor,answer\nt2,w1,yes\nt1,w1,no\nt1,w2,yes\n"),
        ("a.csv", "task,performer,label\nt2,w1,yes\nt1,w1,no\nt1,w2,yes\n"),
        ("a.csv", "question,worker,answer\nt2,w1,yes\nt1,w1,no\nt1,w2,yes\n"),
        ("a.csv", "task,worker,label,note,note\nt2,w1,yes,,\nt1,w1,no,a,b\nt1,w2,yes,,\n"),
        (
            "a.jsonl",
            (
                '{"task": "t2", "person": "w1", "label": "yes"}\n\n{"person": "w1", "task": "t1", "label": "no"}\n'
                '{"task": "t1", "person": "w2", "label": "yes", "timestamp": 12}\n'
            ),
        ),
    ],
)
def test_the_same_answers_are_read_whatever_they_are_written_in(
    tmp_path: Path, name: str, content: str
) -> None:
    read = read_answer_file(written(tmp_path, content, name))
    assert triples(read) == {("t2", "w1", "yes"), ("t1", "w1", "no"), ("t1", "w2", "yes")}
    assert read.answers.tasks == ("t1", "t2")
    assert read.answers.labels == ("no", "yes")
    assert (read.n_rows, read.n_replaced, read.n_not_counted) == (3, 0, 0)


def test_of_two_answers_of_one_person_to_one_task_the_last_counts(tmp_path: Path) -> None:
    read = read_answer_file(written(tmp_path, PLAIN + "t1,w1,maybe\n"))
    assert triples(read) == {("t2", "w1", "yes"), ("t1", "w1", "maybe"), ("t1", "w2", "yes")}
    assert read.n_replaced == 1


def test_labels_that_are_numbers_are_in_the_order_of_numbers(tmp_path: Path) -> None:
    content = "task,worker,label\n" + "".join(f"t,w{number},{number}\n" for number in (10, 9, 2.5, -1))
    assert read_answer_file(written(tmp_path, content)).answers.labels == ("-1", "2.5", "9", "10")


def test_numbers_and_truths_of_json_are_labels_as_they_were_written(tmp_path: Path) -> None:
    content = '{"task": 7, "worker": 1, "label": true}\n{"task": 7, "worker": 2, "label": 1.0}\n'
    read = read_answer_file(written(tmp_path, content, "a.jsonl"))
    assert triples(read) == {("7", "1", "true"), ("7", "2", "1.0")}


def test_the_order_of_rows_changes_nothing_but_which_of_two_is_last(tmp_path: Path) -> None:
    header = "task,worker,label\n"
    # 77 different pairs of task and person.
    rows = [f"t{number % 7},w{number % 11},{number % 3}\n" for number in range(77)]
    first = read_answer_file(written(tmp_path, header + "".join(rows)))
    random.Random(3).shuffle(rows)
    second = read_answer_file(written(tmp_path, header + "".join(rows)))
    assert triples(first) == triples(second)
    assert first.answers.contributors == second.answers.contributors


def test_gold_is_known_by_the_codes_of_the_answers(tmp_path: Path) -> None:
    gold = written(tmp_path, "task\tlabel\nt2\tperhaps\nt9\tno\nt1\tno\nt1\tno\n", "gold.tsv")
    read = read_answer_file(written(tmp_path, PLAIN), gold)
    assert read.gold is not None
    assert [read.answers.labels[label] for label in read.gold] == ["no", "perhaps"]
    assert read.n_gold_unused == 1


@pytest.mark.parametrize("header", ["task,label", "question,truth", "id,gold", "Task,Answer"])
def test_gold_is_found_under_any_of_its_names(tmp_path: Path, header: str) -> None:
    gold = written(tmp_path, f"{header}\nt1,yes\n", "gold.csv")
    read = read_answer_file(written(tmp_path, PLAIN), gold)
    assert read.gold is not None
    assert [read.answers.labels[code] if code >= 0 else None for code in read.gold] == ["yes", None]


def test_a_gold_file_with_a_column_twice_is_refused(tmp_path: Path) -> None:
    gold = written(tmp_path, "task,label,label\nt1,yes,no\n", "gold.csv")
    with pytest.raises(AnswerFileRefused, match=r"gold\.csv, row 1: there are 2 columns 'label'"):
        read_answer_file(written(tmp_path, PLAIN), gold)


def test_tasks_without_gold_are_marked(tmp_path: Path) -> None:
    read = read_answer_file(written(tmp_path, PLAIN), written(tmp_path, "task,label\nt2,no\n", "gold.csv"))
    np.testing.assert_array_equal(read.gold, [-1, 0])


def test_the_language_goes_the_way_of_its_answer(tmp_path: Path) -> None:
    content = "task,worker,label,language\nt1,w1,a,es\nt1,w2,b,\nt1,w3,b,en\nt1,w1,b,en\n"
    read = read_answer_file(written(tmp_path, content))
    assert read.language is not None
    assert read.languages == ("en", "es")
    people = [read.answers.contributors[person] for person in read.answers.codes.contributor]
    spoken = [("en", "es", None)[code] for code in read.language]
    assert dict(zip(people, spoken, strict=True)) == {"w1": "en", "w2": None, "w3": "en"}


def test_a_file_of_answers_that_the_bot_sent_is_read_as_it_counts(tmp_path: Path) -> None:
    content = (
        "\ufeffid,contributor,label,version,counted,offered_at,answered_at\r\n"
        "1,aa,Yes,1,no,x,y\r\n1,aa,No,2,yes,x,y\r\n1,bb,Yes,1,no,x,y\r\n2,bb,No,1,yes,x,y\r\n"
    )
    read = read_answer_file(written(tmp_path, content))
    assert triples(read) == {("1", "aa", "No"), ("2", "bb", "No")}
    assert read.n_not_counted == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "", ["a.csv", "empty"]),
        ("a.csv", "\n \n", ["empty"]),
        ("a.csv", "task,worker,label\n", ["no rows"]),
        ("a.csv", "task,worker\nt,w\n", ["row 1", "no column 'label' (or answer)", "task, worker"]),
        ("a.csv", "task,label\nt,yes\n", ["no column 'worker' (or contributor, person, annotator,"]),
        (
            "a.csv",
            "task,worker,Worker ,label\nt,w,v,yes\n",
            ["row 1", "2 columns 'worker'", "rename or delete"],
        ),
        ("a.csv", "task,label,worker,label,label\nt,yes,w,no,no\n", ["row 1", "3 columns 'label'"]),
        ("a.csv", "task,worker,label,counted,counted\nt,w,yes,no,yes\n", ["2 columns 'counted'"]),
        (
            "a.jsonl",
            '{"task": "t", "worker": "w", "label": "no", "label": "yes"}\n',
            ["row 1", "column 'label'", "Two columns"],
        ),
        ("a.csv", "task,worker,label\nt,w,yes\nt,,yes\n", ["row 3", "column 'worker'", "empty"]),
        (
            "a.csv",
            "task,worker,label\nt,w,yes\nt,w\n",
            ["row 3", "fewer cells", "2 instead of 3", "--skip-bad-rows"],
        ),
        (
            "a.csv",
            "task,worker,label\nt,w,yes,no\n",
            ["row 2", "more cells", "4 instead of 3", "quotation marks"],
        ),
        ("a.csv", "task,worker,label\nt,w,yes\nt;v;no\n", ["row 3", "as many separators as the heading"]),
        ("a.csv", 'task,worker,label\nt,w,"yes\nt,v,no\n', ["row 2", "quotation mark"]),
        ("a.csv", b"task,worker,label\nt,w,\x81\x8d\x8f\x90\xff\xfe\x9d\n", ["row 2", "Save it as UTF-8"]),
        ("a.csv", "task,worker,label\nt,w,yes\n".encode("utf-16")[:-1], ["its end is missing"]),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ["This is a picture"]),
        ("a.jsonl", '{"task": "t", "worker": "w", "label": "yes"}\n{"task": \n', ["row 2", "isn’t JSON"]),
        ("a.jsonl", '["t", "w", "yes"]\n', ["row 1", "isn’t a JSON object"]),
        ("a.jsonl", '{"task": "t", "worker": "w", "label": ["yes"]}\n', ["row 1", "'label'", "not a list"]),
        ("a.jsonl", '{"task": "t", "worker": "w"}\n', ["no column 'label'"]),
        ("a.jsonl", '{"task": "t", "worker": "w", "label": null}\n', ["row 1", "column 'label'", "empty"]),
        ("a.csv", "id,contributor,label,counted\nt,w,yes,no\n", ["no answer counts"]),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_reason(
    tmp_path: Path, name: str, content: str | bytes, words: list[str]
) -> None:
    with pytest.raises(AnswerFileRefused) as refusal:
        read_answer_file(written(tmp_path, content, name))
    for word in words:
        assert word in str(refusal.value)


def test_a_cause_that_repeats_is_one_line(tmp_path: Path) -> None:
    content = "task,worker,label\n" + "t,,yes\n" * 9000
    with pytest.raises(AnswerFileRefused) as refusal:
        read_answer_file(written(tmp_path, content))
    lines = str(refusal.value).split("\n")
    assert len(lines) == 2
    assert "rows 2, 3, 4 and 8,997 more, column 'worker'" in lines[0]
    assert "--missing leave-out" in lines[1]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AnswerFileRefused, match="There is no file"):
        read_answer_file(tmp_path / "nothing.csv")
    with pytest.raises(AnswerFileRefused, match="is a folder"):
        read_answer_file(tmp_path)
    with pytest.raises(AnswerFileRefused, match=r"There is no file .*gold\.tsv"):
        read_answer_file(written(tmp_path, PLAIN), tmp_path / "gold.tsv")
