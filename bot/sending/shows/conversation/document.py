"""A file that is generated when it is sent: results, the audit, what is stored about somebody, or lines of text."""

import asyncio
from functools import partial

from bot.sending.planned import Planned
from bot.sending.show import Tools, number_in
from crowd.ids import ProjectId
from handlers.governing.history_words import told
from handlers.kinds import set_up
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.governing.overseeing.send_audit import AUDIT_FILE
from usecases.governing.overseeing.write_audit import write_audit
from usecases.people.write_my_data import write_my_data
from usecases.projects.show_project import SHEET_FILE, ReportFile
from usecases.projects.write_results import write_results
from usecases.projects.write_sheet import write_sheet


class Document:
    """Sends the file."""

    type = OutType.DOCUMENT

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        #: One file at a time: each keeps a core busy, and what others wait for needs one too.
        self._writing = asyncio.Lock()
        #: The same for files with what is stored about somebody, which do not wait for the others.
        self._copying = asyncio.Lock()

    async def plan(self, row: OutRow) -> Planned | None:
        """Make a file before anything is sent, so that a disk failure leaves no doubt about what was sent."""
        made = await self._make(row)
        return None if made is None else self._tools.document(row, *made)

    async def _make(self, row: OutRow) -> tuple[str, bytes] | None:
        database = self._tools.database
        if "mydata" in row.body:
            async with self._copying:
                describe = partial(set_up, texts=await self._tools.texts(row))
                return await database.snapshot(write_my_data, row.chat_id, describe, at=self._tools.clock())
        if "file" not in row.body:
            return str(row.body["name"]), str(row.body["text"]).encode()
        async with self._writing:
            if row.body["file"] == AUDIT_FILE:
                tell = partial(told, texts=await self._tools.texts(row))
                return await database.snapshot(write_audit, row.chat_id, tell)
            if row.body["file"] == SHEET_FILE:
                return await database.snapshot(
                    write_sheet, ProjectId(row.ref), number_in(row, "question") or 0
                )
            file = ReportFile(str(row.body["file"]))
            return await database.snapshot(write_results, ProjectId(row.ref), file)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
