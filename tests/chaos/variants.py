"""Bots that are broken on purpose, each in one typical way: the checker must find every one of them."""

import asyncio
from collections.abc import Callable
from typing import Any

from telegram.error import BadRequest, NetworkError, TelegramError

import bot.sending.left_behind
from bot.receiving.intake import Intake
from bot.sending.sender import Sender
from storage.conversation.outbox import OutState

#: So long the confirmed updates lie in memory alone: as long as a slow handler takes.
_IN_MEMORY_S = 0.4


def send_then_record() -> None:
    """Nothing is on disk of a message before it was sent, so who is killed in between sends it again."""
    bot.sending.left_behind._is_repeatable = lambda *_: True


def retry_sends() -> None:
    """A message whose end is not known is sent again at once, as most libraries do it."""
    failed = Sender._failed

    async def retried(self: Sender, row: Any, planned: Any, error: Any) -> None:
        # What Telegram refuses it knows: the library counts that among the errors of the network.
        if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
            await failed(self, row, planned, error)
            return
        try:
            after = await planned.call()
        except TelegramError as again:
            await retried(self, row, planned, again)
        else:
            await self._ends.end(row, OutState.SENT, None, after=after)

    Sender._failed = retried  # type: ignore[method-assign]


def confirm_then_store() -> None:
    """Updates are confirmed when they have come, and stored when there is time, as most libraries do it."""
    stored = Intake._stored
    kept: set[asyncio.Task[Any]] = set()

    async def confirmed(self: Intake, updates: Any) -> bool:
        async def later() -> None:
            await asyncio.sleep(_IN_MEMORY_S)
            await stored(self, updates)

        task = asyncio.get_running_loop().create_task(later())
        kept.add(task)
        task.add_done_callback(kept.discard)
        return True

    Intake._stored = confirmed  # type: ignore[method-assign]


VARIANTS: dict[str, Callable[[], None]] = {
    "send-then-record": send_then_record,
    "retry-sends": retry_sends,
    "confirm-then-store": confirm_then_store,
}


def install(name: str) -> None:
    """Break the bot."""
    VARIANTS[name]()
