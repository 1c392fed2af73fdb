"""A bot that asks three things, one after the other, and sums them up. Made with python-telegram-bot.

Run it with a token from @BotFather: BOT_TOKEN=... python conversation.py
"""

import os

from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

NAME, DRINK, PLACE = range(3)
DRINKS = ReplyKeyboardMarkup([["Tea", "Coffee"]], one_time_keyboard=True, resize_keyboard=True)
TEXT = filters.TEXT & ~filters.COMMAND


async def begin(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask for the name."""
    await update.message.reply_text("Hello! What is your name?")
    return NAME


async def take_name(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep the name and offer drinks."""
    context.user_data["name"] = update.message.text
    await update.message.reply_text(f"Tea or coffee, {update.message.text}?", reply_markup=DRINKS)
    return DRINK


async def take_drink(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep the drink and ask where to bring it."""
    context.user_data["drink"] = update.message.text
    await update.message.reply_text("Where shall I bring it?", reply_markup=ReplyKeyboardRemove())
    return PLACE


async def take_place(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Sum everything up; the place may be a text or a location."""
    place = update.message.location
    where = f"{place.latitude:.2f}, {place.longitude:.2f}" if place else update.message.text
    name, drink = context.user_data["name"], context.user_data["drink"]
    await update.message.reply_text(f"{drink} for {name} at {where}.")
    return ConversationHandler.END


async def cancel(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> int:
    """Stop asking."""
    await update.message.reply_text("Another time, then.", reply_markup=ReplyKeyboardRemove())
    return ConversationHandler.END


def add_handlers(application: Application) -> None:
    """Tell the application what the bot does."""
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("order", begin)],
            states={
                NAME: [MessageHandler(TEXT, take_name)],
                DRINK: [MessageHandler(filters.Regex("^(Tea|Coffee)$"), take_drink)],
                PLACE: [MessageHandler(TEXT | filters.LOCATION, take_place)],
            },
            fallbacks=[CommandHandler("cancel", cancel)],
        )
    )


if __name__ == "__main__":
    app = Application.builder().token(os.environ["BOT_TOKEN"]).build()
    add_handlers(app)
    app.run_polling()
