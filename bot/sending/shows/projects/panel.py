"""A project's panel, with its state at the time of sending."""

import asyncio
from dataclasses import replace

from bot.sending.planned import After, Planned
from bot.sending.show import Tools
from crowd.ids import ProjectId
from handlers.projects.panels import panel
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, Priority, add_out, hasten_out
from storage.conversation.spots import message_at
from storage.projects.panels import panel_lost, panel_shown
from storage.tx import Tx
from usecases.conversation.read_views import read_panel
from usecases.deciding.foresee_answers import foresee_answers, is_quick
from usecases.drafting.answer_draft import FORESEEN_AFTER


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

        data = view.forecast_input
        is_foreseen = data is None or is_quick(data)
        if data is not None and is_foreseen:
            view = replace(view, forecast=await asyncio.to_thread(foresee_answers, data))
        elif data is not None:
            self._tools.foreseeing.begin(row, [data])

        def after(tx: Tx, message_id: int) -> None:
            panel_shown(tx, project_id, message_id=message_id, changed_at=view.changed_at, at=at)
            if not is_foreseen:
                # It is shown again with the forecast, once that is ready.
                due_at = at + FORESEEN_AFTER
                add_out(tx, row.type, row.chat_id, ref=project_id, priority=Priority.REPORT, due_at=due_at)
                if data is not None and is_quick(data):
                    hasten_out(tx, row.type, row.chat_id, row.ref, at=at)

        def shown(message_id: int) -> After:
            return lambda tx: after(tx, message_id)

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
