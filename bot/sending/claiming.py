"""Claims rows of the outbox, and reads in the same transaction what sending them needs next.

A separate read would be one more hop into a thread. Nearly all rows are a card or the reply to a press, and the words
of that reply are in its row.
"""

from dataclasses import dataclass

from handlers.texts import DEFAULT_LOCALE, Texts, texts_in
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, next_due
from storage.tx import Tx
from usecases.conversation.read_views import CardView, read_card
from usecases.conversation.take_messages import Room, take_messages
from usecases.terms import Terms

#: Mistakes of our own; a failing disk is not one of them, and affects all rows.
_MISTAKES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

#: A card to show, if there is one, with the language to show it in.
Seen = tuple[CardView | None, Texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The rows that were claimed.

    Attributes:
        rows: The rows, each with what it shows if that was read.
        next_due: When the next row is due; None if there is none.
        is_more_due: Whether there are more that are due by now, for which there was no room.
    """

    rows: list[tuple[OutRow, Seen | None]]
    next_due: int | None
    is_more_due: bool = False


#: The claim if there is no room.
NOTHING = Claim(rows=[], next_due=None)


def claim(tx: Tx, room: Room, *, terms: Terms, now: int, lease_id: int) -> Claim:
    """Claim what is due, as far as there is room."""
    rows = take_messages(tx, room, terms=terms, now=now, lease_id=lease_id)
    due = next_due(tx)
    is_more_due = due is not None and due <= now
    return Claim(
        rows=[(row, _see(tx, row, at=now) if row.type is OutType.CARD else None) for row in rows],
        next_due=next_due(tx, after=now) if is_more_due else due,
        is_more_due=is_more_due,
    )


def _see(tx: Tx, row: OutRow, *, at: int) -> Seen | None:
    try:
        return see_card(tx, row, at=at)
    except _MISTAKES:
        # The row is read again when its turn comes, and then fails alone.
        return None


def see_card(tx: Tx, row: OutRow, *, at: int) -> Seen:
    """Read a card."""
    view = read_card(tx, row.chat_id, at=at)
    return view, texts_in((view.locale if view else None) or DEFAULT_LOCALE)
