"""Takes due messages from the outbox for the sender; paid ones only as far as the month's Stars allow."""

from dataclasses import dataclass

from crowd.announcing.fares import FareEnd, day_of
from storage.announcing.stars import reserve
from storage.conversation.claims import claim_out, claim_paced
from storage.conversation.outbox import OutRow, Priority, is_due
from storage.tx import Tx
from usecases.announcing.paying.account import account
from usecases.announcing.paying.end_fares import end_fares
from usecases.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many messages a sender can take.

    Attributes:
        free: The most free messages.
        pushes: The most of these that nobody waits for; None for any number.
        paid: The most paid messages, beside the free ones; None if nothing is paid for.
        counted: The most free messages that Telegram's limits allow; None for any number.
        later: The most of these that have others before them in their chat; None for any number.
        busy: Chats that can be sent nothing now.
    """

    free: int
    pushes: int | None
    paid: int | None
    counted: int | None = None
    later: int | None = None
    busy: frozenset[int] = frozenset()


def take_messages(tx: Tx, room: Room, *, terms: Terms, now: int, lease_id: int) -> list[OutRow]:
    """Take what is due, most urgent first, and reserve a tenth of a Star for each paid message in this transaction."""
    rows: list[OutRow] = []
    limit = room.free if room.counted is None else min(room.free, room.counted)
    if limit > 0:
        rows = claim_paced(
            tx,
            now=now,
            limit=limit,
            pushes=room.pushes,
            lease_id=lease_id,
            later=room.later,
            busy=room.busy,
        )
    if room.paid:
        rows += _take_paid(tx, room.paid, terms=terms, now=now, lease_id=lease_id)
    return rows


def _take_paid(tx: Tx, limit: int, *, terms: Terms, now: int, lease_id: int) -> list[OutRow]:
    if not is_due(tx, Priority.PAID, now=now):
        return []
    left = account(tx, terms=terms, at=now).left
    if not left:
        end_fares(tx, FareEnd.BUDGET, at=now)
        return []
    day = day_of(now)
    rows = claim_out(
        tx,
        now=now,
        limit=min(limit, left),
        best=Priority.PAID,
        worst=Priority.PAID,
        lease_id=lease_id,
        stars_day=day,
    )
    reserve(tx, len(rows), day=day)
    return rows
