"""An announcement, for one recipient."""

from bot.sending.planned import Held, Planned, nothing
from bot.sending.show import Tools
from crowd.ids import AnnouncementId
from handlers.announcing.screens import news
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.announcing.read_announcement import read_news


class Announcement:
    """Sends the announcement, outside the recipient's quiet hours."""

    type = OutType.ANNOUNCEMENT

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | Held | None:
        """Read an announcement, and plan to send it."""
        now = self._tools.clock()
        view, texts = await self._tools.look(row, read_news, AnnouncementId(row.ref), row.chat_id, at=now)
        if view is None:
            return None
        if view.quiet_until > now:
            # It waited its turn into the person's night.
            return Held(until=view.quiet_until)
        return self._tools.showing.send(row, news(view, texts), nothing)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
