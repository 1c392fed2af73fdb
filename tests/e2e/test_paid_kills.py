"""The bot is killed during paid sending: nobody gets the message twice, and the budget still holds."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from bot_scene import say
from paid_scene import FIRST, Sent

from cli.trying.bot_process import BotProcess
from crowd.ids import AnnouncementId, ContributorId
from crowd.people.visitors import Visitor
from playground import Playground
from playground.serving.floods import NANOSTARS
from storage.tx import Spot, Tx
from storage.upgrade import upgrade
from usecases.announcing.paying.ask_fare import ask_fare
from usecases.announcing.paying.send_paid import send_paid
from usecases.announcing.writing.begin_announcement import begin_announcement
from usecases.announcing.writing.write_announcement import Written, write_announcement
from usecases.terms import Terms

ADMIN = ContributorId(77)
PEOPLE = 400
#: In Stars: less than it takes, so that the end of the budget is met too.
BUDGET = 38
#: Only a bot that hangs is waited for so long.
END_S = 120.0
TERMS = Terms(admin_ids=frozenset({ADMIN}), stars_a_month=BUDGET, pushes_per_s=5)


async def show_panel(telegram: Playground) -> int:
    """Send the admin what becomes the panel; return the message's number."""
    url, said = f"{telegram.base_url}{telegram.token}/sendMessage", {"chat_id": ADMIN, "text": "Hello"}
    async with aiohttp.ClientSession() as session, session.post(url, json=said) as answer:
        return int((await answer.json())["result"]["message_id"])


def prepare(path: Path, panel: int, now: int) -> None:
    """A database in which an admin has just let an announcement go for Stars, by a button of a message."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        upgrade(connection)
        connection.execute("BEGIN")
        connection.executemany(
            # They were there a moment ago, so no night of theirs is known of.
            "INSERT INTO contributor (id, state, locale, created_at, seen_at) VALUES (?, 'ACTIVE', 'en', 1, ?)",
            [(FIRST + number, now) for number in range(PEOPLE)],
        )
        tx, author = Tx(connection), Visitor(id=ADMIN, locale="en")
        begin_announcement(tx, None, by=author, in_place=False, terms=TERMS, at=now)
        write_announcement(tx, Written(html="Hello", width=5), by=ADMIN, terms=TERMS, at=now)
        number = AnnouncementId(connection.execute("SELECT id FROM announcement").fetchone()[0])
        tx = tx.after_press(Spot(ADMIN, panel))
        ask_fare(tx, number, by=ADMIN, terms=TERMS, at=now)
        send_paid(tx, number, BUDGET * 10, by=ADMIN, terms=TERMS, at=now)
        connection.execute("COMMIT")


def figures(path: Path) -> dict[str, int]:
    """Read what the bot has on its account, and what became of the announcement."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        found = dict(connection.execute("SELECT state, count(*) FROM recipient GROUP BY state").fetchall())
        reserved, spent = connection.execute("SELECT sum(reserved), sum(spent) FROM star_day").fetchone()
        counted = connection.execute("SELECT paid FROM announcement").fetchone()[0]
    return {**found, "reserved": reserved, "spent": spent, "counted": counted}


@pytest.mark.parametrize("kills", [[30, 90, 200, 330], [1, 2, 375, 385]])
async def test_killed_while_it_pays_the_bot_spends_no_more_than_it_may(
    tmp_path: Path, kills: list[int]
) -> None:
    path = tmp_path / "bot.db"
    async with Playground(seed=5, strict=True, limits="real") as telegram:
        telegram.world.purse.nanostars = 1_000 * NANOSTARS
        for person_id in (*range(FIRST, FIRST + PEOPLE), ADMIN):
            telegram.person(f"Person {person_id}", id=person_id)
            telegram.world.chats[person_id].started = True
        prepare(path, await show_panel(telegram), int(telegram.clock() * 1_000_000))
        sent = Sent(telegram, range(FIRST, FIRST + PEOPLE))
        bot = BotProcess(_settings(telegram, path), tmp_path / "bot.log")
        try:
            for at_least in kills:
                await bot.start()
                await _until(lambda least=at_least: sent.count >= least)
                await bot.kill()
                assert figures(path)["reserved"] + figures(path)["spent"] <= BUDGET * 10
                assert len(sent.paid) <= figures(path)["reserved"] + figures(path)["spent"]
            await bot.start()
            boss = telegram.people[ADMIN]
            await boss.sees("Your announcement is out", END_S)
            await bot.stop()
        finally:
            await bot.kill()
        end = figures(path)
        assert len(set(sent.paid + sent.free)) == sent.count, "nobody has it twice"
        assert len(sent.paid) <= end["spent"] == end["counted"] <= BUDGET * 10
        assert end["reserved"] == 0
        # What was on its way in a kill may have arrived or not; everybody else has it.
        assert end["SENT"] + end.get("UNKNOWN", 0) == PEOPLE
        assert end["SENT"] <= sent.count
        assert end.get("UNKNOWN", 0) <= 96 * len(kills)
        taken = 1_000 * NANOSTARS - telegram.world.purse.nanostars
        assert taken <= end["spent"] * NANOSTARS // 10
        assert not any(call.error and call.error.code == 429 for call in telegram.calls)
        assert (
            say("announcement-head", project="", everybody=1) in telegram.people[sent.paid[0]].chat[-1].words
        )


def _settings(telegram: Playground, path: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": telegram.token,
        "DATABASE_URL": f"sqlite:///{path}",
        "ADMIN_IDS": str(ADMIN),
        "API_BASE_URL": telegram.base_url,
        "API_BASE_FILE_URL": telegram.base_file_url,
        "PUSHES_PER_SECOND": "5",
        "PAID_BROADCAST": "true",
        "PAID_STARS_A_MONTH": str(BUDGET),
        "PAID_PER_SECOND": "400",
    }


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(END_S):
        while not happened():  # noqa: ASYNC110 - another process sets no event of ours
            await asyncio.sleep(0)
