"""Sets what Telegram shows about the bot: its description and profile, and the command menus of admins."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable

from telegram import BotCommandScopeChat
from telegram.error import TelegramError

from handlers import menu
from handlers.context import CrowdApplication
from handlers.texts import DEFAULT_LOCALE, LOCALES, texts_in
from storage.database import Database
from storage.facts import get_fact, set_fact

logger = logging.getLogger(__name__)

#: The names of the facts that store what was last written, and which admins have which menu.
_WORDS, _MENUS = "bot-words", "admin-menus"
#: Reads or writes the text for people with a certain language; None for all others.
_Get = Callable[[str | None], Awaitable[str]]
_Set = Callable[[str, str | None], Awaitable[object]]


async def introduce_further(application: CrowdApplication) -> None:
    """Write what the bot does not need to run; if Telegram refuses, the next start tries again."""
    parts = application.bot_data["parts"]
    try:
        await describe(application, parts.database)
        await show_admin_menus(application, parts.database, parts.terms.admin_ids)
    except TelegramError as error:
        logger.warning("The bot's description or an admin's menu could not be set: %s", error)


async def describe(application: CrowdApplication, database: Database) -> None:
    """Write the bot's description and short description in every language, unless they are already right.

    Texts that an operator has written, with BotFather or otherwise, are left alone.
    """
    bot = application.bot
    whose = str(bot.id)
    before = await _remembered(database, _WORDS)
    wanted = {f"{key} {locale}": texts_in(locale)(key) for key in _fields(application) for locale in LOCALES}
    if before == {**wanted, "bot": whose}:
        return
    # For a language without a text of its own, Telegram may return the one for all others.
    ours = {*before.values(), *wanted.values(), ""}
    for key, (get, put) in _fields(application).items():
        for locale in LOCALES:
            language, words = None if locale == DEFAULT_LOCALE else locale, wanted[f"{key} {locale}"]
            shown = await get(language)
            if shown != words and shown in ours:
                await put(words, language)
    await database.run(set_fact, _WORDS, json.dumps({**wanted, "bot": whose}, ensure_ascii=False))


async def show_admin_menus(
    application: CrowdApplication, database: Database, admin_ids: frozenset[int]
) -> None:
    """Show admins their commands in the menus of their chats, and remove them for people who are no longer admins."""
    before = await _remembered(database, _MENUS)
    menus = {locale: menu(texts_in(locale), is_admin=True) for locale in LOCALES}
    version = hashlib.sha256(f"{application.bot.id} {menus}".encode()).hexdigest()
    after = {chat: shown for chat, shown in before.items() if int(chat) in admin_ids and shown == version}
    for chat in sorted({*map(int, before), *admin_ids} - {int(chat) for chat in after}):
        scope = BotCommandScopeChat(chat)
        try:
            for locale in LOCALES:
                language = None if locale == DEFAULT_LOCALE else locale
                if chat in admin_ids:
                    await application.bot.set_my_commands(menus[locale], scope, language)
                else:
                    await application.bot.delete_my_commands(scope, language)
        except TelegramError as error:
            # Admins who have not pressed Start yet have no chat.
            logger.info("The menu of the admin %s could not be set: %s", chat, error)
        else:
            if chat in admin_ids:
                after[str(chat)] = version
    if after != before:
        await database.run(set_fact, _MENUS, json.dumps(after))


async def _remembered(database: Database, name: str) -> dict[str, str]:
    fact: str | None = await database.read(get_fact, name)
    found: dict[str, str] = json.loads(fact or "{}")
    return found


def _fields(application: CrowdApplication) -> dict[str, tuple[_Get, _Set]]:
    """Return the texts by their keys, each with the functions that read and write it."""
    bot = application.bot

    async def description(language: str | None) -> str:
        return (await bot.get_my_description(language)).description

    async def short_description(language: str | None) -> str:
        return (await bot.get_my_short_description(language)).short_description

    return {
        "bot-description": (description, bot.set_my_description),
        "bot-short-description": (short_description, bot.set_my_short_description),
    }
