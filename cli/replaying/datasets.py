"""Reads a folder of recorded answers: answers.tsv, gold.tsv and, if there are any, tasks.csv and meta.json."""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cli.replaying.forms import FORM, Asked, FormRefused, read_form
from cli.tables.answer_file import LABEL, PERSON, TASK, read_gold
from cli.tables.columns import Role, TableRefused, Wanted, read_texts
from cli.tables.named_columns import read_names
from crowd.answers import CodedAnswers, code_answers
from crowd.errors import ValueRefused
from crowd.files.tables.choices import NO_CHOICES, ReadChoices
from crowd.files.tables.table import SPECIAL_COLUMNS
from crowd.kinds.question import Question
from crowd.projects.project import MAX_NAME, MAX_QUESTION, check_name, check_question
from crowd.typed.names import look_of, tidy_name
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS
from handlers.answering.screens import SENTENCES
from handlers.cut import MOST_FIELDS, cut_fields, width
from handlers.message import MAX_TEXT
from handlers.texts import DEFAULT_LOCALE, texts_in

#: The column that names a task which has no texts, or the same as another.
_NAME = "task"
#: The column of answers.tsv that tells when an answer was given.
_TIME = "timestamp"
#: A label with a stray one reads like that without it.
_QUOTES = "\"'“”"

_TASK = Wanted(names=TASK, role=Role.TASK)
_ANSWERS = (_TASK, Wanted(names=PERSON, role=Role.PERSON), Wanted(names=LABEL, role=Role.LABEL))
_TIMES = Wanted(names=(_TIME,), role=Role.ASIDE, is_needed=False)


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
        asked: The question, as form.json says it; None for a choice of one label. Labels are then its answers, all
            written in the same way, and stand for themselves.
        notes: Sentences about how the files were read.
    """

    name: str
    title: str
    question: str
    labels: tuple[str, ...]
    options: dict[str, str]
    contents: dict[str, dict[str, str]]
    answers: dict[str, dict[str, str]]
    gold: dict[str, str]
    asked: Asked | None = None
    notes: tuple[str, ...] = ()

    @property
    def n_recorded(self) -> int:
        """Recorded answers, counting one for each person and task."""
        return sum(map(len, self.answers.values()))


def read_dataset(folder: Path, choices: ReadChoices = NO_CHOICES) -> Dataset:
    """Read a folder.

    Raises:
        DatasetRefused: Something is missing or cannot be replayed.
    """
    if not folder.is_dir():
        raise DatasetRefused(f"There is no folder {folder}: name one that holds answers.tsv.")
    try:
        return _read_dataset(folder, choices)
    except (TableRefused, FormRefused) as refused:
        raise DatasetRefused(" ".join(str(refused).splitlines())) from None


def _read_dataset(folder: Path, choices: ReadChoices) -> Dataset:
    recorded = read_names(folder / "answers.tsv", _ANSWERS, choices)
    task, person, label = (column.cells() for column in recorded.columns)
    known = read_gold(folder / "gold.tsv", frozenset(label), choices)
    gold = dict(zip(*(column.cells() for column in known.columns), strict=True))
    answers: dict[str, dict[str, str]] = {}
    asked = read_form(folder)
    same = {} if asked is None else _read_alike(folder, asked.question, {*label}, {*gold.values()} - {""})
    n_impossible = 0
    for of_task, of_person, of_label in zip(task, person, label, strict=True):
        if of_label in same or asked is None:
            answers.setdefault(of_person, {})[of_task] = same.get(of_label, of_label)
        else:
            n_impossible += 1
    gold = {of_task: same.get(truth, truth) for of_task, truth in gold.items()}
    meta_path = folder / "meta.json"
    meta = _read_meta(meta_path)
    labels = tuple(dict.fromkeys(same.values())) if asked else _labels(folder, {*label, *gold.values()})
    title = _fitting(meta_path, "title", str(meta.get("title", folder.resolve().name[:MAX_NAME])))
    in_form = asked.question.text if asked else ""
    said = in_form or str(meta.get("question", "Which label is right?"))
    question = _fitting(meta_path, "question", said)
    impossible = (
        (f"{folder}: answers that are not possible, left out: {n_impossible}.",) if n_impossible else ()
    )
    contents, notes = _contents(folder / "tasks.csv", list(dict.fromkeys(task)), choices)
    _refuse_long(folder / "tasks.csv", contents, taken=width(title) + width(question))
    return Dataset(
        name=folder.resolve().name,
        title=title,
        question=question,
        labels=labels,
        options={label: label for label in labels}
        if asked
        else _options(folder, labels, meta.get("options")),
        contents=contents,
        answers=answers,
        gold=gold,
        asked=asked,
        notes=(*recorded.notes, *known.notes, *notes, *impossible),
    )


def code_dataset(dataset: Dataset) -> CodedAnswers[str, str, str]:
    """The answers of a data set as codes."""
    triples = [
        (task, name, label) for name, given in dataset.answers.items() for task, label in given.items()
    ]
    return code_answers(triples, labels=dataset.labels)


def _read_alike(folder: Path, asked: Question, said: set[str], known: set[str]) -> dict[str, str]:
    """For each text that is a possible answer, the one way to write that answer, in a fixed order.

    Raises:
        DatasetRefused: A known answer is impossible.
    """
    read = {text: asked.read_cell(text) for text in {*said, *known}}
    wrong = next((text for text in sorted(known) if read[text] is None), None)
    if wrong is not None:
        raise DatasetRefused(
            f"{folder / 'gold.tsv'}: {wrong!r} is no possible answer to the question in {FORM}. Correct it there, or "
            f'the "setup" of the form.'
        )
    return {text: asked.write_cell(value) for text, value in sorted(read.items()) if value is not None}


def read_times(folder: Path, choices: ReadChoices = NO_CHOICES) -> dict[tuple[str, str], float]:
    """Read when each answer of a folder was given.

    Returns:
        Seconds since 1970 by person and task; of two answers of one person to one task, when the last was given.

    Raises:
        DatasetRefused: The column is missing, or a time cannot be read.
    """
    path = folder / "answers.tsv"
    try:
        read = read_names(path, (*_ANSWERS, _TIMES), choices)
    except TableRefused as refused:
        raise DatasetRefused(" ".join(str(refused).splitlines())) from None
    if not read.columns[-1].name:
        raise DatasetRefused(
            f"{path} has no column {_TIME!r}, so nobody knows when people came: use the order 'seeded'."
        )
    task, person, _, times = (column.cells() for column in read.columns)
    rows = read.rows.tolist()
    return {
        (of_person, of_task): _seconds(path, row, time)
        for row, of_person, of_task, time in zip(rows, person, task, times, strict=True)
    }


def _seconds(path: Path, number: int, text: str) -> float:
    """A time as a number, or as ISO 8601 (in UTC unless it says otherwise)."""
    try:
        seconds = float(text)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            seconds = math.nan
        else:
            seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not math.isfinite(seconds):
        raise DatasetRefused(
            f"{path}, row {number}: {text!r} is no time. Give seconds since 1970, or a date as 2024-05-31T12:00:00."
        )
    return seconds


def _fitting(path: Path, name: str, text: str) -> str:
    """Return a title or question as the bot stores it."""
    check, longest = (check_name, MAX_NAME) if name == "title" else (check_question, MAX_QUESTION)
    try:
        return check(text)
    except ValueRefused:
        raise DatasetRefused(
            f"{path}: the {name} has 1 to {longest} characters, this one {len(text)}."
        ) from None


def _options(folder: Path, labels: tuple[str, ...], named: object) -> dict[str, str]:
    """Return what a person reads for each label: its name in meta.json, else the label itself.

    White space is tidied, as the bot does it.
    """
    names = {tidy_name(str(label)): name for label, name in named.items()} if isinstance(named, dict) else {}
    options = {label: tidy_name(str(names.get(label, label))) for label in labels}
    first: dict[str, str] = {}
    for label, option in options.items():
        if not 1 <= len(option) <= MAX_OPTION:
            raise DatasetRefused(
                f"{folder / 'meta.json'}: an option has 1 to {MAX_OPTION} characters, that of {label!r} not."
            )
        other = first.setdefault(look_of(option.strip(_QUOTES)), label)
        if other != label:
            raise DatasetRefused(
                f"{folder}: the labels {other!r} and {label!r} read alike. Make them one label, or give them "
                'different names under "options" in meta.json.'
            )
    return options


def _labels(folder: Path, found: set[str]) -> tuple[str, ...]:
    labels = sorted(found)
    if len(labels) < 2:
        raise DatasetRefused(f"{folder} has {len(labels)} label(s); a question needs at least 2.")
    if len(labels) > MAX_OPTIONS:
        raise DatasetRefused(
            f"{folder} has {len(labels)} different labels, a question at most {MAX_OPTIONS} options: "
            f"if they are numbers, say so in {FORM}."
        )
    long = next((label for label in labels if len(label) > MAX_OPTION or not label.strip()), None)
    if long is not None:
        raise DatasetRefused(
            f"{folder}: a label has 1 to {MAX_OPTION} characters, this one not: {long[:80]!r}."
        )
    return tuple(labels)


def _contents(
    path: Path, tasks: list[str], choices: ReadChoices
) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """What each task shows: its texts, or its name where there are none; and how they were read."""
    if not path.exists():
        return {task: {_NAME: f"Task {task}"} for task in tasks}, ()
    rows, notes = read_texts(path, _TASK, choices)
    missing = next((task for task in tasks if task not in rows), None)
    if missing is not None:
        raise DatasetRefused(f"{path} has no row for task {missing!r}, which has answers.")
    # In the file that the requester sends these have a meaning of their own, and gold must not get there.
    hidden = {"task", *SPECIAL_COLUMNS}
    contents = {
        task: {name: text for name, text in rows[task].items() if name not in hidden} for task in tasks
    }
    empty = next((task for task in tasks if not _shown(contents[task])), None)
    if empty is not None:
        raise DatasetRefused(
            f"{path} has nothing to show for task {empty!r} besides {', '.join(sorted(hidden))}."
        )
    if len({_shown(content) for content in contents.values()}) < len(contents):
        # Nobody could tell them apart by their texts, neither a person nor who counts the answers.
        return {task: {_NAME: f"Task {task}", **content} for task, content in contents.items()}, notes
    return contents, notes


def _shown(content: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What of a task's texts a card shows. A single one stands there without its name."""
    shown = tuple((name, text.strip()) for name, text in content.items() if text.strip())
    return shown if len(shown) > 1 else tuple(("", text) for _, text in shown)


def _refuse_long(path: Path, contents: dict[str, dict[str, str]], *, taken: int) -> None:
    """Refuse what a card cannot show whole: people of a replay know a task by all of its text."""
    room = MAX_TEXT - SENTENCES - taken - width(texts_in(DEFAULT_LOCALE)("card-cut"))
    long = next((task for task, content in contents.items() if cut_fields(content, room=room).is_cut), None)
    if long is not None:
        raise DatasetRefused(
            f"{path}: the texts of task {long!r} do not fit a card, which holds some {room} characters in up to "
            f"{MOST_FIELDS} columns: shorten them for the replay."
        )


def _read_meta(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        meta = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise DatasetRefused(f"{path} is not JSON: {error}.") from None
    return meta if isinstance(meta, dict) else {}
