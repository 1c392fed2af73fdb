"""Writes a project's result files."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from crowd.answering.assignments import SkipReason
from crowd.errors import NotFound
from crowd.files.result_file import file_name, pack, write_csv
from crowd.ids import SECOND, ProjectId
from crowd.kinds.question import Question
from storage.projects.projects import find_project
from storage.projects.questions import list_questions
from storage.projects.reports import QuestionResult, ResultRow, answer_rows, result_rows
from storage.tx import Tx
from usecases.projects.show_project import ReportFile

#: What the answers to a question say, after the columns of its kind.
_SURE = ("confidence", "answers", "vote_share", "agreement")
_SKIPS = ("skips", *(f"skips_{reason.lower()}" for reason in SkipReason))
#: Why and how a question was closed.
_CLOSED = ("reason", "closed_at", "method", "rule_version")
#: The columns of the results, without those that the kind of question has after the id.
RESULT_COLUMNS = ("id", *_SURE, *_SKIPS, "state", *_CLOSED)
#: The columns of the answers, without that of the answer itself, after the contributor.
ANSWER_COLUMNS = ("id", "contributor", "version", "counted", "offered_at", "answered_at")
#: What stands there instead if there are several questions: the number of the question, and its answer.
_OF_SEVERAL = ("question", "answer")

#: Telegram accepts files of up to 50 MB from a bot.
MOST_BYTES = 45 * 1024 * 1024

#: Prefix for an original column that has the name of one of ours.
ORIGINAL_PREFIX = "task_"


def write_results(tx: Tx, project_id: ProjectId, file: ReportFile) -> tuple[str, bytes]:
    """Return the name and content of one of a project's result files, zipped if it would be too large.

    Raises:
        NotFound: There is no such project.
    """
    project = find_project(tx, project_id)
    if project is None:
        raise NotFound
    questions = list_questions(tx, project_id)
    if file is ReportFile.ANSWERS:
        of_answer = questions[0].kind.columns[:1] if len(questions) == 1 else _OF_SEVERAL
        header = [*ANSWER_COLUMNS[:2], *of_answer, *ANSWER_COLUMNS[2:]]
        data = b"".join(write_csv(header, _answers(tx, project_id, questions)))
        return pack(file_name(project.name, "answers", project_id), data, most_bytes=MOST_BYTES)
    columns, ours = project.content_columns, result_columns(questions)
    header = [*ours, *_originals(columns, ours), "gold", "contributors"]
    data = b"".join(write_csv(header, _results(tx, project_id, questions, columns)))
    return pack(file_name(project.name, "results", project_id), data, most_bytes=MOST_BYTES)


def result_columns(questions: Sequence[Question]) -> tuple[str, ...]:
    """Return our columns of the results of some questions; the names of several begin with their numbers."""
    if len(questions) == 1:
        return (*RESULT_COLUMNS[:1], *questions[0].kind.columns, *RESULT_COLUMNS[1:])
    of_questions = (
        f"q{number}_{name}"
        for number, question in enumerate(questions, 1)
        for name in (*question.kind.columns, *_SURE, *_CLOSED)
    )
    return ("id", *of_questions, *_SKIPS, "state")


def _results(
    tx: Tx, project_id: ProjectId, questions: Sequence[Question], columns: Sequence[str]
) -> Iterator[list[str]]:
    for row in result_rows(tx, project_id, questions):
        yield [
            row.key,
            *_decided(questions, row),
            *(row.content.get(column, "") for column in columns),
            row.gold or "",
            row.contributors,
        ]


def _decided(questions: Sequence[Question], row: ResultRow) -> list[str]:
    """Return the cells of a task in our columns after the id."""
    questions = [question.of_task(row.content) for question in questions]
    of_task = [str(row.n_skips), *(str(row.skips.get(reason, 0)) for reason in SkipReason), row.state.lower()]
    if len(questions) == 1:
        said, closed = _of_question(questions[0], row.results[0], is_gold=row.gold is not None)
        return [*said, *of_task, *closed]
    cells = []
    for question, result in zip(questions, row.results, strict=True):
        for part in _of_question(question, result, is_gold=row.gold is not None):
            cells += part
    return cells + of_task


def _of_question(question: Question, result: QuestionResult, *, is_gold: bool) -> tuple[list[str], list[str]]:
    """Return what the answers to a question of a task say, and why and how it was closed."""
    said = [
        *_cells(question, result),
        "" if result.confidence is None else f"{result.confidence:.4f}",
        str(result.n_answers),
        f"{result.vote_share:.4f}" if result.n_answers else "",
        "" if result.agreement is None else f"{result.agreement:.4f}",
    ]
    closed = [
        result.reason or "",
        _time(result.closed_at),
        _method(result, is_gold=is_gold),
        "" if result.rule_version is None else str(result.rule_version),
    ]
    return said, closed


def _answers(tx: Tx, project_id: ProjectId, questions: Sequence[Question]) -> Iterator[list[str]]:
    numbers = {question.id: number for number, question in enumerate(questions)}
    for row in answer_rows(tx, project_id):
        number = numbers[row.question_id]
        yield [
            row.key,
            row.contributor,
            *([] if len(questions) == 1 else [str(number + 1)]),
            "" if row.value is None else questions[number].write_cell(row.value),
            str(row.version),
            "yes" if row.counted else "no",
            _time(row.offered_at),
            _time(row.answered_at),
        ]


def _cells(question: Question, result: QuestionResult) -> Sequence[str]:
    """Return what a question of a task was decided as."""
    kind = question.kind
    if result.value is None:
        return [""] * len(kind.columns)
    # A million tasks may have one column each, which needs no numbers.
    numbers = json.loads(result.numbers) if len(kind.columns) > 1 else {}
    return kind.cells(result.value, numbers, question.config)


def _originals(columns: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the requester's columns under names that collide neither with ours nor with each other."""
    ours = {*known, "gold", "contributors"}
    used = {column for column in columns if column.casefold() not in ours}
    names = []
    for column in columns:
        name = column
        while name.casefold() in ours or (name != column and name in used):
            name = ORIGINAL_PREFIX + name
        used.add(name)
        names.append(name)
    return names


def _method(result: QuestionResult, *, is_gold: bool) -> str:
    if result.method is None:
        return ""
    return "gold" if is_gold else f"{result.method}/{result.method_version}"


def _time(at: int | None) -> str:
    if at is None:
        return ""
    return datetime.fromtimestamp(at / SECOND, UTC).isoformat(timespec="minutes")
