"""What contributors report about a project, for one admin."""

from bot.sending.planned import After, Planned
from bot.sending.show import Tools
from crowd.ids import ContributorId, ProjectId
from handlers.governing.oversight_screens import project_overseen
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.governing.task_reports import report_message, set_report_message
from storage.tx import Tx
from usecases.governing.overseeing.read_projects import OneView, read_one


class Reported:
    """Edits the message in which an admin follows the reports of a project, or sends it."""

    type = OutType.REPORTED

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read what is reported, and plan to show it."""
        project_id, admin_id = ProjectId(row.ref), row.chat_id
        (view, message_id), texts = await self._tools.look(row, _read, project_id, admin_id)
        if view is None:
            return None

        def shown(message_id: int) -> After:
            return lambda tx: set_report_message(tx, project_id, admin_id, message_id)

        return self._tools.showing.show(
            row,
            project_overseen(view, texts, alert=True),
            shown,
            message_id=message_id,
            lost=lambda tx: set_report_message(tx, project_id, admin_id, None),
        )

    @staticmethod
    def is_repeatable(tx: Tx, row: OutRow) -> bool:
        """Tell whether there is a message to edit."""
        return report_message(tx, ProjectId(row.ref), row.chat_id) is not None


def _read(tx: Tx, project_id: ProjectId, admin_id: ContributorId) -> tuple[OneView | None, int | None]:
    return read_one(tx, project_id), report_message(tx, project_id, admin_id)
