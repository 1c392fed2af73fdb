"""Reads a file of recorded answers, and a file of known labels, for the commands that measure them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cli.tables.columns import Columns, Role, TableRefused, Wanted
from cli.tables.named_columns import read_names
from crowd.answers import AnswerCodes, CodedAnswers, IntArray, last_of_each, pair_codes
from crowd.files.tables.choices import NO_CHOICES, ReadChoices

__all__ = ["AnswerFile", "AnswerFileRefused", "read_answer_file"]

#: What is raised for a file that cannot be used.
AnswerFileRefused = TableRefused

#: The names under which a column is found. `id` and `counted` are
#: those of the answers-N.csv that the bot sends, `performer` is crowd-kit's older name for a worker, and `question` and
#: `truth` are those of the sets that Zheng et al. (PVLDB 2017) share.
TASK = ("task", "id", "question")
PERSON = ("worker", "contributor", "person", "annotator", "performer")
LABEL = ("label", "answer")
#: A file of known labels may be the one of the answers: then `label` is what people said.
GOLD = ("gold", "truth")
LANGUAGE = ("language",)
COUNTED = ("counted",)

#: What `counted` holds for an answer that came too late, or that a later version replaced.
NOT_COUNTED = "no"
#: Tasks that are named as examples.
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnswerFile:
    """Recorded answers, and what is known of their tasks.

    Attributes:
        answers: Codes and names. Tasks and people are in sorted order; so are labels, as numbers where all of
            them are numbers. Labels that only gold has are among them.
        gold: True label of each task, (n_tasks,) int, -1 where unknown; None without a gold file.
        language: Language of each answer, (n_answers,) int, -1 where its cell is empty; None where no row has one.
        languages: Name of each language code, sorted.
        n_rows: Rows of the file.
        n_replaced: Those that an answer of the same person to the same task replaced: the last row counts.
        n_not_counted: Those whose column `counted` says no.
        n_gold_unused: Tasks of the gold file that have no answer.
        notes: Sentences about how the files were read.
    """

    answers: CodedAnswers[str, str, str]
    gold: NDArray[np.int64] | None = None
    language: IntArray | None = None
    languages: tuple[str, ...] = ()
    n_rows: int
    n_replaced: int
    n_not_counted: int = 0
    n_gold_unused: int = 0
    notes: tuple[str, ...] = ()


def read_answer_file(path: Path, gold: Path | None = None, choices: ReadChoices = NO_CHOICES) -> AnswerFile:
    """Read a file of answers: CSV, TSV, JSON or a workbook, in any encoding.

    It has a column for the task, the person and the label, under one of the names `TASK`, `PERSON` and `LABEL`, in any
    order and case; `language` and `counted` are used if there are any, all others are passed over. A million rows of
    CSV take two to three seconds.

    Args:
        path: The file of answers.
        gold: A file with a column for the task and one for the label (under one of the names `GOLD`, else `LABEL`),
            read in the same way. It may lack tasks, and cells may be empty.
        choices: What was chosen about both.

    Raises:
        AnswerFileRefused: Something is missing, contradicts itself, or cannot be used.
    """
    read = read_names(
        path,
        (
            Wanted(names=TASK, role=Role.TASK),
            Wanted(names=PERSON, role=Role.PERSON),
            Wanted(names=LABEL, role=Role.LABEL),
            Wanted(names=LANGUAGE, role=Role.ASIDE, is_needed=False),
            Wanted(names=COUNTED, role=Role.ASIDE, is_needed=False),
        ),
        choices,
    )
    task, person, label, language, counted = read.columns
    known = None if gold is None else read_gold(gold, frozenset(label.names), choices)
    kept = np.flatnonzero(counted.codes != counted.find(NOT_COUNTED))
    if not kept.size:
        raise AnswerFileRefused(f"{path}: no answer counts: the column 'counted' says no in every row.")
    tasks, people = tuple(sorted(task.names)), tuple(sorted(person.names))
    labels = _in_order({*label.names, *(known.columns[1].names if known else ())})
    spoken = tuple(sorted(filter(None, language.names)))
    task_code, person_code = task.coded_by(tasks)[kept], person.coded_by(people)[kept]
    last = last_of_each(pair_codes(task_code, person_code, len(people)))
    codes = AnswerCodes(
        task=task_code[last],
        contributor=person_code[last],
        label=label.coded_by(labels)[kept][last],
        n_tasks=len(tasks),
        n_contributors=len(people),
        n_labels=len(labels),
    )
    return AnswerFile(
        answers=CodedAnswers(codes=codes, tasks=tasks, contributors=people, labels=labels),
        gold=None if known is None else _gold_of(known, tasks, labels),
        language=language.coded_by(spoken)[kept][last] if spoken else None,
        languages=spoken,
        n_rows=task.codes.size,
        n_replaced=kept.size - last.size,
        n_not_counted=task.codes.size - kept.size,
        n_gold_unused=0 if known is None else len(set(known.columns[0].names).difference(tasks)),
        notes=(*read.notes, *(known.notes if known else ())),
    )


def read_gold(path: Path, labels: frozenset[str], choices: ReadChoices = NO_CHOICES) -> Columns:
    """Read a file of known labels: a column of tasks, and one of labels that hold nothing where none is known.

    Args:
        path: Any table.
        labels: Labels of answers: they are no missing values, whatever they look like.
        choices: What was chosen about it.

    Raises:
        AnswerFileRefused: As for answers; or two rows give the same task different labels.
    """
    read = read_names(
        path,
        (
            Wanted(names=TASK, role=Role.TASK),
            Wanted(names=(*GOLD, *LABEL), role=Role.GOLD, weaker=frozenset(LABEL)),
        ),
        # The sheet that was named is one of the answers' workbook.
        replace(choices, sheet=None),
        known_labels=labels,
    )
    tasks, known = read.columns
    pairs = np.unique(np.stack([tasks.codes, known.codes], axis=1), axis=0)
    twice = np.flatnonzero(np.bincount(pairs[:, 0]) > 1) if pairs.size else pairs
    if twice.size:
        raise AnswerFileRefused(_contradiction(read, twice))
    return read


def _contradiction(read: Columns, twice: NDArray[np.int64]) -> str:
    tasks, known = read.columns
    lines = []
    for code in twice[:_SHOWN].tolist():
        places = np.flatnonzero(tasks.codes == code)
        said = ", ".join(
            f"{known.names[known.codes[place]]!r} in row {read.rows[place]}"
            for place in places[:_SHOWN].tolist()
        )
        lines.append(f"{read.path}: the task {tasks.names[code]!r} has different known labels: {said}.")
    if twice.size > _SHOWN:
        lines.append(f"... and {twice.size - _SHOWN:,} more tasks.")
    lines.append("Keep one known label for each task.")
    return "\n".join(lines)


def _gold_of(known: Columns, tasks: Sequence[str], labels: Sequence[str]) -> NDArray[np.int64]:
    task, label = known.columns[0].coded_by(tasks), known.columns[1].coded_by(labels)
    has_answers = task >= 0
    gold = np.full(len(tasks), -1)
    gold[task[has_answers]] = label[has_answers]
    return gold


def _in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels in sorted order: as numbers where all of them are numbers."""
    names = sorted(labels)
    try:
        numbers = [float(name) for name in names]
    except ValueError:
        return tuple(names)
    if not all(map(math.isfinite, numbers)):
        return tuple(names)
    return tuple(name for _, name in sorted(zip(numbers, names, strict=True)))
