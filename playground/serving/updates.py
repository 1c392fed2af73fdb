"""The queue of updates: what happened in the chats, kept until the bot confirms it."""

import math
import random
from asyncio import Future, get_running_loop
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from playground.chats.queries import Presses
from playground.clock import Clock
from playground.errors import ApiError, conflict
from playground.serving.faults import Faults, FaultType
from playground.serving.pending import Pending, Update
from playground.watching import Watchers
from playground.wire import JsonObject

__all__ = ["Confirmed", "Forgotten", "Given", "Update", "UpdateQueue"]

#: Telegram drops an unread update after 24 hours.
RETENTION_S = 24 * 3600
#: After a week without updates, Telegram continues from a new random number.
_QUIET_S = 7 * 24 * 3600
MAX_POLL_S = 50
MAX_BATCH = 100
#: Between two polls, a bot is away briefly to handle updates; after more than this, nobody is listening.
_BETWEEN_POLLS_S = 3.0
#: Capacity of Telegram's own queue; further updates are dropped.
MAX_PENDING = 100_000
#: Kinds that Telegram does not send unless the bot asks for them by name.
_ONLY_WHEN_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Updates on their way to the bot, `by` poll or webhook."""

    ids: list[int]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Updates that the bot has received."""

    ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """Updates that the bot will never receive: "expired", "dropped" at its request, or the queue was "full"."""

    ids: list[int]
    why: str


@dataclass(slots=True, kw_only=True)
class UpdateQueue:
    """Updates in order, starting at the oldest unconfirmed one; all times come from the clock."""

    clock: Clock
    rng: random.Random
    presses: Presses
    faults: Faults
    watchers: Watchers
    pending: Pending = field(default_factory=Pending)
    allowed: frozenset[str] = frozenset()
    next_id: int = 0
    last_at: float = 0.0
    #: Updates that a fault delivers once more after they were confirmed.
    twice: set[int] = field(default_factory=set)
    _poll: Future[None] | None = None
    _polled_at: float = -math.inf

    def __post_init__(self) -> None:
        """Start at a random id."""
        self.next_id = self._random_id()
        self.last_at = self.clock()

    def _random_id(self) -> int:
        return self.rng.randrange(10_000_000, 1_000_000_000)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is waiting now."""
        return self._poll is not None

    @property
    def is_listened_to(self) -> bool:
        """Whether a bot is polling, even if it is handling the updates from the last poll right now."""
        return self.is_polled or self.clock() - self._polled_at < _BETWEEN_POLLS_S

    def put(self, kind: str, content: JsonObject) -> int | None:
        """Queue an update and return its id; None if the bot did not ask for this kind.

        A fault may delay it, which also returns None, or duplicate it.
        """
        if kind not in self.allowed if self.allowed else kind in _ONLY_WHEN_NAMED:
            return None
        if not self.faults:
            return self._queue(kind, content).id
        return self._put_with_faults(kind, content)

    def _put_with_faults(self, kind: str, content: JsonObject) -> int | None:
        chat_id = Update(id=0, kind=kind, content=content, expires_at=0).chat_id
        late = self.faults.of_update(FaultType.DELAY, kind, chat_id)
        if late is not None:
            self.clock.call_later(late.lasts_s, lambda: self._queue_late(kind, content))
            return None
        update = self._queue(kind, content)
        if self.faults.of_update(FaultType.DUPLICATE, kind, chat_id):
            self.twice.add(update.id)
        if kind == "callback_query" and self.faults.of_update(FaultType.DOUBLE_TAP, kind, chat_id):
            self._tap_again(content)
        return update.id

    def _queue_late(self, kind: str, content: JsonObject) -> None:
        self._queue(kind, content)

    def _tap_again(self, query: JsonObject) -> None:
        # Not from the usual source of ids, because a fault must not change the ids of everything after it.
        query_id = str(int(str(query["id"])) ^ 1)
        sender = query["from"]
        self.presses.add(query_id, int(sender["id"]) if isinstance(sender, dict) else 0)
        self._queue("callback_query", query | {"id": query_id})

    def _queue(self, kind: str, content: JsonObject) -> Update:
        now = self.clock()
        self.forget_expired()
        if now - self.last_at >= _QUIET_S:
            self.next_id = self._random_id()
        self.last_at = now
        update = Update(id=self.next_id, kind=kind, content=content, expires_at=now + RETENTION_S)
        self.next_id += 1
        if len(self.pending) >= MAX_PENDING:
            self.watchers.tell("forgotten", Forgotten(ids=[update.id], why="full"))
            return update
        self.pending.append(update)
        self.watchers.tell("update", update)
        self.end_polls()
        return update

    async def poll(self, *, offset: int, limit: int, wait_s: float) -> list[Update]:
        """Confirm updates before `offset`, then return the oldest ones, waiting for a first one if needed.

        A negative `offset` keeps only that many of the newest updates. The same updates are returned again until a
        later poll confirms them.

        Raises:
            ApiError: Another poll arrived while this one was waiting.
        """
        self.end_polls(
            conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        )
        self.forget_expired()
        self._confirm_before(offset)
        if not self.pending and wait_s > 0:
            await self._wait(min(wait_s, MAX_POLL_S))
            self.forget_expired()
        self._polled_at = self.clock()
        size = limit if 1 <= limit <= MAX_BATCH else MAX_BATCH
        return self._give(list(islice(self.pending, size)))

    async def _wait(self, wait_s: float) -> None:
        poll = self._poll = get_running_loop().create_future()
        alarm = self.clock.call_later(wait_s, lambda: _finish(poll))
        try:
            await poll
        finally:
            alarm.cancel()
            if self._poll is poll:
                self._poll = None

    def _give(self, batch: list[Update]) -> list[Update]:
        if self.faults:
            batch = [batch[place] for place in self.faults.draw_order(len(batch))]
        if batch:
            self.watchers.tell("given", Given(ids=[update.id for update in batch], by="poll"))
        return batch

    def _confirm_before(self, offset: int) -> None:
        kept = -offset if offset < 0 else None
        ids: list[int] = []
        for update in self.pending:
            if update.id >= offset if kept is None else len(self.pending) - len(ids) <= kept:
                break
            ids.append(update.id)
        self.confirm(ids)

    def confirm(self, ids: Iterable[int]) -> None:
        """Remove updates that the bot has received; those duplicated by a fault come once more, before all others."""
        taken = [self.pending.take(update_id) for update_id in ids]
        confirmed = [update for update in taken if update is not None]
        if not confirmed:
            return
        self.watchers.tell("confirmed", Confirmed(ids=[update.id for update in confirmed]))
        for update in reversed(confirmed if self.twice else ()):
            if update.id in self.twice:
                self.twice.discard(update.id)
                self.pending.put_first(update)

    def forget_expired(self) -> None:
        """Drop updates that have waited for 24 hours."""
        now = self.clock()
        ids: list[int] = []
        for update in self.pending:
            if update.expires_at > now:
                break
            ids.append(update.id)
        self._forget(ids, "expired")

    def drop_pending(self) -> None:
        """Drop all waiting updates."""
        self._forget([update.id for update in self.pending], "dropped")

    def _forget(self, ids: list[int], why: str) -> None:
        for update_id in ids:
            self.pending.take(update_id)
            self.twice.discard(update_id)
        if ids:
            self.watchers.tell("forgotten", Forgotten(ids=ids, why=why))

    def end_polls(self, reason: ApiError | None = None) -> None:
        """Make a waiting poll fail with `reason`, or return nothing without one."""
        if self._poll is None:
            return
        if reason is None:
            _finish(self._poll)
        elif not self._poll.done():
            self._poll.set_exception(reason)


def _finish(poll: Future[None]) -> None:
    if not poll.done():
        poll.set_result(None)
