"""Projects that ask several questions, which tests launch from a draft, and answering them as a press does."""

import json
from collections.abc import Sequence
from dataclasses import replace

from crowd.deciding.policy import StopRule
from crowd.ids import ProjectId
from crowd.kinds import kind_named
from crowd.kinds.question import Condition, Op
from crowd.projects.draft import DraftQuestion
from storage.drafting.drafts import find_draft, put_draft
from storage.tx import Tx


def asked(
    text: str,
    *options: str,
    fewest: int = 2,
    most: int = 2,
    only_if: tuple[int, Op, object] | None = None,
    target: float = 0.999,
) -> DraftQuestion:
    """A choice of options; a whole number from 0 on if there are none."""
    kind = kind_named("one_of" if options else "number")
    config = {"options": list(options)} if options else {"low": 0}
    conditions = ()
    if only_if is not None:
        conditions = (Condition(position=only_if[0], op=only_if[1], value=only_if[2]),)
    base = json.loads(kind.write_config(kind.read_config("{}")))
    return DraftQuestion(
        kind=kind,
        text=text,
        config=kind.read_config(json.dumps(base | config)),
        rule=StopRule(target=target, min_answers=fewest, max_answers=most),
        conditions=conditions,
    )


def ask(tx: Tx, project_id: ProjectId, questions: Sequence[DraftQuestion], *, at: int) -> None:
    """Let a draft ask these questions."""
    draft = find_draft(tx, project_id)
    if draft is None:
        raise LookupError(project_id)
    put_draft(tx, project_id, replace(draft, questions=tuple(questions)), at=at)
