"""A bot that asks a question with buttons and keeps the score. Made with aiogram 3.

Run it with a token from @BotFather: BOT_TOKEN=... python aiogram_quiz.py
"""

import asyncio
import os
from collections import Counter

from aiogram import Bot, Dispatcher, F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder

QUESTIONS = [("2 + 2", ["3", "4", "5"], 1), ("7 × 6", ["42", "48"], 0)]


class Choice(CallbackData, prefix="choice"):
    """What a button carries: the question and the chosen option, counted from 0."""

    question: int
    option: int


def question(number: int) -> tuple[str, InlineKeyboardBuilder]:
    """Make the text and the buttons of a question."""
    text, options, _ = QUESTIONS[number]
    keyboard = InlineKeyboardBuilder()
    for position, option in enumerate(options):
        keyboard.button(text=option, callback_data=Choice(question=number, option=position))
    return f"{text} = ?", keyboard


def make_dispatcher() -> Dispatcher:
    """Tell aiogram what the bot does."""
    router = Router()
    scores: Counter[int] = Counter()

    @router.message(CommandStart())
    async def begin(message: Message, command: CommandObject) -> None:
        scores[message.chat.id] = 0
        name = command.args or message.from_user.first_name
        text, keyboard = question(0)
        await message.answer(f"Hello {name}! {text}", reply_markup=keyboard.as_markup())

    @router.message(Command("score"))
    async def tell_score(message: Message) -> None:
        await message.answer(f"{scores[message.chat.id]} of {len(QUESTIONS)}")

    @router.callback_query(Choice.filter())
    async def choose(query: CallbackQuery, callback_data: Choice) -> None:
        is_right = QUESTIONS[callback_data.question][2] == callback_data.option
        scores[query.message.chat.id] += is_right
        await query.answer("Right!" if is_right else "Wrong.")
        following = callback_data.question + 1
        if following < len(QUESTIONS):
            text, keyboard = question(following)
            await query.message.edit_text(text, reply_markup=keyboard.as_markup())
        else:
            await query.message.edit_text(f"That was all: {scores[query.message.chat.id]} right.")

    @router.message(F.text)
    async def explain(message: Message) -> None:
        await message.answer("Say /start.")

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher


if __name__ == "__main__":
    asyncio.run(make_dispatcher().start_polling(Bot(os.environ["BOT_TOKEN"])))
