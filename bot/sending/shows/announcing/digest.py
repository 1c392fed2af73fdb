"""What there is for somebody to do, and what happened to their answers."""

from bot.sending.planned import Held, Planned, nothing
from bot.sending.show import Tools
from handlers.announcing.digests import digest
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.announcing.send_digests import read_digest


class Digest:
    """Sends the digest, outside the recipient's quiet hours."""

    type = OutType.DIGEST

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | Held | None:
        """Read how to write to somebody, and plan to send their digest."""
        now = self._tools.clock()
        view, texts = await self._tools.look(row, read_digest, row.chat_id, at=now)
        if view is None:
            return None
        if view.quiet_until > now:
            # It waited its turn into the person's night.
            return Held(until=view.quiet_until)
        return self._tools.showing.send(row, digest(row.body, texts, backs_off=view.backs_off), nothing)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
