"""The three calls that make up nearly all traffic, made over the library's transport but without its layers.

Between `Bot.edit_message_text` and the wire, python-telegram-bot turns the keyboard into objects, takes them apart
again, writes each field as JSON inside a form, and makes an object of the message that comes back: more work than
sending. Errors are still the library's own, because its transport interface makes them out of the answers.
"""

from telegram.ext import ExtBot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from handlers.message import Message

_NO_PREVIEW = {"is_disabled": True}


class Calls:
    """Makes calls for one bot.

    Every method raises the same subclasses of TelegramError as the library's own.
    """

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot

    async def acknowledge(self, query_id: str, text: str | None, *, alert: bool) -> None:
        """Answer a press, with or without words."""
        content: dict[str, object] = {"callback_query_id": query_id}
        if text:
            content["text"] = text
        if alert:
            content["show_alert"] = True
        await self._call("answerCallbackQuery", content)

    async def send(self, chat_id: int, message: Message, *, html: bool, paid: bool = False) -> int:
        """Send a message, with its markup or as plain text; return its id.

        `paid` sends it beyond the free rate, for a tenth of a Star.
        """
        content = {"chat_id": chat_id, **_shown(message, html=html)}
        if paid:
            content["allow_paid_broadcast"] = True
        sent = await self._call("sendMessage", content)
        if not isinstance(sent, dict):
            raise TypeError(sent)
        return int(sent["message_id"])

    async def edit(self, chat_id: int, message_id: int, message: Message, *, html: bool) -> None:
        """Edit an older message to show this one."""
        await self._call(
            "editMessageText", {"chat_id": chat_id, "message_id": message_id, **_shown(message, html=html)}
        )

    async def _call(self, method: str, content: dict[str, object]) -> object:
        data = RequestData([RequestParameter(name, value, None) for name, value in content.items()])
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", data)


def _shown(message: Message, *, html: bool) -> dict[str, object]:
    content: dict[str, object] = {
        "text": message.html if html else message.plain,
        "link_preview_options": _NO_PREVIEW,
    }
    if html:
        content["parse_mode"] = "HTML"
    if message.buttons:
        rows = [[button.to_json() for button in row] for row in message.buttons]
        content["reply_markup"] = {"inline_keyboard": rows}
    return content
