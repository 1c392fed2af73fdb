"""What everything that is sent has in common, and what it is made with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.foreseeing import Foreseeing
from bot.sending.calls import Calls
from bot.sending.planned import After, Held, Planned, no_after
from bot.sending.showing import Showing, is_about_markup
from handlers.context import Clock
from handlers.message import Message
from handlers.texts import DEFAULT_LOCALE, Texts, texts_in
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.database import Database
from storage.tx import Tx
from usecases.conversation.read_views import locale_of
from usecases.terms import Terms

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What messages are made and sent with."""

    bot: ExtBot[None]
    calls: Calls
    showing: Showing
    database: Database
    clock: Clock
    terms: Terms
    foreseeing: Foreseeing

    async def texts(self, row: OutRow) -> Texts:
        """Return the texts in the recipient's language."""
        if "locale" in row.body:
            return texts_in(str(row.body["locale"]))
        return texts_in(await self.database.read(locale_of, row.chat_id) or DEFAULT_LOCALE)

    async def look(
        self, row: OutRow, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[T, Texts]:
        """Read what to show, together with the language to show it in."""
        view, locale = await self.database.read(
            lambda tx: (unit(tx, *args, **kwargs), locale_of(tx, row.chat_id))
        )
        return view, texts_in(locale or DEFAULT_LOCALE)

    def photo(self, row: OutRow, message: Message, picture: bytes, name: str) -> Planned:
        """Plan to send a picture with a caption."""

        async def call() -> After:
            try:
                await self.bot.send_photo(
                    row.chat_id, picture, caption=message.html, parse_mode=ParseMode.HTML, filename=name
                )
            except BadRequest as error:
                if not is_about_markup(error):
                    raise
                await self.bot.send_photo(row.chat_id, picture, caption=message.plain, filename=name)
            return no_after

        return Planned(call=call, repeatable=False)

    def document(self, row: OutRow, name: str, data: bytes) -> Planned:
        """Plan to send a file."""

        async def call() -> After:
            await self.bot.send_document(row.chat_id, InputFile(data, filename=name))
            return no_after

        return Planned(call=call, repeatable=False)


class Show(Protocol):
    """One thing that is sent.

    Attributes:
        type: The rows of the outbox that send it.
    """

    type: OutType

    def __init__(self, tools: Tools) -> None: ...

    async def plan(self, row: OutRow) -> Planned | Held | None:
        """Read what a row shows, and return the call that shows it; or until when to hold it, or None for nothing.

        The call returns what to store once the message was sent.
        """
        ...

    @staticmethod
    def is_repeatable(tx: Tx, row: OutRow, /) -> bool:
        """Tell whether the same is shown if the call is made again, after a process ended in the middle of it."""
        ...


def number_in(row: OutRow, name: str) -> int | None:
    """Return a number that the row carries, if it does."""
    value = row.body.get(name)
    return value if isinstance(value, int) else None
