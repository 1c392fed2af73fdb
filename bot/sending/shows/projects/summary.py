"""A project's results in a few lines."""

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools
from crowd.ids import ProjectId
from handlers.projects.summary_screens import summary
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.projects.read_summary import read_summary


class Summary:
    """Sends the summary."""

    type = OutType.SUMMARY

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read a project's results, and plan to send them."""
        view = await self._tools.database.snapshot(read_summary, ProjectId(row.ref))
        if view is None:
            return None
        return self._tools.showing.send(row, summary(view, await self._tools.texts(row)), nothing)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
