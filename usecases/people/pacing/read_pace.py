"""Reads somebody's pace, for the message about it."""

from dataclasses import dataclass

from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState
from crowd.people.pace import Activity, Pace
from crowd.projects.topics import Tastes
from storage.people.contributors import find_contributor
from storage.people.paces import find_pause_until
from storage.projects.tastes import find_tastes
from storage.tx import Tx
from usecases.answering.show_card import pace_of
from usecases.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceView:
    """Somebody's pace, for the message about it."""

    pace: Pace
    activity: Activity
    tastes: Tastes
    is_paused: bool = False
    paused_until: int | None = None  #: when a pause ends by itself


def read_pace(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> PaceView:
    """Return somebody's pace."""
    pace, activity = pace_of(tx, contributor_id, terms=terms)
    contributor = find_contributor(tx, contributor_id)
    return PaceView(
        pace=pace,
        activity=activity,
        tastes=find_tastes(tx, contributor_id),
        is_paused=contributor is not None and contributor.state is ContributorState.PAUSED,
        paused_until=find_pause_until(tx, contributor_id),
    )
