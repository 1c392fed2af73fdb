"""Measured where calls arrive: no second, wherever it starts, has more messages than Telegram allows."""

from pathlib import Path
from typing import Any

import pytest
from test_bot_process import settings_for, until

from cli.trying.bot_process import BotProcess
from crowd.ids import ContributorId
from playground import Playground
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.database import Database
from storage.tx import Tx

N_PEOPLE = 90
#: What Telegram allows: 25 pushes and 5 replies a second are the settings.
MOST_A_SECOND = 30
#: Calls that left a second apart may arrive closer to each other, where a machine has much to do.
ON_THE_WAY_S = 0.25


def write_to(tx: Tx, people: list[ContributorId]) -> None:
    for person in people:
        add_out(tx, OutType.TEXT, person, body={"key": "not-subscribed"}, priority=Priority.PUSH, due_at=0)


def arrivals(entries: list[Any]) -> list[tuple[float, int]]:
    """When each message of the bot came into a chat, and into which."""
    return [
        (entry["at"], entry["chat"])
        for entry in entries
        if entry["what"] == "message" and entry["message"]["from"]["is_bot"]
    ]


def fullest(times: list[float], seconds: float) -> int:
    return max(sum(start <= at < start + seconds for at in times) for start in times)


@pytest.mark.parametrize("killed", [False, True], ids=["in one life", "over a kill"])
async def test_no_second_has_more_messages_than_telegram_allows(tmp_path: Path, *, killed: bool) -> None:
    entries: list[Any] = []
    async with Playground(seed=3, strict=True, limits=2.0, journal=entries) as telegram:
        people = [telegram.person(f"Person {number}") for number in range(N_PEOPLE)]
        for person in people:
            await person.send("/help")
        async with await Database.open(f"sqlite:///{tmp_path / 'bot.db'}") as database:
            await database.run(write_to, [ContributorId(person.id) for person in people])
        settings = settings_for(telegram, tmp_path, SEND_LIMITS="real", LOG_LEVEL="INFO")
        bot = BotProcess(settings, tmp_path / "bot.log")
        try:
            await bot.start()
            if killed:
                await until(lambda: len(arrivals(entries)) >= N_PEOPLE // 2)
                await bot.kill()
                await bot.start()
            # What was on its way at the kill may have arrived, or not; it is not sent again.
            await until(lambda: len(arrivals(entries)) >= 2 * N_PEOPLE - MOST_A_SECOND * killed)
            assert await bot.stop() == 0
        finally:
            await bot.kill()
    assert [entry for entry in entries if entry["what"] == "call" and entry.get("code") == 429] == []
    times = [at for at, _ in arrivals(entries)]
    assert fullest(times, 1.0 - ON_THE_WAY_S) <= MOST_A_SECOND < fullest(times, 1.0 + ON_THE_WAY_S) + 5
    for person in people:
        assert fullest([at for at, chat in arrivals(entries) if chat == person.id], 1.0 - ON_THE_WAY_S) == 1
