"""The journal: everything that happened, in order, as JSON lines, and never a token."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playground_scene import make_bot
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError

from playground import Fault, FaultType, Playground
from playground.clock import VirtualClock
from playground.wire import JsonObject

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


@pytest.fixture
def journal() -> list[JsonObject]:
    return []


@pytest.fixture
async def telegram(journal: list[JsonObject]) -> AsyncIterator[Playground]:
    async with Playground(seed=7, clock=VirtualClock(), journal=journal) as playground:
        yield playground


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[Bot]:
    async with make_bot(telegram) as client:
        yield client


def kinds(journal: list[JsonObject]) -> list[object]:
    return [entry["what"] for entry in journal]


async def test_a_talk_is_told_from_beginning_to_end(
    telegram: Playground, bot: Bot, journal: list[JsonObject]
) -> None:
    ada = telegram.person("Ada")
    await ada.start()
    sent = await bot.send_message(ada.id, "?", reply_markup=KEYBOARD)
    tap = await ada.tap("Yes")
    await bot.answer_callback_query(tap.query_id)
    await bot.edit_message_text("thanks", ada.id, sent.message_id)
    updates = await bot.get_updates()
    await bot.get_updates(offset=updates[-1].update_id + 1)
    await bot.delete_message(ada.id, sent.message_id)
    assert kinds(journal) == [
        "start",
        "call",  # getMe
        "message",
        "update",
        "message",
        "call",
        "press",
        "update",
        "call",
        "message",
        "call",
        "given",
        "call",
        "confirmed",
        "call",
        "message",
        "call",
    ]
    messages = [entry for entry in journal if entry["what"] == "message"]
    assert [entry["event"] for entry in messages] == ["sent", "sent", "edited", "deleted"]
    calls = {entry["call"]: entry["method"] for entry in journal if entry["what"] == "call"}
    assert [calls.get(entry["call"]) for entry in messages] == [
        None,
        "sendMessage",
        "editMessageText",
        "deleteMessage",
    ]


async def test_entries_are_numbered_and_timed(
    telegram: Playground, bot: Bot, journal: list[JsonObject]
) -> None:
    await telegram.clock.move(5)
    await bot.get_me()
    assert [entry["n"] for entry in journal] == list(range(1, len(journal) + 1))
    assert journal[-1]["at"] == telegram.clock()
    assert journal[0]["seed"] == 7


async def test_refusals_faults_and_violations_are_told(
    telegram: Playground, bot: Bot, journal: list[JsonObject]
) -> None:
    ada = telegram.person("Ada")
    await ada.start()
    with pytest.raises(BadRequest):
        await bot.send_message(ada.id, "x" * 4097)
    telegram.faults.add(Fault(kind=FaultType.RESET, method="sendMessage", after=True))
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "delivered")
    refused, lost = [e for e in journal if e["what"] == "call" and e["method"] == "sendMessage"]
    assert (refused["ok"], refused["code"], refused["took_effect"]) == (False, 400, False)
    assert (lost["ok"], lost["took_effect"], lost["reply"]) == (True, True, "lost")
    (fault,) = [entry for entry in journal if entry["what"] == "fault"]
    assert (fault["fault"], fault["rule"], fault["target"], fault["chat"]) == (
        "reset",
        1,
        "sendMessage",
        ada.id,
    )
    (violation,) = [entry for entry in journal if entry["what"] == "violation"]
    assert violation["kind"] == "beyond a limit"


async def test_what_the_bot_will_never_have_is_told(
    telegram: Playground, bot: Bot, journal: list[JsonObject]
) -> None:
    ada = telegram.person("Ada")
    await ada.start()
    await telegram.clock.move(24 * 3600)
    await bot.get_updates()
    await ada.send("again")
    await bot.delete_webhook(drop_pending_updates=True)
    assert [entry["why"] for entry in journal if entry["what"] == "forgotten"] == ["expired", "dropped"]


async def test_tokens_and_secrets_never_stand_in_it(
    telegram: Playground, bot: Bot, journal: list[JsonObject]
) -> None:
    ada = telegram.person("Ada")
    await ada.start()
    await ada.send(f"my token is {telegram.token}")
    for address in (telegram.token, telegram.token.replace(":", "%3A")):
        await bot.set_webhook(f"https://bot.example/{address}", secret_token="open-sesame")
        await bot.get_webhook_info()
    told = json.dumps(journal)
    assert telegram.token.partition(":")[2] not in told
    assert "open-sesame" not in told
    assert "<hidden>" in told


async def test_uploads_are_told_by_their_size(
    telegram: Playground, bot: Bot, journal: list[JsonObject]
) -> None:
    ada = telegram.person("Ada")
    await ada.start()
    await bot.send_document(ada.id, b"12345", filename="a.txt")
    (call,) = [entry for entry in journal if entry["what"] == "call" and entry["method"] == "sendDocument"]
    assert list(dict(call["files"]).values()) == [5]  # type: ignore[call-overload]


async def test_a_file_holds_one_object_a_line_as_it_happens(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    async with Playground(journal=path) as telegram:
        await telegram.person("Ünal").start()
        lines = path.read_text("utf-8").splitlines()
        assert [json.loads(line)["what"] for line in lines] == ["start", "message", "update"]
        assert "Ünal" in lines[1]
    telegram.person("After the end")
