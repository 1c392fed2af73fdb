"""Shows admins everybody's projects, what is reported, and what was done."""

from bot.sending.shows.planned import After, Planned, nothing
from bot.sending.shows.showing import Showing
from crowd.ids import ProjectId
from handlers.governing.oversight_screens import audit_page, project_list, project_overseen, report_list
from handlers.message import Message
from handlers.texts import DEFAULT_LOCALE, Texts, texts_in
from storage.conversation.outbox import OutRow
from storage.database import Database
from storage.governing.task_reports import report_message, set_report_message
from storage.tx import Tx
from usecases.conversation.read_views import locale_of
from usecases.governing.oversee import OverseeScreen, read_all_projects, read_audit, read_one, read_reports


class Overseeing:
    """Plans the messages that only admins get; whether somebody still is one was checked before."""

    def __init__(self, database: Database, showing: Showing) -> None:
        self._database = database
        self._showing = showing

    async def plan(self, row: OutRow) -> Planned | None:
        """Return the call for the page that an admin asked for."""
        message = await self._database.read(_page, row)
        if message is None:
            return None
        return self._showing.show(row, message, nothing, message_id=_number(row, "message_id"))

    async def plan_reported(self, row: OutRow) -> Planned | None:
        """Return the call for the message in which an admin follows the reports of a project."""
        project_id, admin_id = ProjectId(row.ref), row.chat_id
        message, message_id = await self._database.read(
            lambda tx: (_one(tx, row, alert=True), report_message(tx, project_id, admin_id))
        )
        if message is None:
            return None

        def shown(message_id: int) -> After:
            return lambda tx: set_report_message(tx, project_id, admin_id, message_id)

        return self._showing.show(
            row,
            message,
            shown,
            message_id=message_id,
            lost=lambda tx: set_report_message(tx, project_id, admin_id, None),
        )


def _page(tx: Tx, row: OutRow) -> Message | None:
    texts, page = _texts(tx, row), _number(row, "page") or 0
    match OverseeScreen(str(row.body["screen"])):
        case OverseeScreen.PROJECTS:
            return project_list(read_all_projects(tx, page), texts)
        case OverseeScreen.REPORTS:
            return report_list(read_reports(tx, page), texts)
        case OverseeScreen.AUDIT:
            return audit_page(read_audit(tx, page, of=row.ref or None, by=row.chat_id), texts)
        case OverseeScreen.PROJECT:
            return _one(tx, row)


def _one(tx: Tx, row: OutRow, *, alert: bool = False) -> Message | None:
    view = read_one(tx, ProjectId(row.ref))
    return None if view is None else project_overseen(view, _texts(tx, row), alert=alert)


def _texts(tx: Tx, row: OutRow) -> Texts:
    return texts_in(locale_of(tx, row.chat_id) or DEFAULT_LOCALE)


def _number(row: OutRow, name: str) -> int | None:
    value = row.body.get(name)
    return value if isinstance(value, int) else None
