"""docs/control-api.md names every path, and its examples work in the order in which they appear."""

import asyncio
import re
import shlex
from pathlib import Path

from control_scene import Control
from telegram import InlineQueryResultArticle, InputTextMessageContent, LabeledPrice

from playground.control.routes import ROUTES

TEXT = (Path(__file__).parents[2] / "docs" / "control-api.md").read_text("utf-8")
COMMANDS = [line for line in TEXT.splitlines() if line.startswith("curl ")]


def _is_shown(method: str, path: str) -> bool:
    pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", path))
    return any(
        pattern.fullmatch(found_path) and found_method == method
        for found_method, found_path, _ in map(_read, COMMANDS)
    )


def _read(command: str) -> tuple[str, str, str | None]:
    words = shlex.split(command)
    url = next(word for word in words if word.startswith("http://"))
    body = next((words[at + 1] for at, word in enumerate(words) if word in {"-d", "--data-binary"}), None)
    named = words[words.index("-X") + 1] if "-X" in words else None
    path = url.removeprefix("http://127.0.0.1:8090").partition("?")[0]
    return named or ("POST" if body is not None else "GET"), path, body


def test_every_path_has_an_example() -> None:
    assert [(one.method, one.path) for one in ROUTES if not _is_shown(one.method, one.path)] == []


async def test_every_example_works(control: Control) -> None:
    bot = asyncio.get_running_loop().create_task(_be_the_example_bot(control))
    known = {"QUERY_ID": "", "GROUP_ID": "", "FORUM_ID": "", "CHANNEL_ID": ""}
    try:
        for command in COMMANDS:
            if command.endswith("Yes\"}'"):
                await control.telegram.people[1001].sees("Colour?")
            method, _, body = _read(command)
            url = next(word for word in shlex.split(command) if word.startswith("http://"))
            for name, value in known.items():
                url, body = url.replace(name, value), body and body.replace(name, value)
            kind = "text/csv" if "text/csv" in command else "application/json"
            async with control.session.request(
                method,
                url.replace("http://127.0.0.1:8090", control.root),
                data=b"text\nOne\n" if body == "@tasks.csv" else body,
                headers={"Content-Type": kind} if body else {},
            ) as response:
                answer = await response.json()
                assert response.status == 200, (command, answer)
            if "query_id" in answer:
                known["QUERY_ID"] = answer["query_id"]
            if "/playground/groups " in command and body:
                kind = "FORUM" if "forum" in command else "CHANNEL" if "channel" in command else "GROUP"
                known[f"{kind}_ID"] = str(answer["id"])
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)


async def _be_the_example_bot(control: Control) -> None:
    """Show buttons, a poll, an invoice and a keyboard after a dice; answer presses and payments."""
    client, offset = control.bot, 0
    while True:
        for update in await client.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            if update.message and update.message.dice:
                await _show_everything(control)
            elif update.inline_query:
                words = InputTextMessageContent("Meow")
                await update.inline_query.answer([InlineQueryResultArticle("1", "Cat", words)])
            elif update.callback_query:
                await update.callback_query.answer("Noted")
            elif update.pre_checkout_query:
                await update.pre_checkout_query.answer(ok=True)


async def _show_everything(control: Control) -> None:
    keys = {
        "inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]]
    }
    await control.bot.send_message(1001, "Well?", api_kwargs={"reply_markup": keys})
    await control.bot.send_poll(1001, "Tea?", ["Yes", "No"])
    await control.bot.send_invoice(1001, "Tea", "A cup", "tea", "XTR", [LabeledPrice("Tea", 1)])
    await control.bot.send_game(1001, "snake")
    await control.bot.send_message(
        1001, "Colour?", api_kwargs={"reply_markup": {"keyboard": [[{"text": "Red"}]]}}
    )
