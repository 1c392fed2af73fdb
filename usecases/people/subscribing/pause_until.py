"""Says when a pause ends by itself."""

from crowd.ids import DAY
from crowd.people.contributors import ContributorState
from crowd.people.visitors import Visitor
from storage.people.paces import set_pause_until
from storage.tx import Tx
from usecases.people.subscribing.meet import come_back, meet

#: The most days that a pause can last and still end by itself.
MOST_PAUSE_DAYS = 366


def pause_until(tx: Tx, visitor: Visitor, *, days: int, at: int) -> bool:
    """End a pause after some days, or with 0 only on request; return False if they are not paused."""
    contributor = come_back(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state is not ContributorState.PAUSED:
        return False
    set_pause_until(tx, visitor.id, at + min(days, MOST_PAUSE_DAYS) * DAY if days else None)
    return True
