"""Writes a project's result files."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from crowd.answering.assignments import SkipReason
from crowd.errors import NotFound
from crowd.files.result_file import file_name, pack, write_csv
from crowd.ids import SECOND, ProjectId
from crowd.kinds.question import Question
from crowd.projects.project import Project
from storage.projects.projects import find_project
from storage.projects.reports import ResultRow, answer_rows, result_rows
from storage.tx import Tx
from usecases.projects.show_project import ReportFile

#: The columns of the results, without those that the kind of question has after the id.
RESULT_COLUMNS = (
    "id",
    "confidence",
    "answers",
    "vote_share",
    "agreement",
    "skips",
    *(f"skips_{reason.lower()}" for reason in SkipReason),
    "state",
    "reason",
    "closed_at",
    "method",
    "rule_version",
)
#: The columns of the answers, without that of the answer itself, after the contributor.
ANSWER_COLUMNS = ("id", "contributor", "version", "counted", "offered_at", "answered_at")

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
    if file is ReportFile.ANSWERS:
        of_answer = project.question.kind.columns[:1]
        header = [*ANSWER_COLUMNS[:2], *of_answer, *ANSWER_COLUMNS[2:]]
        data = b"".join(write_csv(header, _answers(tx, project)))
        return pack(file_name(project.name, "answers", project_id), data, most_bytes=MOST_BYTES)
    columns, ours = project.content_columns, result_columns(project.question)
    header = [*ours, *_originals(columns, ours), "gold", "contributors"]
    data = b"".join(write_csv(header, _results(tx, project, columns)))
    return pack(file_name(project.name, "results", project_id), data, most_bytes=MOST_BYTES)


def _results(tx: Tx, project: Project, columns: Sequence[str]) -> Iterator[list[str]]:
    for row in result_rows(tx, project.id, project.question):
        yield [
            row.key,
            *_cells(project.question, row),
            "" if row.confidence is None else f"{row.confidence:.4f}",
            str(row.n_answers),
            f"{row.vote_share:.4f}" if row.n_answers else "",
            "" if row.agreement is None else f"{row.agreement:.4f}",
            str(row.n_skips),
            *(str(row.skips.get(reason, 0)) for reason in SkipReason),
            row.state.lower(),
            row.reason or "",
            _time(row.closed_at),
            _method(row),
            "" if row.rule_version is None else str(row.rule_version),
            *(row.content.get(column, "") for column in columns),
            row.gold or "",
            row.contributors,
        ]


def _answers(tx: Tx, project: Project) -> Iterator[list[str]]:
    for row in answer_rows(tx, project.id):
        yield [
            row.key,
            row.contributor,
            "" if row.value is None else project.question.write_cell(row.value),
            str(row.version),
            "yes" if row.counted else "no",
            _time(row.offered_at),
            _time(row.answered_at),
        ]


def result_columns(question: Question) -> tuple[str, ...]:
    """Return our columns of the results of a question."""
    return (*RESULT_COLUMNS[:1], *question.kind.columns, *RESULT_COLUMNS[1:])


def _cells(question: Question, row: ResultRow) -> Sequence[str]:
    """Return what a task was decided as."""
    kind = question.kind
    if row.value is None:
        return [""] * len(kind.columns)
    # A million tasks may have one column each, which needs no numbers.
    numbers = json.loads(row.numbers) if len(kind.columns) > 1 else {}
    return kind.cells(row.value, numbers, question.config)


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


def _method(row: ResultRow) -> str:
    if row.method is None:
        return ""
    return "gold" if row.gold is not None else f"{row.method}/{row.method_version}"


def _time(at: int | None) -> str:
    if at is None:
        return ""
    return datetime.fromtimestamp(at / SECOND, UTC).isoformat(timespec="minutes")
