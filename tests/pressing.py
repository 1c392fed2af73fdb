"""Use cases that a press leads to, run in a test as the bot runs them: with the pressed message taken in first."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from crowd.ids import ContributorId
from crowd.people.visitors import Visitor
from storage.tx import Spot, Tx
from usecases.answering.change_answer import change_answer, open_change
from usecases.answering.more_time import more_time
from usecases.answering.press_answer import press_answer
from usecases.answering.record_answer import record_answer
from usecases.answering.skip_task import skip_task
from usecases.answering.turn_card import turn_card
from usecases.conversation.take_press import take_press
from usecases.governing.report_task import report_task
from usecases.terms import Terms

T = TypeVar("T")

#: What the buttons of a card ask for.
_ON_CARD: frozenset[Callable[..., Any]] = frozenset(
    {
        change_answer,
        more_time,
        open_change,
        press_answer,
        record_answer,
        report_task,
        skip_task,
        turn_card,
    }
)


def run(
    connection: sqlite3.Connection,
    unit: Callable[..., T],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    *,
    pressed: int | None,
) -> T:
    """Run a use case; `pressed` is the message whose button asks for it, None if none does."""
    tx = Tx(connection)
    if pressed is not None:
        who = _who(args, kwargs)
        tx = tx.after_press(Spot(who, pressed))
        take_press(
            tx,
            who,
            is_on_card=unit in _ON_CARD,
            is_open_to_banned=True,
            is_for_strangers=True,
            terms=Terms(),
        )
    return unit(tx, *args, **kwargs)


def _who(args: Sequence[Any], kwargs: Mapping[str, Any]) -> ContributorId:
    """Return who presses: the person that a use case is given."""
    who = kwargs.get("by") or next(arg for arg in args if isinstance(arg, Visitor))
    return ContributorId(getattr(who, "id", who))
