"""A bot that polls a group, names who voted, and closes after three votes. Made with python-telegram-bot.

Run it with a token from @BotFather: BOT_TOKEN=... python poll.py
"""

import os

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, PollAnswerHandler

OPTIONS = ["Monday", "Tuesday", "Wednesday"]
ENOUGH = 3


async def ask(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the poll, and remember where it stands."""
    sent = await update.message.reply_poll("When shall we meet?", OPTIONS, is_anonymous=False)
    context.bot_data[sent.poll.id] = (sent.chat.id, sent.message_id, set())


async def count(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Thank whoever voted; after enough votes close the poll and tell the result."""
    answer = update.poll_answer
    chat_id, message_id, voters = context.bot_data[answer.poll_id]
    if not answer.option_ids:
        voters.discard(answer.user.id)
        return
    voters.add(answer.user.id)
    days = ", ".join(OPTIONS[position] for position in answer.option_ids)
    await context.bot.send_message(chat_id, f"{answer.user.first_name} can come on {days}.")
    if len(voters) == ENOUGH:
        result = await context.bot.stop_poll(chat_id, message_id)
        best = max(result.options, key=lambda option: option.voter_count)
        await context.bot.send_message(chat_id, f"We meet on {best.text}.")


def add_handlers(application: Application) -> None:
    """Tell the application what the bot does."""
    application.add_handler(CommandHandler("meet", ask))
    application.add_handler(PollAnswerHandler(count))


if __name__ == "__main__":
    app = Application.builder().token(os.environ["BOT_TOKEN"]).build()
    add_handlers(app)
    app.run_polling(allowed_updates=Update.ALL_TYPES)
