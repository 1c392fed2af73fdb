"""What a requester needs to invite people: a link with its numbers, and a QR code with a text to forward."""

import asyncio

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools, number_in
from crowd.ids import ProjectId
from handlers.announcing.invite_screens import draw_link, invite_link, invite_numbers, invite_words
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.announcing.invite_people import InvitePart, read_invite


class Invite:
    """Sends a part of an invitation; the numbers are brought up to date in place."""

    type = OutType.INVITE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read a project's link, and plan to show a part of the invitation."""
        texts, at = await self._tools.texts(row), self._tools.clock()
        view = await self._tools.database.snapshot(read_invite, ProjectId(row.ref), at=at)
        if view is None:
            return None
        link = invite_link(self._tools.bot.username, view.token)
        if InvitePart(str(row.body["part"])) is InvitePart.NUMBERS:
            numbers = invite_numbers(view, link, texts)
            return self._tools.showing.show(row, numbers, nothing, message_id=number_in(row, "message_id"))
        words, picture = invite_words(view, link, texts), await asyncio.to_thread(draw_link, link)
        return self._tools.photo(row, words, picture, "invite.png")

    @staticmethod
    def is_repeatable(_: Tx, row: OutRow) -> bool:
        """Tell whether it edits a message that the row names."""
        return number_in(row, "message_id") is not None
