"""Stores how long somebody's pause lasts."""

from crowd.people.visitors import Visitor
from storage.tx import Tx
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.show_pace import show_pace
from usecases.people.subscribing.pause_until import pause_until


def choose_pause(tx: Tx, visitor: Visitor, *, days: int, at: int) -> bool:
    """Store how long a pause lasts (see `pause_until`), and show it in the message whose button was pressed."""
    done = pause_until(tx, visitor, days=days, at=at)
    show_pace(tx, visitor, screen=PaceScreen.PAUSED, at=at)
    return done
