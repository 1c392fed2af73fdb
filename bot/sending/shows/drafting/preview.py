"""A task as contributors will see it."""

from bot.sending.planned import After, Planned
from bot.sending.show import Tools, number_in
from crowd.ids import ProjectId
from handlers.projects.panels import preview
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.drafting.previews import Preview as Shown
from storage.tx import Tx
from usecases.drafting.preview_task import preview_shown, read_preview


class Preview:
    """Sends a task of a draft, or shows the next one in place."""

    type = OutType.PREVIEW

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read a task, and plan to show it."""
        project_id, chat_id = ProjectId(row.ref), row.chat_id
        view, texts = await self._tools.look(row, read_preview, project_id, number_in(row, "skip") or 0)
        if view is None:
            return None

        def shown(message_id: int) -> After:
            now_shown = Shown(chat_id=chat_id, project_id=project_id, message_id=message_id)
            return lambda tx: preview_shown(tx, now_shown, at=self._tools.clock())

        return self._tools.showing.show(
            row, preview(project_id, view, texts), shown, message_id=number_in(row, "message_id")
        )

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
