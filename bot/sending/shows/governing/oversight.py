"""Everybody's projects, what is reported, or what was done, as an admin sees it."""

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools, number_in
from crowd.ids import ProjectId
from handlers.governing.oversight_screens import audit_page, project_list, project_overseen, report_list
from handlers.message import Message
from handlers.texts import DEFAULT_LOCALE, texts_in
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.conversation.read_views import locale_of
from usecases.governing.overseeing.oversee import OverseeScreen
from usecases.governing.overseeing.read_audit import read_audit
from usecases.governing.overseeing.read_projects import read_all_projects, read_one, read_reports


class Oversight:
    """Sends the page that an admin asked for, or turns pages in place."""

    type = OutType.OVERSIGHT

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read a page, and plan to show it."""
        message = await self._tools.database.read(_page, row)
        if message is None:
            return None
        return self._tools.showing.show(row, message, nothing, message_id=number_in(row, "message_id"))

    @staticmethod
    def is_repeatable(_: Tx, row: OutRow) -> bool:
        """Tell whether it edits a message that the row names."""
        return number_in(row, "message_id") is not None


def _page(tx: Tx, row: OutRow) -> Message | None:
    texts = texts_in(locale_of(tx, row.chat_id) or DEFAULT_LOCALE)
    page = number_in(row, "page") or 0
    match OverseeScreen(str(row.body["screen"])):
        case OverseeScreen.PROJECTS:
            return project_list(read_all_projects(tx, page), texts)
        case OverseeScreen.REPORTS:
            return report_list(read_reports(tx, page), texts)
        case OverseeScreen.AUDIT:
            return audit_page(read_audit(tx, page, of=row.ref or None, by=row.chat_id), texts)
        case OverseeScreen.PROJECT:
            view = read_one(tx, ProjectId(row.ref))
            return None if view is None else project_overseen(view, texts)
