"""Decides how many messages the sender can claim, from the calls in flight and the pacing. Paid messages have a lane of
their own, so that they get in nobody's way.
"""

from collections.abc import Sequence

from bot.sending.pacing import Pacing, Traffic
from storage.conversation.outbox import OutRow, Priority
from usecases.conversation.take_messages import Room

#: The most calls in flight: enough for 2,000 a second at 80 ms.
IN_FLIGHT = 160
#: The most paid calls in flight, beside those: enough for 1,000 a second at 90 ms.
PAID_IN_FLIGHT = 96
#: How long to wait if something is due and nothing says why it cannot be claimed.
_PUZZLED_S = 0.1


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
        self._counted_wait_until = 0.0
        self._later_wait_until = 0.0
        self._busy_until = float("inf")
        #: Chats of which one more row waits behind the one that is being sent.
        self._crowded: set[int] = set()

    def room(self, now: float) -> Room:
        """Return how many messages can be claimed."""
        self._pushes_wait_until = self._pacing.pushes_ready_at(now)
        self._paid_waits_until = self._pacing.paid_ready_at(now)
        self._counted_wait_until = self._pacing.replies_ready_at(now)
        self._later_wait_until = self._pacing.later_ready_at(now)
        busy, self._busy_until = self._pacing.busy_chats(now)
        return Room(
            free=max(0, IN_FLIGHT - self._n_free),
            pushes=self._pacing.pushes_now(now),
            paid=self._paid_room(now),
            counted=self._pacing.replies_now(now),
            later=self._pacing.later_now(now),
            busy=frozenset(busy) | self._crowded,
        )

    def crowd(self, chat_id: int) -> None:
        """Claim nothing more for a chat until it is at the last of its rows: who is slow takes few places."""
        self._crowded.add(chat_id)

    def thin_out(self, chat_id: int) -> bool:
        """Claim for a chat again; return True if more may have been waiting for that."""
        was_crowded = chat_id in self._crowded
        self._crowded.discard(chat_id)
        return was_crowded

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

    def waits_s(self, room: Room, now: float) -> float:
        """Return for how many seconds what is due has to wait for room in a lane, or for its chat."""
        waits = [self._busy_until - now]
        if room.counted == 0:
            waits.append(self._counted_wait_until - now)
        if room.later == 0:
            waits.append(self._later_wait_until - now)
        if room.pushes == 0:
            waits.append(self._pushes_wait_until - now)
        if room.paid == 0 and self._paid_waits_until > now:
            waits.append(self._paid_waits_until - now)
        if room.free == 0 or self._crowded:
            # The sender is woken when there is a place.
            return min(waits)
        return _PUZZLED_S if min(waits) == float("inf") else min(waits)

    def _paid_room(self, now: float) -> int | None:
        if not self._pays:
            return None
        paced = self._pacing.paid_now(now)
        places = max(0, PAID_IN_FLIGHT - self._n_paid)
        return places if paced is None else min(paced, places)


def traffic_of(row: OutRow) -> Traffic:
    """Return how a row counts under Telegram's limits."""
    if row.priority is Priority.PAID:
        return Traffic.PAID
    return Traffic.REPLY if row.priority <= Priority.CARD else Traffic.PUSH
