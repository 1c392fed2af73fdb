"""How well people agree in a project, measured outside the event loop and any transaction."""

import asyncio
from dataclasses import dataclass

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools
from crowd.ids import ProjectId
from handlers.message import Message
from handlers.projects import agreement
from handlers.projects.agreement_picture import choose_shown, draw_agreement
from handlers.texts import Texts
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.projects.read_agreement import AgreementInput, measure, read_agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The text of a report, and its picture as a PNG; None if there is too little to draw."""

    message: Message
    picture: bytes | None


class Agreement:
    """Sends reports, made one at a time: each keeps a core busy, and sending everything else needs one too."""

    type = OutType.AGREEMENT

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._turn = asyncio.Lock()

    async def plan(self, row: OutRow) -> Planned | None:
        """Read a project's answers, and plan to send the report on them."""
        texts = await self._tools.texts(row)
        async with self._turn:
            data = await self._tools.database.snapshot(read_agreement, ProjectId(row.ref))
            if data is None:
                return None
            report = await asyncio.to_thread(_make, data, texts)
        if report.picture is None:
            return self._tools.showing.send(row, report.message, nothing)
        return self._tools.photo(row, report.message, report.picture, "agreement.png")

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False


def _make(data: AgreementInput, texts: Texts) -> Report:
    view = measure(data)
    shown = choose_shown(view.found, view.names)
    # Without options, as with places, there is nothing to draw.
    if not view.found.n_paired or not shown.codes:
        return Report(message=agreement.report(view, None, texts), picture=None)
    return Report(
        message=agreement.report(view, shown, texts),
        picture=draw_agreement(view.found, shown, view.project.name, texts),
    )
