"""A typical bot with python-telegram-bot: it stores a row, acknowledges, and sends the next question.

It uses the library's own transport, with the fastest number of concurrent updates. Unlike most bots, its database is
as safe as ours (WAL, synchronous=FULL). It picks nothing, decides nothing, and loses presses when it dies.
"""

import os
import time

import aiosqlite
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

#: More would make the library's transport slower, fewer would leave it waiting.
UPDATES_AT_A_TIME = 32
QUESTION = "<b>Movies</b>\n\nDoes one follow from the other?\n\n<i>text</i>: A man in red rides &amp; sings."
KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Yes", callback_data="a:1"), InlineKeyboardButton("No", callback_data="a:0")]]
)
_TABLE = "CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, person INTEGER, label TEXT, at REAL)"
_INSERT = "INSERT INTO answer (person, label, at) VALUES (?, ?, ?)"


async def on_text(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_html(QUESTION, reply_markup=KEYBOARD)


async def on_press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    if query is None:
        return
    database: aiosqlite.Connection = context.bot_data["database"]
    await database.execute(_INSERT, (query.from_user.id, query.data, time.time()))
    await database.commit()
    await query.answer("Saved, thank you!")
    await context.bot.send_message(query.from_user.id, QUESTION, parse_mode="HTML", reply_markup=KEYBOARD)


async def open_database(application: "Application") -> None:  # type: ignore[type-arg]
    database = await aiosqlite.connect(os.environ["DATABASE"])
    await database.execute("PRAGMA journal_mode = WAL")
    await database.execute("PRAGMA synchronous = FULL")
    await database.execute(_TABLE)
    application.bot_data["database"] = database


async def close_database(application: "Application") -> None:  # type: ignore[type-arg]
    await application.bot_data["database"].close()


def main() -> None:
    application = (
        Application.builder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(os.environ["API_BASE_URL"])
        .concurrent_updates(UPDATES_AT_A_TIME)
        .post_init(open_database)
        .post_shutdown(close_database)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, on_text))
    application.add_handler(CallbackQueryHandler(on_press))
    application.run_polling()


if __name__ == "__main__":
    main()
