"""The bot as a separate process: how it starts, refuses to start, ends, and survives being killed."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from bot_scene import agree, free_port, launch, say, tasks_csv

from cli.trying.bot_process import BotProcess
from playground import Fault, FaultType, Playground

#: Only a bot that does not end is waited for so long.
END_S = 60.0


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground(seed=3, strict=True) as playground:
        yield playground


def settings_for(telegram: Playground, folder: Path, **changed: str) -> dict[str, str]:
    settings = {
        "BOT_TOKEN": telegram.token,
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "OPEN_REQUESTERS": "true",
        "API_BASE_URL": telegram.base_url,
        "API_BASE_FILE_URL": telegram.base_file_url,
        "SEND_LIMITS": "off",
        "LOG_LEVEL": "DEBUG",
    }
    return settings | changed


def webhook_for(port: int) -> dict[str, str]:
    """Return the settings of a bot to which updates are brought."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "LISTEN": f"127.0.0.1:{port}"}


@pytest.fixture
async def bot(telegram: Playground, tmp_path: Path) -> AsyncIterator[BotProcess]:
    process = BotProcess(settings_for(telegram, tmp_path), tmp_path / "bot.log")
    await process.start()
    yield process
    await process.kill()


async def ends_with(bot: BotProcess) -> tuple[int, str]:
    """Wait until the bot ends by itself; return its exit status and what it said of that."""
    async with asyncio.timeout(END_S):
        status = await bot.wait()
    lines = bot.log_path.read_text("utf-8").splitlines()
    return status, next((line for line in lines if line.startswith("askmany: ")), "")


async def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened in another process."""
    async with asyncio.timeout(END_S):
        while not happened():  # noqa: ASYNC110 - another process sets no event of ours
            await asyncio.sleep(0)


async def test_sigterm_ends_the_bot_with_status_0_and_nothing_lost(
    telegram: Playground, bot: BotProcess
) -> None:
    rita, ada = telegram.person("Rita"), telegram.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await ada.sees("Sky")
    await ada.tap("Red")
    # It ended by itself: one that must be killed after a while has another status.
    assert await bot.stop() == 0
    await bot.start()
    await ada.sees("Rose")
    await rita.send("/results")
    answers = await rita.downloads(".csv")
    assert answers
    assert telegram.token not in bot.log_path.read_text("utf-8")


async def test_sigterm_ends_a_bot_in_the_middle_of_what_hangs_and_nothing_is_lost(
    telegram: Playground, bot: BotProcess
) -> None:
    """The server does not answer: finishing what is in hand would take longer than anybody waits for a process."""
    rita, ada = telegram.person("Rita"), telegram.person("Ada")
    await agree(ada)
    hanging = telegram.faults.add(Fault(kind=FaultType.TIMEOUT, method="getFile"))
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await until(lambda: telegram.count("getFile") > 0)
    assert await bot.stop() == 0
    telegram.faults.remove(hanging)
    await bot.start()
    await rita.sees("I’ve read tasks.csv: one task.")
    assert "the next start will continue with it" in bot.log_path.read_text("utf-8")


async def test_sigterm_ends_a_bot_that_has_not_reached_its_server(tmp_path: Path) -> None:
    async with Playground(seed=3) as gone:
        settings = settings_for(gone, tmp_path)
    bot = BotProcess(settings, tmp_path / "bot.log")
    await bot.start()
    await until(lambda: "is not answering" in bot.log_path.read_text("utf-8"))
    assert await bot.stop() == 0


async def test_a_thread_at_work_does_not_keep_a_process_that_was_asked_to_end() -> None:
    script = """if True:
        import asyncio, threading
        from bot.process.threads import use_threads

        async def main():
            threads = use_threads()
            asyncio.ensure_future(asyncio.to_thread(threading.Event().wait))
            await asyncio.sleep(0)
            await threads.leave(7)

        asyncio.run(main())
    """
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script)
    async with asyncio.timeout(END_S):
        assert await process.wait() == 7


async def test_by_webhook_sigterm_and_a_kill_lose_nothing_and_the_secret_is_in_no_log(
    telegram: Playground, tmp_path: Path
) -> None:
    bot = BotProcess(settings_for(telegram, tmp_path, **webhook_for(free_port())), tmp_path / "bot.log")
    await bot.start()
    rita, ada = telegram.person("Rita"), telegram.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose", "Sea", "Moon"))
    await agree(ada)
    await ada.sees("Sky")
    await ada.tap("Red")
    assert await bot.stop() == 0
    await bot.start()
    await ada.sees("Rose")
    await ada.tap("Red")
    await bot.kill()
    # Nobody takes it now; it waits for the next start.
    await ada.send("/next")
    await bot.start()
    await ada.sees("Sea")
    hook = telegram.world.webhook
    assert hook is not None
    assert hook.url.endswith("/hook")
    assert await bot.stop() == 0
    log = bot.log_path.read_text("utf-8")
    assert telegram.token not in log
    assert hook.secret_token not in log


async def test_a_port_that_is_taken_ends_the_bot_with_a_clear_line(
    telegram: Playground, tmp_path: Path
) -> None:
    taken = telegram.base_url.rpartition(":")[2].partition("/")[0]
    bot = BotProcess(settings_for(telegram, tmp_path, LISTEN=f"127.0.0.1:{taken}"), tmp_path / "bot.log")
    await bot.start()
    status, line = await ends_with(bot)
    assert (status, "Traceback" in bot.log_path.read_text("utf-8")) == (75, False)
    assert f"cannot listen on 127.0.0.1:{taken} (LISTEN): " in line


async def test_a_second_poller_ends_the_bot_with_a_clear_line(telegram: Playground, bot: BotProcess) -> None:
    ada = telegram.person("Ada")
    await ada.send("/start")
    await ada.sees(say("consent-text"))
    await telegram.world.updates.poll(offset=0, limit=1, wait_s=0)
    status, line = await ends_with(bot)
    assert status == 75
    assert "terminated by other getUpdates request" in line
    assert "Traceback" not in bot.log_path.read_text("utf-8")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"BOT_TOKEN": ""}, "BOT_TOKEN is missing"),
        ({"BOT_TOKEN": "secret"}, "BOT_TOKEN does not look like a token"),
        ({"BOT_TOKEN": "0123456:" + "x" * 35}, "the server does not know this token: check BOT_TOKEN"),
        ({"DATABASE_URL": "mysql://localhost/a"}, "sqlite:///"),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/bot.db"}, "/proc/nowhere"),
        ({"OPEN_REQUESTERS": "perhaps"}, "OPEN_REQUESTERS must be true or false, not 'perhaps'."),
    ],
)
async def test_a_bot_that_cannot_start_says_why_in_one_line(
    telegram: Playground, tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    bot = BotProcess(
        settings_for(telegram, tmp_path, LOG_LEVEL="WARNING", PRIVACY_CONTACT="https://example.org")
        | changed,
        tmp_path / "bot.log",
    )
    await bot.start()
    status, line = await ends_with(bot)
    assert status == 2
    assert told in line
    log = bot.log_path.read_text("utf-8")
    assert len(log.splitlines()) == 1
    assert changed.get("BOT_TOKEN", "") == "" or changed["BOT_TOKEN"] not in log


async def test_with_json_logs_every_line_is_json_and_holds_no_token(
    telegram: Playground, tmp_path: Path
) -> None:
    bot = BotProcess(settings_for(telegram, tmp_path, LOG_FORMAT="json"), tmp_path / "bot.log")
    await bot.start()
    ada = telegram.person("Ada")
    await agree(ada)
    assert await bot.stop() == 0
    await bot_that_is_refused(telegram, tmp_path)
    text = bot.log_path.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert {"time", "level", "logger", "message", "fields"} <= set.intersection(*map(set, lines))
    assert any(line["message"].startswith("Askmany runs as @") for line in lines)
    (refusal,) = (line["message"] for line in lines if line["level"] == "CRITICAL")
    assert "the server does not know this token" in refusal
    assert telegram.token not in text


async def bot_that_is_refused(telegram: Playground, folder: Path) -> None:
    settings = settings_for(telegram, folder, LOG_FORMAT="json", BOT_TOKEN="0123456:" + "x" * 35)
    bot = BotProcess(settings, folder / "bot.log")
    await bot.start()
    assert await bot.wait() == 2


async def test_a_second_bot_on_the_same_database_is_refused(
    telegram: Playground, bot: BotProcess, tmp_path: Path
) -> None:
    ada = telegram.person("Ada")
    await ada.send("/start")
    await ada.sees(say("consent-text"))
    second = BotProcess(settings_for(telegram, tmp_path, LOG_LEVEL="WARNING"), tmp_path / "second.log")
    await second.start()
    status, line = await ends_with(second)
    assert status == 75
    assert "in use" in line
    assert bot.is_running


async def test_no_dotenv_of_the_folder_we_are_in_reaches_the_process(
    telegram: Playground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("LEASE_MINUTES=nonsense\n", "utf-8")
    bot = BotProcess(settings_for(telegram, tmp_path), tmp_path / "bot.log")
    await bot.start()
    ada = telegram.person("Ada")
    await ada.send("/start")
    await ada.sees(say("consent-text"))
    assert await bot.stop() == 0
