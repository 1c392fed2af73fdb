"""The known answers of all tasks, as the playground's crowd reads them beside the running bot."""

import json
from dataclasses import dataclass

from storage.projects.questions import QUESTION, question_of, value_of
from storage.tx import Row, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """A task whose answer its requester knows.

    Attributes:
        question: The question that people read.
        content: The columns that they see, by name.
        answer: The right answer, as people read it.
    """

    question: str
    content: dict[str, str]
    answer: str


def list_known_answers(tx: Tx, *, limit: int) -> list[KnownAnswer]:
    """Return known answers, those of the newest tasks first."""
    rows = tx.execute(
        f"""
        SELECT {QUESTION}, t.content, g.label, g.value FROM gold g
        JOIN task t ON t.id = g.task_id
        JOIN question q ON q.id = g.question_id
        ORDER BY t.id DESC LIMIT :limit
        """,
        {"limit": limit},
    )
    return [_known(row, json.loads(row["content"])) for row in rows]


def _known(row: Row, content: dict[str, str]) -> KnownAnswer:
    question = question_of(row).of_task(content)
    answer = question.write(value_of(row["label"], row["value"]))
    return KnownAnswer(question=question.text, content=content, answer=answer)
