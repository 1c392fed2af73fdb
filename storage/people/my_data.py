"""Everything that is stored about one person, table by table, as the map of personal columns says."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from crowd.ids import ContributorId, ProjectId, QuestionId
from crowd.kinds.question import Question
from storage.people.personal import PERSONAL, Is, Table
from storage.projects.projects import find_project
from storage.projects.questions import QUESTION, question_of, value_of
from storage.tx import Tx

#: Says in a line how a question is set up.
Describe = Callable[[Question], str]


def read_my_data(
    tx: Tx, contributor_id: ContributorId, describe: Describe
) -> Iterator[tuple[str, Iterator[Mapping[str, object]]]]:
    """Yield the name of each table that /mydata gives, with somebody's rows of it, one by one.

    Columns that hold JSON are given as what it says. What a row only says in codes is added in words, as `shown_`:
    answers as their kind writes them, and how questions are set up as `describe` says it.
    """
    reading = _Reading(tx=tx, describe=describe)
    for name, table in PERSONAL.items():
        if table.is_given:
            yield name, _rows(reading, name, table, contributor_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One reading of somebody's rows, with the questions met so far: somebody may have many answers to one."""

    tx: Tx
    describe: Describe
    questions: dict[QuestionId, Question] = field(default_factory=dict)

    def question(self, question_id: QuestionId) -> Question:
        if question_id not in self.questions:
            row = self.tx.execute(f"SELECT {QUESTION} FROM question q WHERE q.id = :id", {"id": question_id})[
                0
            ]
            self.questions[question_id] = question_of(row)
        return self.questions[question_id]

    def shown(self, table: str, row: Mapping[str, object]) -> dict[str, object]:
        """Return in words what a row of a table says in codes."""
        if table == "answer":
            return self._answer(row)
        return self._set_up(row) if table == "question" else {}

    def _answer(self, row: Mapping[str, object]) -> dict[str, object]:
        question = self.question(QuestionId(_int(row["question_id"])))
        label, value = row["label"], row["value"]
        given = value_of(None if label is None else _int(label), None if value is None else str(value))
        return {"shown_answer": None if given is None else question.write(given)}

    def _set_up(self, row: Mapping[str, object]) -> dict[str, object]:
        question = self.question(QuestionId(_int(row["id"])))
        project = find_project(self.tx, ProjectId(_int(row["project_id"])))
        if project is not None and project.question.id == question.id:
            # What is set up of a draft is not in the row yet.
            question = project.question
        nothing = row["nothing_code"]
        return {
            "shown_set_up": self.describe(question),
            "shown_nothing": None if nothing is None else question.write(_int(nothing)),
        }


def _rows(
    reading: _Reading, name: str, table: Table, contributor_id: ContributorId
) -> Iterator[Mapping[str, object]]:
    columns = ", ".join(
        [
            *(_column(column, table.columns[column]) for column in table.given_columns),
            *(f"{sql} AS shown_{key}" for key, sql in (table.more or {}).items()),
        ]
    )
    for row in reading.tx.each(f"SELECT {columns} FROM {name} WHERE {table.of}", {"id": contributor_id}):
        given = {key: row[key] for key in row.keys()}  # noqa: SIM118 - a sqlite3.Row iterates over values
        yield given | {key: _read(given[key]) for key in table.documents} | reading.shown(name, given)


def _read(document: object) -> object:
    return None if document is None else json.loads(str(document))


def _int(stored: object) -> int:
    return int(str(stored))


def _column(name: str, holds: Is) -> str:
    """Return the SQL of a column: of two ids in a row, only the person's own."""
    return f'CASE WHEN "{name}" = :id THEN "{name}" END AS "{name}"' if holds is Is.SELF else f'"{name}"'
