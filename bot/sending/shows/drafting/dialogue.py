"""What a requester's draft currently asks."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace

from bot.sending.planned import After, Held, Planned
from bot.sending.show import Tools
from crowd.ids import ProjectId
from handlers.drafting.dialogue import dialogue
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, Priority
from storage.conversation.spots import message_at, retire, spot_at
from storage.drafting.dialogues import find_dialogue, set_dialogue_message
from storage.tx import Tx
from usecases.conversation.read_views import DialogueView, read_dialogue
from usecases.deciding.foresee_answers import ForecastInput, foresee_answers, inputs_by_effort, is_quick
from usecases.drafting.answer_draft import FORESEEN_AFTER, add_forecast, is_forecast


class Dialogue:
    """Edits the draft's message in place, or sends it."""

    type = OutType.DIALOGUE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | Held | None:
        """Read a draft, and plan to show the step that it is at; the forecast follows when it is ready."""
        view, texts = await self._tools.look(row, read_dialogue, row.chat_id, ProjectId(row.ref))
        if view is None:
            return None
        inputs = inputs_by_effort(view.forecast_input) if view.forecast_input else {}
        is_foreseen = all(map(is_quick, inputs.values()))
        if not is_foreseen:
            self._tools.foreseeing.begin(row, inputs.values())
        if is_forecast(row.body) and not (inputs and view.spot):
            # Something else is asked by now, and shown by a row of its own.
            return None
        if is_forecast(row.body) and not is_foreseen:
            return Held(until=self._tools.clock() + FORESEEN_AFTER)
        if is_foreseen:
            forecasts = {
                effort: await asyncio.to_thread(foresee_answers, data) for effort, data in inputs.items()
            }
            view = replace(view, forecasts=forecasts)
        shown, message_id = self._shown(row, view, inputs.values()), message_at(view.spot)
        asked = self._tools.showing.show(row, dialogue(view, texts), shown, message_id=message_id)
        return replace(asked, repeatable=True)

    def _shown(
        self, row: OutRow, view: DialogueView, inputs: Collection[ForecastInput]
    ) -> Callable[[int], After]:
        """Return what is to be stored about the message that shows a dialogue."""
        chat_id, project_id, clock = row.chat_id, ProjectId(row.ref), self._tools.clock

        def after(tx: Tx, message_id: int) -> None:
            if set_dialogue_message(tx, chat_id, project_id, message_id, version=view.version):
                if inputs and not view.forecasts:
                    add_forecast(tx, chat_id, project_id, inputs, at=clock())
                return
            now = find_dialogue(tx, chat_id)
            if now is not None and message_at(now.spot) != message_id:
                # This step was answered before its message was known: the next one is asked further down.
                retire(tx, spot_at(chat_id, message_id), priority=Priority.REPLY, at=clock())

        return lambda message_id: lambda tx: after(tx, message_id)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Asking twice is harmless; typing an answer to a step that never appeared is not."""
        return True
