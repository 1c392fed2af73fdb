"""A process that freezes for a while, as when a machine runs out of memory or is migrated, does no harm."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from bot_scene import Scene, agree, free_port, from_bot, launch, say, tasks_csv
from test_bot_process import ends_with, settings_for, until, webhook_for

from bot.app import Bot
from bot.sending.claiming import Seen
from bot.sending.planned import Held, Planned
from cli.trying.bot_process import BotProcess
from playground import Person, Playground
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.file.read_only import opened_to_read


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground(seed=3, strict=True) as playground:
        yield playground


def count(folder: Path, sql: str) -> int:
    with opened_to_read(folder / "bot.db") as connection:
        return int(connection.execute(sql).fetchone()[0])


def freeze_at_rest(bot: BotProcess, folder: Path) -> None:
    """Freeze a bot outside any transaction: inside one, SQLite's own lock would keep everybody out."""
    while True:
        bot.send_signal(signal.SIGSTOP)
        with closing(sqlite3.connect(folder / "bot.db", isolation_level=None, timeout=0)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                bot.send_signal(signal.SIGCONT)
            else:
                connection.execute("ROLLBACK")
                return


async def people_at_work(telegram: Playground) -> tuple[Person, Person]:
    rita, ada = telegram.person("Rita"), telegram.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose", "Sea"))
    await agree(ada)
    await ada.sees("Sky")
    return rita, ada


async def test_a_frozen_bot_keeps_others_out_and_goes_on_where_it_was(
    telegram: Playground, tmp_path: Path
) -> None:
    first = BotProcess(settings_for(telegram, tmp_path), tmp_path / "first.log")
    second = BotProcess(settings_for(telegram, tmp_path), tmp_path / "second.log")
    await first.start()
    try:
        _, ada = await people_at_work(telegram)
        first.send_signal(signal.SIGSTOP)
        await ada.tap("Red")
        await second.start()
        status, line = await ends_with(second)
        assert (status, "in use by another bot" in line) == (75, True)
        first.send_signal(signal.SIGCONT)
        await ada.sees("Rose")
        assert await first.stop() == 0
    finally:
        await first.kill()
        await second.kill()
    assert count(tmp_path, "SELECT count(*) FROM answer") == 1


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_frozen_bot_whose_place_was_taken_changes_nothing_and_ends(
    telegram: Playground, tmp_path: Path, mode: str
) -> None:
    def settings() -> dict[str, str]:
        more = webhook_for(free_port()) if mode == "webhook" else {}
        return settings_for(telegram, tmp_path, **more)

    first = BotProcess(settings(), tmp_path / "first.log")
    second = BotProcess(settings(), tmp_path / "second.log")
    await first.start()
    try:
        _, ada = await people_at_work(telegram)
        freeze_at_rest(first, tmp_path)
        # The lock of the file is all that keeps a second one out; here it does not.
        (tmp_path / "bot.db-lock").unlink()
        await second.start()
        await until(lambda: "Askmany runs" in second.log_path.read_text("utf-8"))
        await ada.tap("Red")
        await ada.sees("Rose")
        await ada.tap("Blue")
        await ada.sees("Sea")
        first.send_signal(signal.SIGCONT)
        status, line = await ends_with(first)
        # Another bot with the same token may end by itself; only one that took the database needs somebody.
        says = {2: "taken over the database", 75: "terminated by other getUpdates"}
        assert says[status] in line
        await ada.tap("Red")
        await until(lambda: count(tmp_path, "SELECT count(*) FROM answer") == 3)
        assert await second.stop() == 0
    finally:
        await first.kill()
        await second.kill()
    assert count(tmp_path, "SELECT count(*) FROM answer WHERE counted") == 3
    assert count(tmp_path, "SELECT count(DISTINCT task_id) FROM answer") == 3
    assert [toast.text for toast in ada.toasts].count(say("answer-saved")) == 3
    # Each card was shown in its one place, none sent twice.
    assert len(from_bot(ada)) == 1


async def test_a_message_that_another_process_took_over_meanwhile_is_not_sent(
    stage: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    now_s, frozen, go_on = 0.0, asyncio.Event(), asyncio.Event()

    def meddle(bot: Bot) -> None:
        bot.sender._monotonic = lambda: now_s
        plan = bot.sender._delivery.plan

        async def freeze(row: OutRow, seen: Seen | None) -> Planned | Held | None:
            planned = await plan(row, seen)
            if row.type is OutType.HELP:
                frozen.set()
                await go_on.wait()
            return planned

        bot.sender._delivery.plan = freeze  # type: ignore[method-assign]

    stage.meddle = meddle
    await stage.start()
    ada = stage.person("Ada")
    await ada.send("/help")
    async with asyncio.timeout(10):
        await frozen.wait()
    # The other one settles what this one had in hand: nobody knows whether it was sent.
    await stage.bot.sender.recover()
    now_s = 10.0
    go_on.set()
    await stage.quiet()
    assert from_bot(ada) == []
    assert await stage.count("SELECT count(*) FROM outbox WHERE kind = 'HELP' AND state = 'UNKNOWN'") == 1
    assert "now belongs to another process" in caplog.text
