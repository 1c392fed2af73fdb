"""Sends a requester what they need to invite people: a link with its numbers, and a QR code with a text to forward."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram.ext import ExtBot

from bot.sending.shows.planned import After, Planned, nothing
from bot.sending.shows.showing import Showing
from crowd.ids import ProjectId
from handlers.announcing.invite_screens import draw_link, invite_link, invite_numbers, invite_words
from handlers.context import Clock
from handlers.message import Message
from handlers.texts import Texts
from storage.conversation.outbox import OutRow
from storage.database import Database
from usecases.announcing.invite_people import InvitePart, read_invite

#: Sends a picture with a caption.
SendPhoto = Callable[[OutRow, Message, bytes, str], Awaitable[After]]


class Inviting:
    """Plans the messages about inviting people to a project."""

    def __init__(
        self,
        bot: ExtBot[None],
        database: Database,
        clock: Clock,
        showing: Showing,
        photo: SendPhoto,
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._showing = showing
        self._photo = photo

    async def plan(self, row: OutRow, texts: Texts) -> Planned | None:
        """Return the call for a part of an invitation."""
        view = await self._database.snapshot(read_invite, ProjectId(row.ref), at=self._clock())
        if view is None:
            return None
        link = invite_link(self._bot.username, view.token)
        if InvitePart(str(row.body["part"])) is InvitePart.NUMBERS:
            message_id = row.body.get("message_id")
            return self._showing.show(
                row,
                invite_numbers(view, link, texts),
                nothing,
                message_id=message_id if isinstance(message_id, int) else None,
            )
        words, picture = invite_words(view, link, texts), await asyncio.to_thread(draw_link, link)
        return Planned(call=lambda: self._photo(row, words, picture, "invite.png"), repeatable=False)
