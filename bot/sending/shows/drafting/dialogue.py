"""What a requester's draft currently asks."""

import asyncio
from dataclasses import replace

from bot.sending.planned import After, Planned
from bot.sending.show import Tools
from crowd.ids import ProjectId
from handlers.drafting.dialogue import dialogue
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.conversation.spots import message_at
from storage.drafting.dialogues import set_dialogue_message
from storage.tx import Tx
from usecases.conversation.read_views import read_dialogue
from usecases.deciding.foresee_answers import foresee_answers, inputs_by_effort, is_quick
from usecases.drafting.answer_draft import add_forecast


class Dialogue:
    """Edits the draft's message in place, or sends it."""

    type = OutType.DIALOGUE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read a draft, and plan to show the step that it is at."""
        project_id, chat_id = ProjectId(row.ref), row.chat_id
        view, texts = await self._tools.look(row, read_dialogue, chat_id, project_id)
        if view is None:
            return None

        inputs = inputs_by_effort(view.forecast_input) if view.forecast_input else {}
        # The forecast, which can take a second, is added to the message later, so that nobody waits for it.
        is_whole = "foreseen" in row.body or all(is_quick(data) for data in inputs.values())
        if is_whole:
            forecasts = {
                effort: await asyncio.to_thread(foresee_answers, data) for effort, data in inputs.items()
            }
            view = replace(view, forecasts=forecasts)

        def after(tx: Tx, message_id: int) -> None:
            set_dialogue_message(tx, chat_id, project_id, message_id)
            if not is_whole:
                add_forecast(tx, chat_id, project_id, at=self._tools.clock())

        def shown(message_id: int) -> After:
            return lambda tx: after(tx, message_id)

        asked = self._tools.showing.show(row, dialogue(view, texts), shown, message_id=message_at(view.spot))
        return replace(asked, repeatable=True)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Asking twice is harmless; typing an answer to a step that never appeared is not."""
        return True
