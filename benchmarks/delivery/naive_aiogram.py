"""The same naive bot with aiogram 3: it stores a row, acknowledges, and sends the next question.

aiogram handles all updates concurrently. The database is as safe as ours (WAL, synchronous=FULL).
"""

import asyncio
import os
import time

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

QUESTION = "<b>Movies</b>\n\nDoes one follow from the other?\n\n<i>text</i>: A man in red rides &amp; sings."
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Yes", callback_data="a:1"),
            InlineKeyboardButton(text="No", callback_data="a:0"),
        ]
    ]
)
_TABLE = "CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, person INTEGER, label TEXT, at REAL)"
_INSERT = "INSERT INTO answer (person, label, at) VALUES (?, ?, ?)"


async def on_text(message: Message) -> None:
    await message.answer(QUESTION, parse_mode="HTML", reply_markup=KEYBOARD)


async def on_press(query: CallbackQuery, bot: Bot, database: aiosqlite.Connection) -> None:
    await database.execute(_INSERT, (query.from_user.id, query.data, time.time()))
    await database.commit()
    await query.answer("Saved, thank you!")
    await bot.send_message(query.from_user.id, QUESTION, parse_mode="HTML", reply_markup=KEYBOARD)


async def serve() -> None:
    server = TelegramAPIServer.from_base(os.environ["API_BASE_URL"].removesuffix("/bot"))
    async with aiosqlite.connect(os.environ["DATABASE"]) as database:
        await database.execute("PRAGMA journal_mode = WAL")
        await database.execute("PRAGMA synchronous = FULL")
        await database.execute(_TABLE)
        dispatcher = Dispatcher(database=database)
        dispatcher.message.register(on_text)
        dispatcher.callback_query.register(on_press)
        bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
        await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(serve())
