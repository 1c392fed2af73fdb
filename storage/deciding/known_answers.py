"""The known answers of all tasks, as the playground's crowd reads them beside the running bot."""

import json
from dataclasses import dataclass

from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """A task whose answer its requester knows.

    Attributes:
        question: The question that people read.
        content: The columns that they see, by name.
        option: The right option.
    """

    question: str
    content: dict[str, str]
    option: str


def list_known_answers(tx: Tx, *, limit: int) -> list[KnownAnswer]:
    """Return known answers, those of the newest tasks first."""
    rows = tx.execute(
        """
        SELECT q.text, t.content, o.key FROM gold g
        JOIN task t ON t.id = g.task_id
        JOIN question q ON q.id = g.question_id
        JOIN option o ON o.question_id = g.question_id AND o.code = g.label
        ORDER BY t.id DESC LIMIT :limit
        """,
        {"limit": limit},
    )
    return [
        KnownAnswer(question=row["text"], content=json.loads(row["content"]), option=row["key"])
        for row in rows
    ]
