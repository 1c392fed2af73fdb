"""Makes the report on how well people agree in a project, outside the event loop and any transaction."""

import asyncio
from dataclasses import dataclass

from crowd.ids import ProjectId
from handlers.message import Message
from handlers.projects import agreement
from handlers.projects.agreement_picture import choose_shown, draw_agreement
from handlers.texts import Texts
from storage.database import Database
from usecases.projects.read_agreement import AgreementInput, measure, read_agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """The text of a report, and its picture as a PNG; None if there is too little to draw."""

    message: Message
    picture: bytes | None


class AgreementReports:
    """Makes reports, one at a time: each keeps a core busy, and sending everything else needs one too."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()

    async def make(self, project_id: ProjectId, texts: Texts) -> AgreementReport | None:
        """Return the report on a project in a language, or None if there is no such project."""
        async with self._turn:
            data = await self._database.snapshot(read_agreement, project_id)
            return None if data is None else await asyncio.to_thread(_make, data, texts)


def _make(data: AgreementInput, texts: Texts) -> AgreementReport:
    view = measure(data)
    if not view.found.n_paired:
        return AgreementReport(message=agreement.report(view, None, texts), picture=None)
    shown = choose_shown(view.found, view.project.options)
    return AgreementReport(
        message=agreement.report(view, shown, texts),
        picture=draw_agreement(view.found, shown, view.project.name, texts),
    )
