"""A project's panel, with its state at the time of sending."""

import asyncio
from dataclasses import replace

from bot.sending.planned import After, Planned
from bot.sending.show import Tools
from crowd.ids import ProjectId
from handlers.projects.panels import panel
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.conversation.spots import message_at
from storage.projects.panels import panel_lost, panel_shown
from storage.tx import Tx
from usecases.conversation.read_views import read_panel
from usecases.deciding.foresee_answers import foresee_answers


class Panel:
    """Edits the panel in place, or sends it."""

    type = OutType.PANEL

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read a project, and plan to show its panel."""
        project_id, at = ProjectId(row.ref), self._tools.clock()
        view, texts = await self._tools.look(row, read_panel, project_id)
        if view is None:
            return None

        if view.forecast_input is not None:
            forecast = await asyncio.to_thread(foresee_answers, view.forecast_input)
            view = replace(view, forecast=forecast)

        def shown(message_id: int) -> After:
            return lambda tx: panel_shown(
                tx, project_id, message_id=message_id, changed_at=view.changed_at, at=at
            )

        planned = self._tools.showing.show(
            row,
            panel(view, texts),
            shown,
            message_id=message_at(view.spot),
            lost=lambda tx: panel_lost(tx, project_id),
        )
        # Somebody who deleted it does not want it back; /projects shows it again.
        return replace(planned, repeatable=True, comes_back=False)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Showing it twice is harmless; a launched project that never appears is not."""
        return True
