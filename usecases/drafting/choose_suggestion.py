"""Stores one of the suggested answers to a step of the dialogue."""

from collections.abc import Sequence

from crowd.errors import Conflict
from crowd.ids import ContributorId, ProjectId
from storage.conversation.typed import Purpose, forget_typed
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.conversation.read_views import read_dialogue
from usecases.drafting.answer_draft import answer_draft
from usecases.drafting.suggest_answers import suggest_answers
from usecases.terms import Terms


def choose_suggestion(
    tx: Tx,
    project_id: ProjectId,
    step: str,
    choice: int,
    *,
    presets: Sequence[str],
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Store suggestion number `choice` as the answer to `step`; `presets` are sets of options in their language.

    Raises:
        NotRequester: They are not a requester, or not any more.
        Conflict: The dialogue has moved on: the button is old.
    """
    check_requester(tx, by, terms=terms)
    view = read_dialogue(tx, by, project_id)
    choices = suggest_answers(view, presets) if view and view.step == step else []
    if choice >= len(choices):
        raise Conflict
    forget_typed(tx, by, Purpose.STEP, ref=project_id, part=step)
    answer_draft(
        tx,
        choices[choice],
        by=by,
        step=step,
        project_id=project_id,
        terms=terms,
        at=at,
    )
