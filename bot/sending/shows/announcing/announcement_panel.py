"""An announcement as its author sees it, with its state at the time of sending."""

from dataclasses import replace

from bot.sending.planned import After, Planned
from bot.sending.show import Tools
from crowd.ids import AnnouncementId
from handlers.announcing.screens import panel
from storage.announcing.announcements import (
    announcement_shown,
    find_announcement,
    set_announcement_message,
)
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.announcing.read_announcement import read_announcement


class AnnouncementPanel:
    """Edits the announcement's panel in place, or sends it."""

    type = OutType.ANNOUNCEMENT_PANEL

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read an announcement, and plan to show its panel."""
        announcement_id, at = AnnouncementId(row.ref), self._tools.clock()
        view, texts = await self._tools.look(
            row, read_announcement, announcement_id, terms=self._tools.terms, at=at
        )
        if view is None:
            return None
        stands_in, version = view.announcement.message_id, view.announcement.version

        def shown(message_id: int) -> After:
            return lambda tx: announcement_shown(
                tx,
                announcement_id,
                message_id=message_id,
                version=version,
                is_new=message_id != stands_in,
                at=at,
            )

        planned = self._tools.showing.show(
            row,
            panel(view, texts),
            shown,
            message_id=stands_in,
            lost=lambda tx: set_announcement_message(tx, announcement_id, None),
        )
        # Somebody who deleted it does not want it back; /projects shows it again.
        return replace(planned, comes_back=False)

    @staticmethod
    def is_repeatable(tx: Tx, row: OutRow) -> bool:
        """Tell whether the panel has a message to edit."""
        announcement = find_announcement(tx, AnnouncementId(row.ref))
        return announcement is not None and announcement.message_id is not None
