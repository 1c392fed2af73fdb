"""Decides how many messages the sender can claim, from the calls in flight and the pacing. Paid messages have a lane of
their own, so that they get in nobody's way.
"""

from collections.abc import Sequence

from bot.pacing import Kind, Pacing
from storage.outbox import OutKind, OutRow, Priority
from usecases.take_messages import Room

#: The most calls in flight: enough for 2,000 a second at 80 ms.
IN_FLIGHT = 160
#: The most paid calls in flight, beside those: enough for 1,000 a second at 90 ms.
PAID_IN_FLIGHT = 96


class Lanes:
    """Counts what has been claimed and has not ended."""

    def __init__(self, pacing: Pacing, *, pays: bool) -> None:
        self._pacing = pacing
        self._pays = pays
        self._n_free = 0
        self._n_paid = 0
        #: No push, and nothing paid, is looked for before then.
        self._pushes_wait_until = 0.0
        self._paid_waits_until = 0.0

    def room(self, now: float) -> Room:
        """Return how many messages can be claimed."""
        self._pushes_wait_until = self._pacing.pushes_ready_at(now)
        self._paid_waits_until = self._pacing.paid_ready_at(now)
        return Room(
            free=max(0, IN_FLIGHT - self._n_free),
            pushes=self._pacing.pushes_now(now),
            paid=self._paid_room(now),
        )

    def take_on(self, rows: Sequence[OutRow]) -> None:
        """Count what was claimed."""
        n_paid = sum(row.priority is Priority.PAID for row in rows)
        self._n_paid += n_paid
        self._n_free += len(rows) - n_paid

    def give_up(self, row: OutRow) -> bool:
        """Count what has ended; return True if others may have been waiting for its place."""
        if row.priority is Priority.PAID:
            self._n_paid -= 1
            return self._n_paid == PAID_IN_FLIGHT - 1
        self._n_free -= 1
        return self._n_free == IN_FLIGHT - 1

    def may_have_more(self, room: Room, rows: Sequence[OutRow]) -> bool:
        """Return whether more may be due than was claimed, and could be claimed."""
        n_paid = sum(row.priority is Priority.PAID for row in rows)
        n_free = len(rows) - n_paid
        return bool((n_free and (n_free == room.free or room.pushes)) or (n_paid and n_paid == room.paid))

    def waits_s(self, room: Room, now: float) -> float:
        """Return how many seconds to wait for a lane without room; infinity if every lane had room."""
        waits = [float("inf")]
        if room.pushes == 0:
            waits.append(self._pushes_wait_until - now)
        if room.paid == 0 and self._paid_waits_until > now:
            waits.append(self._paid_waits_until - now)
        return min(waits)

    def _paid_room(self, now: float) -> int | None:
        if not self._pays:
            return None
        paced = self._pacing.paid_now(now)
        places = max(0, PAID_IN_FLIGHT - self._n_paid)
        return places if paced is None else min(paced, places)


def pacing_kind(row: OutRow) -> Kind:
    """Return how a row counts under Telegram's limits."""
    if row.kind is OutKind.CALLBACK:
        return Kind.FREE
    if row.priority is Priority.PAID:
        return Kind.PAID
    return Kind.REPLY if row.priority <= Priority.CARD else Kind.PUSH
