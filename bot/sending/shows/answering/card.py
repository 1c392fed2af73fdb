"""A contributor's card, with its state at the time of sending."""

from bot.sending.claiming import Seen, see_card
from bot.sending.planned import After, Held, Planned
from bot.sending.show import Tools
from handlers.answering.screens import card
from storage.answering.cards import card_shown, find_card, set_card_message
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, Priority
from storage.tx import Tx
from usecases.answering.show_card import Screen


class Card:
    """Edits the card in place, or sends it."""

    type = OutType.CARD

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | Held | None:
        """Read a card, and plan to show it."""
        return self.plan_seen(row, await self._tools.database.read(see_card, row, at=self._tools.clock()))

    def plan_seen(self, row: OutRow, seen: Seen) -> Planned | Held | None:
        """Plan to show a card that was read just now."""
        view, texts = seen
        if view is None:
            return None
        if row.priority is Priority.PUSH and view.card.message_id is None:
            if view.screen is not Screen.TASK:
                # The task went to others before it was shown: that is no reason to write to anybody.
                return None
            if view.quiet_until > self._tools.clock():
                # It waited its turn into the person's night.
                return Held(until=view.quiet_until)
        chat_id, version = row.chat_id, view.card.version

        def shown(message_id: int) -> After:
            is_new = message_id != view.card.message_id
            return lambda tx: card_shown(tx, chat_id, message_id=message_id, version=version, is_new=is_new)

        return self._tools.showing.show(
            row,
            card(view, texts),
            shown,
            message_id=view.card.message_id,
            lost=lambda tx: set_card_message(tx, chat_id, None),
        )

    @staticmethod
    def is_repeatable(tx: Tx, row: OutRow) -> bool:
        """Tell whether the card has a message to edit."""
        card = find_card(tx, row.chat_id)
        return card is not None and card.message_id is not None
