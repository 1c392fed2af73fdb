"""Stores what somebody chose on a screen of their pace."""

from dataclasses import replace

from crowd.errors import InvalidInput
from crowd.people.pace import Pace
from crowd.people.visitors import Visitor
from crowd.projects.topics import LANGUAGES, Tastes, Topic, toggled
from storage.conversation.typed import Purpose, forget_typed
from storage.people.paces import find_pace
from storage.projects.tastes import find_tastes, set_tastes
from storage.tx import Tx
from usecases.people.pacing.keep_pace import keep_pace
from usecases.people.pacing.pace_screens import (
    ANNOUNCEMENTS,
    DIGEST_HOURS,
    PUSHES_A_DAY,
    QUIET_HOURS,
    TASKS_A_DAY,
    PaceScreen,
)
from usecases.people.pacing.show_pace import show_pace
from usecases.people.subscribing.meet import meet

#: Screens on which several things can be switched on and off.
_TOGGLES = frozenset({PaceScreen.LANGUAGES, PaceScreen.TOPICS})


def choose_pace(tx: Tx, visitor: Visitor, screen: PaceScreen, choice: int, *, at: int) -> None:
    """Store one of the choices of a screen, and show the overview again.

    Raises:
        InvalidInput: There is no such choice.
    """
    meet(tx, visitor, at=at)
    if screen in _TOGGLES:
        set_tastes(tx, visitor.id, _toggled(find_tastes(tx, visitor.id), screen, choice))
        # They may want to switch more: the screen stays.
        show_pace(tx, visitor, screen=screen, at=at)
        return
    forget_typed(tx, visitor.id, Purpose.PACE, part=screen)
    before, _ = find_pace(tx, visitor.id)
    pace = _chosen(before, screen, choice)
    keep_pace(tx, visitor, pace, before=before, at=at)
    # A digest comes at an hour of theirs, so their clock must be known.
    asks_zone = screen is PaceScreen.DIGEST and pace.digest_at is not None and pace.zone is None
    following = PaceScreen.AREAS if asks_zone else PaceScreen.MAIN
    show_pace(tx, visitor, screen=following, at=at)


def _toggled(tastes: Tastes, screen: PaceScreen, choice: int) -> Tastes:
    try:
        if screen is PaceScreen.LANGUAGES:
            return replace(tastes, unread=toggled(tastes.unread, choice, tuple(LANGUAGES)))
        return replace(tastes, unwanted=toggled(tastes.unwanted, choice, tuple(Topic)))
    except IndexError:
        raise InvalidInput from None


def _chosen(pace: Pace, screen: PaceScreen, choice: int) -> Pace:
    try:
        match screen:
            case PaceScreen.TASKS:
                return replace(pace, tasks_a_day=TASKS_A_DAY[choice])
            case PaceScreen.PUSHES:
                return replace(pace, pushes_a_day=PUSHES_A_DAY[choice])
            case PaceScreen.ANNOUNCEMENTS:
                return replace(pace, announcements=ANNOUNCEMENTS[choice])
            case PaceScreen.DIGEST:
                return replace(pace, digest_at=DIGEST_HOURS[choice])
            case PaceScreen.QUIET:
                quiet = QUIET_HOURS[choice]
                return replace(
                    pace, quiet_from=quiet[0] if quiet else None, quiet_until=quiet[1] if quiet else None
                )
            case _:
                raise InvalidInput
    except IndexError:
        raise InvalidInput from None
