"""A bot that takes a photo, measures it, and gives it back as a file. Made with python-telegram-bot.

Run it with a token from @BotFather: BOT_TOKEN=... python photo_echo.py
"""

import hashlib
import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Download the largest size of the photo, and send it back as a document."""
    photo = update.message.photo[-1]
    file = await photo.get_file()
    data = bytes(await file.download_as_bytearray())
    await update.message.reply_document(
        data,
        filename=f"photo-{photo.width}x{photo.height}.png",
        caption=f"SHA-256: {hashlib.sha256(data).hexdigest()[:12]}",
    )


async def explain(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer whatever is no photo."""
    await update.message.reply_text("Send me a photo.")


def add_handlers(application: Application) -> None:
    """Tell the application what the bot does."""
    application.add_handler(MessageHandler(filters.PHOTO, echo))
    application.add_handler(MessageHandler(~filters.PHOTO, explain))


if __name__ == "__main__":
    app = Application.builder().token(os.environ["BOT_TOKEN"]).build()
    add_handlers(app)
    app.run_polling()
