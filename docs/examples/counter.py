"""A bot with one message whose keyboard changes it in place. Made with python-telegram-bot.

Run it with a token from @BotFather: BOT_TOKEN=... python counter.py
"""

import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes


def keyboard(count: int) -> InlineKeyboardMarkup:
    """Make the buttons; each carries the number that it leads to."""
    minus, plus = f"to:{count - 1}", f"to:{count + 1}"
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("-1", callback_data=minus),
                InlineKeyboardButton("+1", callback_data=plus),
            ],
            [InlineKeyboardButton("Back to 0", callback_data="to:0")],
        ]
    )


async def begin(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the message with the keyboard."""
    await update.message.reply_html("<b>0</b>", reply_markup=keyboard(0))


async def change(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show another number in the message that the button is on."""
    count = int(update.callback_query.data.removeprefix("to:"))
    try:
        await update.callback_query.edit_message_text(
            f"<b>{count}</b>", parse_mode="HTML", reply_markup=keyboard(count)
        )
    except BadRequest as error:
        if "not modified" not in error.message:
            raise
        await update.callback_query.answer("It is 0 already", show_alert=True)
    else:
        await update.callback_query.answer()


def add_handlers(application: Application) -> None:
    """Tell the application what the bot does."""
    application.add_handler(CommandHandler("start", begin))
    application.add_handler(CallbackQueryHandler(change, pattern=r"^to:-?\d+$"))


if __name__ == "__main__":
    app = Application.builder().token(os.environ["BOT_TOKEN"]).build()
    add_handlers(app)
    app.run_polling()
