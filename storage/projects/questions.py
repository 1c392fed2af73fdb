"""Questions, and how their answers are stored: the code of an option as a number, anything else as JSON."""

import json
from collections.abc import Sequence
from functools import lru_cache

from crowd.ids import ProjectId, QuestionId
from crowd.kinds import Value, kind_named
from crowd.kinds.kind import Kind
from crowd.kinds.question import Condition, Op, Question
from storage.tx import Record, Row, Tx

#: What `question_of` reads, of a question that is called q.
QUESTION = (
    "q.id AS question_id, q.kind AS question_kind, q.text AS question_text, q.config AS question_config, "
    "q.position AS question_position, q.conditions AS question_conditions"
)

#: Picks a project's first question, called q. Each place that uses this assumes that a project asks
#: one question.
FIRST_QUESTION = "q.position = 0"


def question_of(row: Row | Record) -> Question:
    """Return the question in a row that has the columns of `QUESTION`."""
    kind = kind_named(row["question_kind"])
    return Question(
        id=QuestionId(row["question_id"]),
        kind=kind,
        text=row["question_text"],
        config=kind.read_config(row["question_config"]),
        position=row["question_position"],
        conditions=read_conditions(row["question_conditions"]) if row["question_conditions"] else (),
    )


@lru_cache(maxsize=1000)
def read_conditions(text: str) -> tuple[Condition, ...]:
    """Return conditions as `write_conditions` wrote them."""
    return tuple(
        Condition(position=position, op=Op(op), value=value) for position, op, value in json.loads(text)
    )


def write_conditions(conditions: Sequence[Condition]) -> str | None:
    """Return how conditions are stored; None if there are none."""
    listed = [[one.position, one.op, one.value] for one in conditions]
    return json.dumps(listed, ensure_ascii=False) if listed else None


def find_question(tx: Tx, project_id: ProjectId) -> Question:
    """Return the question of a project that must exist.

    Raises:
        LookupError: It does not exist.
    """
    row = tx.one(
        f"SELECT {QUESTION} FROM question q WHERE q.project_id = :project AND {FIRST_QUESTION}",
        {"project": project_id},
    )
    if row is None:
        raise LookupError(project_id)
    return question_of(row)


def list_questions(tx: Tx, project_id: ProjectId) -> list[Question]:
    """Return the questions of a project, in their order."""
    rows = tx.execute(
        f"SELECT {QUESTION} FROM question q WHERE q.project_id = :project ORDER BY q.position",
        {"project": project_id},
    )
    return [question_of(row) for row in rows]


def value_of(label: int | None, value: str | None) -> Value | None:
    """Return what is stored as a label or as JSON; None if it is neither."""
    return label if value is None else json.loads(value)


def stored(value: Value | None, kind: Kind) -> dict[str, object]:
    """Return the parameters `label` and `value` that store a value."""
    if value is None or kind.has_codes:
        return {"label": value, "value": None}
    return {"label": None, "value": json.dumps(value, ensure_ascii=False)}
