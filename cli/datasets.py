"""Reads a folder of recorded answers: answers.tsv, gold.tsv and, if there are any, tasks.csv and meta.json."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from crowd.projects import MAX_OPTION, MAX_OPTIONS


class DatasetRefused(ValueError):
    """A folder cannot be replayed: the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Recorded answers of people to tasks.

    Attributes:
        name: Name of the folder.
        title: What the project is called.
        question: What is asked.
        labels: Every label that an answer or gold has, in a fixed order.
        options: What a person reads for each label.
        contents: For each task that has answers, what it shows.
        answers: For each person, the label they gave to each task; of two to one task, the last.
        gold: The true label of tasks, as far as known. It never goes to the bot.
    """

    name: str
    title: str
    question: str
    labels: tuple[str, ...]
    options: dict[str, str]
    contents: dict[str, dict[str, str]]
    answers: dict[str, dict[str, str]]
    gold: dict[str, str]

    @property
    def n_recorded(self) -> int:
        """Recorded answers, counting one for each person and task."""
        return sum(map(len, self.answers.values()))


def read_dataset(folder: Path) -> Dataset:
    """Read a folder.

    Raises:
        DatasetRefused: Something is missing or cannot be replayed.
    """
    if not folder.is_dir():
        raise DatasetRefused(f"There is no folder {folder}: name one that holds answers.tsv.")
    rows = _read_table(folder / "answers.tsv", ("task", "worker", "label"))
    gold_path = folder / "gold.tsv"
    gold = {row["task"]: row["label"] for row in _read_table(gold_path, ("task", "label"))}
    answers: dict[str, dict[str, str]] = {}
    for row in rows:
        answers.setdefault(row["worker"], {})[row["task"]] = row["label"]
    meta = _read_meta(folder / "meta.json")
    labels = _labels(folder, rows, gold)
    tasks = list(dict.fromkeys(row["task"] for row in rows))
    options = meta.get("options", {})
    return Dataset(
        name=folder.resolve().name,
        title=str(meta.get("title", folder.resolve().name)),
        question=str(meta.get("question", "Which label is right?")),
        labels=labels,
        options={label: str(options.get(label, label)) for label in labels},
        contents=_contents(folder / "tasks.csv", tasks),
        answers=answers,
        gold=gold,
    )


def _labels(folder: Path, rows: list[dict[str, str]], gold: dict[str, str]) -> tuple[str, ...]:
    labels = sorted({row["label"] for row in rows} | set(gold.values()))
    if len(labels) < 2:
        raise DatasetRefused(f"{folder} has {len(labels)} label(s); a question needs at least 2.")
    if len(labels) > MAX_OPTIONS:
        raise DatasetRefused(
            f"{folder} has {len(labels)} different labels, a question at most {MAX_OPTIONS} options: "
            "replay works on choices, not on free text or numbers."
        )
    long = next((label for label in labels if len(label) > MAX_OPTION or not label.strip()), None)
    if long is not None:
        raise DatasetRefused(
            f"{folder}: a label has 1 to {MAX_OPTION} characters, this one not: {long[:80]!r}."
        )
    return tuple(labels)


def _contents(path: Path, tasks: list[str]) -> dict[str, dict[str, str]]:
    """What each task shows: its texts, or its name where there are none."""
    if not path.exists():
        return {task: {"task": f"Task {task}"} for task in tasks}
    rows = {row["task"]: row for row in _read_table(path, ("task",), delimiter=",")}
    missing = next((task for task in tasks if task not in rows), None)
    if missing is not None:
        raise DatasetRefused(f"{path} has no row for task {missing!r}, which has answers.")
    return {task: {name: text for name, text in rows[task].items() if name != "task"} for task in tasks}


def _read_meta(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    try:
        meta = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise DatasetRefused(f"{path} is not JSON: {error}.") from None
    return meta if isinstance(meta, dict) else {}


def _read_table(path: Path, columns: tuple[str, ...], *, delimiter: str = "\t") -> list[dict[str, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise DatasetRefused(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DatasetRefused(f"{path} is not in UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise DatasetRefused(f"{path} has no column {missing[0]!r}; it needs {', '.join(columns)}.")
    rows = []
    for row in reader:
        if any(row[column] is None or not row[column].strip() for column in columns):
            raise DatasetRefused(f"{path}, line {reader.line_num}: a cell of {', '.join(columns)} is empty.")
        rows.append({name: text or "" for name, text in row.items() if name is not None})
    if not rows:
        raise DatasetRefused(f"{path} has no rows.")
    return rows
