"""`askmany doctor`: what it says about a healthy bot, and about each possible problem."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.http.reach import Reached, reach
from bot.process.clock import system_clock
from bot.settings import Settings
from cli.__main__ import main
from cli.operating.doctor_database import has_reset_bug
from cli.operating.doctor_settings import check_server
from cli.operating.finding import Level
from crowd.ids import MINUTE
from playground import Playground
from storage.database import Database
from storage.facts import set_fact

TOKEN = "123456789:" + "A" * 35


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground(seed=3) as playground:
        yield playground


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and the database of a bot that has stopped."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "DATABASE_URL", "ADMIN_IDS", "OPEN_REQUESTERS", "PRIVACY_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    give(f"BOT_TOKEN={TOKEN}", "ADMIN_IDS=9", "DATABASE_URL=sqlite:///bot.db")
    make()
    return tmp_path


def give(*lines: str, contact: str = "@ask_us") -> None:
    """Write the settings."""
    Path(".env").write_text("\n".join([*lines, f"PRIVACY_CONTACT={contact}"]) + "\n", "utf-8")
    Path(".env").chmod(0o600)


def make() -> None:
    async def write() -> None:
        async with await Database.open("sqlite:///bot.db") as database:
            await database.run(set_fact, "x", "x")

    asyncio.run(write())


def change(sql: str, **params: object) -> None:
    """Make something in the stopped bot's database so."""
    with closing(sqlite3.connect("bot.db", isolation_level=None)) as connection:
        connection.execute(sql, params)


def look(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the command and return its exit status and what it says."""
    status = main(["doctor", "--offline", *words])
    return status, capsys.readouterr().out


def test_a_bot_that_is_well_is_said_to_be(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = look(capsys)
    assert status == 0
    assert said.endswith("All is well.\n")
    assert "No bot is running on it." in said
    assert not {"warning:", "error:"} & set(said.split())


def test_before_the_first_start_there_is_nothing_to_complain_of(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in folder.glob("bot.db*"):
        file.unlink()
    status, said = look(capsys)
    assert status == 0
    assert "There is no database bot.db yet" in said
    assert not list(folder.glob("bot.db*")), "looking makes nothing"


def _damage() -> None:
    path = Path("bot.db")
    size = path.stat().st_size
    with path.open("r+b") as file:
        for place in range(size // 3 // 4096 * 4096, size, 4096):
            file.seek(place)
            file.write(b"\xa5" * 200)


def _sent(state: str, reason: str, *, ended: int | None = None, due_at: int = 0, n: int = 1) -> None:
    for _ in range(n):
        change(
            "INSERT INTO outbox (kind, chat_id, body, priority, state, due_at, reason, ended_at) "
            "VALUES ('TEXT', 1, '{}', 0, :state, :due, :reason, :ended)",
            state=state,
            due=due_at,
            reason=reason,
            ended=ended,
        )


def _got(state: str) -> None:
    change("INSERT INTO inbox (update_id, received_at, body, state) VALUES (1, 1, '{}', :state)", state=state)


def _person(at: int) -> None:
    change("INSERT INTO contributor (id, state, locale, created_at) VALUES (1, 'NEW', 'en', :at)", at=at)


def _miscount() -> None:
    _person(1)
    change(
        "INSERT INTO project (requester_id, name, state, content_columns, has_keys, created_at, "
        "changed_at, n_answers) VALUES (1, 'x', 'DRAFT', '[]', 0, 1, 1, 7)"
    )


@pytest.mark.parametrize(
    ("spoil", "status", "told"),
    [
        (
            lambda: give(f"BOT_TOKEN={TOKEN}", "ADMIN_IDS=9", "DATABASE_URL=sqlite:///bot.db", contact=""),
            1,
            "PRIVACY_CONTACT is empty",
        ),
        (lambda: give("ADMIN_IDS=9", "DATABASE_URL=sqlite:///bot.db"), 2, "error: BOT_TOKEN is missing"),
        (
            lambda: give(f"BOT_TOKEN={TOKEN}", "DATABASE_URL=sqlite:///bot.db"),
            1,
            "Nobody can start a project",
        ),
        (
            lambda: give(
                f"BOT_TOKEN={TOKEN}", "ADMIN_IDS=9", "SEND_LIMITS=off", "DATABASE_URL=sqlite:///bot.db"
            ),
            1,
            "SEND_LIMITS is off",
        ),
        (
            lambda: give(f"BOT_TOKEN={TOKEN}", "ADMIN_IDS=9", "DATABASE_URL=mysql:///x"),
            2,
            "is not valid",
        ),
        (lambda: Path(".env").chmod(0o644), 1, "Other users of this machine can read .env"),
        (
            lambda: Path("bot.db").chmod(0o644),
            1,
            "Other users of this machine can read bot.db. Run: chmod 600 bot.db",
        ),
        (_damage, 2, "`askmany restore FILE`"),
        (lambda: Path("bot.db").write_bytes(b"id,text\n" * 1000), 2, "is damaged, or is not a database"),
        (lambda: Path("bot.db").write_bytes(b"id,text\n" * 1000), 2, "name the right one in DATABASE_URL"),
        (lambda: change("INSERT INTO upgrade VALUES (9999, 'later')"), 2, "written by a newer Askmany"),
        (lambda: change("DELETE FROM upgrade WHERE number > 1"), 0, "note: bot.db holds"),
        (_miscount, 2, "project.n_answers in 1 (for example 1: 7 instead of 0)"),
        (lambda: _person(system_clock() + 60 * MINUTE), 1, "which is in the future"),
        (lambda: _sent("DEAD", "Bad Request: odd", ended=1), 1, "Given up: 1 because of 'Bad Request: odd'."),
        (lambda: _sent("DEAD", "Forbidden: bot was blocked by the user", ended=1), 0, "Messages: 1 dead."),
        (lambda: _sent("UNKNOWN", "Timed out", ended=1, n=100), 1, "nobody knows whether they arrived"),
        (lambda: _sent("PENDING", "", due_at=1), 0, "it continues when the bot is started"),
        (lambda: _got("DEAD"), 1, "1 were given up after several attempts"),
        (lambda: _got("PENDING"), 0, "Updates: 1 pending. The oldest has been waiting to be handled for"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[], object], status: int, told: str
) -> None:
    spoil()
    found, said = look(capsys)
    assert told in said
    assert found == status


async def test_what_waits_long_beside_a_bot_that_runs_is_a_warning(
    folder_async: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with await Database.open("sqlite:///bot.db"):
        status, said = await asyncio.to_thread(look, capsys)
    assert status == 1
    assert "A bot is running on it." in said
    assert "minutes: the bot cannot keep up, or is stuck." in said


@pytest.fixture
def folder_async(folder: Path) -> Path:
    """The same folder, with a message that nobody sends."""
    _sent("PENDING", "", due_at=1)
    return folder


def test_a_database_that_is_looked_at_is_not_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("bot.db").read_bytes()
    look(capsys)
    assert Path("bot.db").read_bytes() == before


def test_everything_is_written_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _miscount()
    status, _ = look(capsys, "--json", "found.json")
    report = json.loads(Path("found.json").read_text("utf-8"))
    assert report["exit_status"] == status == 2
    levels = {finding["check"]: finding["level"] for finding in report["findings"]}
    assert levels["settings"] == "ok"
    assert levels["counters"] == "error"
    (counters,) = (finding for finding in report["findings"] if finding["check"] == "counters")
    assert counters["figures"]["wrong"] == {"project.n_answers": 1}


def test_json_that_cannot_be_written_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--offline", "--json", "nowhere/found.json"]) == 2
    words = "askmany: nowhere/found.json cannot be written. Name a file in a folder that exists.\n"
    assert capsys.readouterr().err == words


def _settings(telegram: Playground, **changed: str) -> Settings:
    return Settings(**({"bot_token": telegram.token, "api_base_url": telegram.base_url} | changed))  # type: ignore[arg-type]


async def test_the_whole_command_asks_the_server(
    folder: Path, telegram: Playground, capsys: pytest.CaptureFixture[str]
) -> None:
    telegram.world.name_bot("Askmany", "askmany_bot")
    give(f"BOT_TOKEN={telegram.token}", "ADMIN_IDS=9", f"API_BASE_URL={telegram.base_url}")
    assert await asyncio.to_thread(main, ["doctor"]) == 0
    said = capsys.readouterr().out
    assert "The token works: the bot is @askmany_bot." in said
    assert "All is well." in said
    assert telegram.token not in said


async def test_asking_disturbs_no_poller(telegram: Playground) -> None:
    ada = telegram.person("Ada")
    await ada.send("/start")
    reached = await reach(telegram.base_url, telegram.token)
    assert reached.pending == 1
    assert len(telegram.world.updates.pending) == 1
    assert telegram.count("getUpdates") == 0


async def test_a_token_that_the_server_refuses_is_an_error(telegram: Playground) -> None:
    settings = _settings(telegram, bot_token="0123456:" + "x" * 35)
    (found,) = await asyncio.to_thread(check_server, settings, now_s=0.0)
    assert found.level is Level.ERROR
    assert "The server refuses the token (" in found.sentence
    assert settings.bot_token not in found.sentence


@pytest.fixture
async def server_with_a_clock() -> AsyncIterator[str]:
    """A server that tells the time with each answer, as Telegram's does."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"username": "askmany_bot"}})

    application = web.Application()
    application.router.add_post("/{rest:.*}", answer)
    async with TestServer(application) as server:
        yield str(server.make_url("/bot"))


@pytest.mark.parametrize(
    ("off_s", "level", "told"),
    [
        (0.0, Level.OK, "agrees with"),
        (30.0, Level.WARNING, "s ahead of the server's"),
        (-30.0, Level.WARNING, "s behind the server's"),
        (86_400.0, Level.ERROR, "s ahead of the server's"),
    ],
)
async def test_a_clock_that_is_off_is_told(
    server_with_a_clock: str, off_s: float, level: Level, told: str
) -> None:
    settings = Settings(bot_token=TOKEN, api_base_url=server_with_a_clock)
    found = await asyncio.to_thread(check_server, settings, now_s=system_clock() / 1e6 + off_s)
    (clock,) = (each for each in found if each.check == "clock")
    assert clock.level is level
    assert told in clock.sentence


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/bot", "http://no.such.host.invalid/bot", "http://[/bot"]
)
def test_a_server_that_is_not_there_is_told_without_the_token(address: str) -> None:
    (found,) = check_server(Settings(bot_token=TOKEN, api_base_url=address), now_s=0.0)
    assert found.level is Level.ERROR
    assert "can't be reached (" in found.sentence
    assert TOKEN not in found.sentence


def test_what_waits_at_the_server_is_told() -> None:
    from cli.operating.doctor_settings import _token

    found = _token(Reached(username="b", pending=5000, webhook_host="example.org"))
    assert found.level is Level.WARNING
    assert "5,000 updates are waiting at the server" in found.sentence
    assert "Updates are sent to example.org." in found.sentence


@pytest.mark.parametrize(
    ("version", "bad"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 6), False),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
    ],
)
def test_versions_of_sqlite_with_the_reset_bug_are_known(version: tuple[int, ...], bad: bool) -> None:
    assert has_reset_bug(version) is bad


@pytest.mark.parametrize(
    ("lines", "status", "told"),
    [
        (["PAID_BROADCAST=true"], 2, "PAID_BROADCAST=true needs PAID_STARS_A_MONTH"),
        (["PAID_STARS_A_MONTH=5"], 1, "PAID_STARS_A_MONTH is 5, but PAID_BROADCAST is false"),
        (
            ["PAID_BROADCAST=true", "PAID_STARS_A_MONTH=5", "ADMIN_IDS=", "OPEN_REQUESTERS=true"],
            1,
            "only an admin can pay for an announcement",
        ),
        (
            ["PAID_BROADCAST=true", "PAID_STARS_A_MONTH=5", "PAID_PER_SECOND=25"],
            1,
            "PAID_PER_SECOND (25) is no more than PUSHES_PER_SECOND (25): paying would not make anything faster.",
        ),
        (["PAID_BROADCAST=true", "PAID_STARS_A_MONTH=5"], 0, "The settings can be read."),
    ],
)
def test_whether_paying_makes_sense_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], lines: list[str], status: int, told: str
) -> None:
    give(f"BOT_TOKEN={TOKEN}", "ADMIN_IDS=9", "DATABASE_URL=sqlite:///bot.db", *lines)
    found, said = look(capsys)
    assert told in said
    assert found == status


@pytest.mark.parametrize(
    ("stars", "level", "told"),
    [
        (50.5, "OK", "The bot has 50.5 Stars; 50 may be spent in a month."),
        (49.9, "NOTE", "When they run out, announcements continue free of charge."),
        (0.0, "WARNING", "The bot has 0.0 Stars"),
    ],
)
async def test_the_balance_of_stars_is_held_against_the_budget(
    telegram: Playground, stars: float, level: str, told: str
) -> None:
    telegram.world.purse.nanostars = int(stars * 1_000_000_000)
    settings = Settings(
        bot_token=telegram.token,
        api_base_url=telegram.base_url,
        paid_broadcast=True,
        paid_stars_a_month=50,
        admin_ids=frozenset({9}),
    )
    findings = await asyncio.to_thread(check_server, settings, now_s=time.time())
    (found,) = [finding for finding in findings if finding.check == "stars"]
    assert (found.level.name, told in found.sentence) == (level, True)
    silent = replace(settings, paid_broadcast=False)
    assert all(
        finding.check != "stars"
        for finding in await asyncio.to_thread(check_server, silent, now_s=time.time())
    )


@pytest.mark.parametrize("command", [["doctor", "--offline"], ["backup", "copy.db"], ["run"]])
@pytest.mark.parametrize("content", [b"BOT_TOKEN=x\nADMIN_IDS=\xff\n", b"\0\xc5\n", bytes(range(256)) * 9])
def test_settings_that_are_no_text_are_refused_in_words(
    folder: Path, capfd: pytest.CaptureFixture[str], command: list[str], content: bytes
) -> None:
    Path(".env").write_bytes(content)
    assert main(command) == 2
    said = "".join(capfd.readouterr())
    assert ".env is not a text in UTF-8 (line " in said
    assert "Save it as UTF-8" in said


def test_a_folder_in_place_of_the_database_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("here").mkdir()
    status, said = look(capsys, "--db", "sqlite:///here")
    assert status == 2
    assert "here is not a file" in said


def test_nobody_is_told_to_take_the_rights_from_a_file_of_another_program(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    give(f"BOT_TOKEN={TOKEN}", "ADMIN_IDS=9", "DATABASE_URL=sqlite:///notes.txt")
    (folder / "notes.txt").write_text("nothing of ours\n" * 100)
    (folder / "notes.txt").chmod(0o644)
    status, said = look(capsys)
    assert status == 2
    assert "chmod" not in said
