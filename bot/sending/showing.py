"""Sends a message or edits an older one; as plain text if Telegram cannot read its markup."""

from collections.abc import Callable

from telegram.error import BadRequest

from bot.sending.calls import Calls
from bot.sending.planned import After, Planned
from handlers.message import Message
from storage.conversation.outbox import OutRow, Priority


class Showing:
    """Plans the calls that show a message."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def show(
        self,
        row: OutRow,
        message: Message,
        shown: Callable[[int], After],
        *,
        message_id: int | None,
        lost: After | None = None,
    ) -> Planned:
        """Edit a message in place, or send it if there is none."""
        if message_id is None:
            return self.send(row, message, shown)

        async def call() -> After:
            try:
                await self._calls.edit(row.chat_id, message_id, message, html=True)
            except BadRequest as error:
                if "not modified" not in str(error):
                    if not is_about_markup(error):
                        raise
                    await self._calls.edit(row.chat_id, message_id, message, html=False)
            return shown(message_id)

        return Planned(call=call, repeatable=True, lost=lost)

    def send(self, row: OutRow, message: Message, shown: Callable[[int], After]) -> Planned:
        """Send a new message, for Stars if the row is paid for."""
        paid = row.priority is Priority.PAID

        async def call() -> After:
            try:
                message_id = await self._calls.send(row.chat_id, message, html=True, paid=paid)
            except BadRequest as error:
                if not is_about_markup(error):
                    raise
                message_id = await self._calls.send(row.chat_id, message, html=False, paid=paid)
            return shown(message_id)

        return Planned(call=call, repeatable=False)


def is_about_markup(error: BadRequest) -> bool:
    """Return whether Telegram could not read a message's markup."""
    # The library makes the first letter a capital.
    return "can't parse" in str(error).casefold()
