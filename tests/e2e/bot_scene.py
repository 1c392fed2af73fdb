"""What the end-to-end tests share: a local Telegram, the real bot, and a clock that only a test moves."""

import asyncio
import contextlib
import re
import socket
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path

import pytest
from faulty_network import Faults

from bot.app import Bot, build_bot, running
from bot.jobs import (
    Tick,
    forget,
    give_back_expired,
    go_on,
    keep_limits,
    refit,
    tell,
    update_panels,
    wake_idle,
)
from bot.settings import Address, Settings
from crowd.ids import ProjectId
from crowd.projects.draft import Draft
from handlers.texts import texts_in
from playground import Message, Person, Playground, Pressed
from storage.conversation.outbox import Priority
from storage.database import Database
from storage.drafting.drafts import find_draft
from storage.tx import Row, Tx
from usecases.drafting.import_tasks import name_from_file

MINUTE_S = 60.0
#: Only a bot that hangs is waited for so long.
QUIET_S = 180.0
#: Between two looks whether it has. Without a pause we take from the bot the processor that it needs.
LOOK_S = 0.001
#: What Telegram shows with an update that it brings.
WEBHOOK_SECRET = "a-secret_of_OURS-42"

#: How many options all questions have.
COUNT_OPTIONS = """
    SELECT coalesce(sum(json_array_length(
        coalesce(json_extract(p.draft, '$.questions[0].config'), q.config), '$.options')), 0)
    FROM question q JOIN project p ON p.id = q.project_id
"""


class Clock:
    """The time of the bot and of its Telegram; it stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> int:
        """Return microseconds since 1970, as the bot counts."""
        return round(self.now_s * 1_000_000)

    def seconds(self) -> float:
        """Return seconds since 1970, as Telegram counts."""
        return self.now_s

    def move(self, *, minutes: float = 0.0, seconds: float = 0.0) -> None:
        self.now_s += minutes * MINUTE_S + seconds


#: Runs a test by both ways in which updates come.
by_both_ways = pytest.mark.parametrize("mode", ["polling", "webhook"])

#: Makes what the bot is built of behave otherwise, between building and starting it.
Meddle = Callable[[Bot], None]


@dataclass(slots=True, kw_only=True)
class Scene:
    """A Telegram with a bot on it, which can be stopped and started again on the same database."""

    telegram: Playground
    clock: Clock
    settings: Settings
    meddle: Meddle | None = None
    faults: Faults = field(default_factory=Faults)
    _bot: Bot | None = None
    _stack: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    @property
    def bot(self) -> Bot:
        if self._bot is None:
            raise LookupError("the bot is not running")
        return self._bot

    @property
    def database(self) -> Database:
        return self.bot.parts.database

    def person(self, name: str, *, language: str | None = "en", id: int | None = None) -> Person:  # noqa: A002
        return self.telegram.person(name, language=language, id=id)

    async def start(self, **changed: object) -> None:
        """Start the bot, with some settings changed."""
        self.settings = replace(self.settings, **changed)  # type: ignore[arg-type]
        database = await self._stack.enter_async_context(await Database.open(self.settings.database_url))
        bot = build_bot(self.settings, database, clock=self.clock)
        if bot.application.job_queue is not None:
            for job in bot.application.job_queue.jobs():
                # A tick happens when the test says so.
                job.schedule_removal()
        # Waits for Telegram's limits are the test's to end, too.
        bot.sender._monotonic = self.clock.seconds
        self.faults.stand_before(bot.application.bot.request)
        if self.meddle is not None:
            self.meddle(bot)
        await self._stack.enter_async_context(running(bot))
        if bot.webhook is None:
            await self._stack.enter_async_context(_polled(bot))
        self._bot = bot

    async def stop(self) -> None:
        """Stop the bot; what is in hand is finished."""
        self._bot = None
        await self._stack.aclose()

    async def tick(self, *ticks: Tick) -> None:
        """Let the repeating ticks happen once, and what follows from them."""
        for tick in ticks or (
            give_back_expired,
            go_on,
            keep_limits,
            wake_idle,
            tell,
            update_panels,
            refit,
            forget,
        ):
            await tick(self.bot.parts)
        self.bot.sender.wake()
        await self.quiet()

    async def later(self, *, minutes: float = 0.0, seconds: float = 0.0) -> None:
        """Let time pass, with its ticks."""
        self.clock.move(minutes=minutes, seconds=seconds)
        await self.tick()

    async def quiet(self) -> None:
        """Wait until the bot has nothing in hand: every update is handled, everything due is sent."""
        try:
            async with asyncio.timeout(QUIET_S):
                while not await self._is_quiet():  # noqa: ASYNC110 - the bot sets no event of ours
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            raise AssertionError(f"still in hand after {QUIET_S:.0f} s: {await self._in_hand()}") from None

    async def _in_hand(self) -> list[object]:
        """What the bot has not done yet, and what its tasks wait for."""
        left = await self.database.read(_rows_left, self.clock())
        stacks = [task.get_stack(limit=3) for task in asyncio.all_tasks()]
        return [
            *left,
            *(f"{frame.f_code.co_qualname}:{frame.f_lineno}" for stack in stacks for frame in stack),
        ]

    async def _is_quiet(self) -> bool:
        updates = self.telegram.world.updates
        if (
            updates.pending
            or not (updates.is_polled or self.bot.webhook is not None)
            or self._is_acknowledging()
        ):
            await asyncio.sleep(0)
            return False
        # What was confirmed is stored: the rows tell whether it is done.
        n_in_hand, due = await self.database.read(_left, self.clock())
        # A press is acknowledged once it is done, and a forecast shown once it is computed.
        is_foreseeing = bool(self.bot.sender._delivery._foreseeing._tasks)
        if self.bot.intake._waiting or self._is_acknowledging() or is_foreseeing:
            return False
        return not n_in_hand and not any(map(self._can_go, due))

    def _is_acknowledging(self) -> bool:
        """Return whether a press is being acknowledged, or can be before the clock is moved."""
        acknowledging, now = self.bot.sender.acknowledging, self.clock.seconds()
        is_held = self.bot.sender._pacing.is_held(now)
        is_due = any(one.due_at <= now for one in acknowledging._waiting)
        return bool(acknowledging._tasks) or (is_due and not is_held)

    def _can_go(self, row: Row) -> bool:
        """Return whether a row that is due can be sent before the clock is moved."""
        pacing, now = self.bot.sender._pacing, self.clock.seconds()
        priority = Priority(row["priority"])
        if row["chat_id"] in pacing.busy_chats(now)[0]:
            return False
        if priority is Priority.PAID:
            return pacing.paid_now(now) != 0
        room = pacing.replies_now(now) if priority <= Priority.CARD else pacing.pushes_now(now)
        return room != 0

    async def count(self, sql: str, **params: object) -> int:
        """Return one number from the database."""
        return await self.database.read(_one, sql, params)

    async def draft(self) -> Draft:
        """Return what is set up of the newest project, which is not launched yet."""
        project = ProjectId(await self.count("SELECT max(id) FROM project"))
        draft = await self.database.read(find_draft, project)
        assert draft is not None
        return draft

    async def do(self, *steps: Awaitable[object]) -> None:
        """Let people do something, then wait for all that follows from it."""
        for step in steps:
            await step
        await self.quiet()


async def set_writable(database: Database, *, writable: bool) -> None:
    """Let SQLite refuse every write, or take them again."""

    def limit(connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA query_only = {'OFF' if writable else 'ON'}")

    await database._in_thread(database._writer, limit)


@contextlib.asynccontextmanager
async def _polled(bot: Bot) -> AsyncIterator[None]:
    polling = asyncio.get_running_loop().create_task(bot.intake.poll(bot.poll_request))
    try:
        yield
    finally:
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling


def _left(tx: Tx, now: int) -> tuple[int, list[Row]]:
    in_hand = """
        SELECT (SELECT count(*) FROM inbox WHERE state = 'PENDING')
            + (SELECT count(*) FROM outbox WHERE state = 'SENDING')
            + (SELECT count(*) FROM import WHERE due_at <= :now)
    """
    due = "SELECT kind, chat_id, priority FROM outbox WHERE state = 'PENDING' AND due_at <= :now"
    return _one(tx, in_hand, {"now": now}), tx.execute(due, {"now": now})


def _rows_left(tx: Tx, now: int) -> list[object]:
    inbox = tx.execute("SELECT * FROM inbox WHERE state = 'PENDING'")
    outbox = tx.execute(
        "SELECT *, :now AS now FROM outbox WHERE state IN ('SENDING', 'PENDING')", {"now": now}
    )
    return [dict(row) for row in (*inbox, *outbox)]


def _one(tx: Tx, sql: str, params: dict[str, object]) -> int:
    row = tx.one(sql, params)
    return int((row[0] if row is not None else 0) or 0)


def webhook_settings() -> dict[str, object]:
    """Return the settings that let updates be brought to the bot, at a port that is free."""
    port = free_port()
    return {
        "webhook_url": f"http://127.0.0.1:{port}/askmany/hook",
        "listen": Address(host="127.0.0.1", port=port),
        "webhook_secret": WEBHOOK_SECRET,
    }


def free_port() -> int:
    """Return a port of this machine where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def make_settings(telegram: Playground, folder: Path, **changed: object) -> Settings:
    settings = Settings(
        bot_token=telegram.token,
        database_url=f"sqlite:///{folder / 'bot.db'}",
        open_requesters=True,
        api_base_url=telegram.base_url,
        api_base_file_url=telegram.base_file_url,
    )
    return replace(settings, **changed)  # type: ignore[arg-type]


async def agree(*people: Person) -> None:
    """Let people subscribe: /start and the consent button. The welcome has turned into the card then."""
    for person in people:
        await person.send("/start")
        await person.sees(say("consent-text"))
        tap = await person.tap(say("button-consent"))
        await tap.answer()
        # The word that acknowledges the press and the card are sent side by side: either may be there first.
        await _sees_card(person, tap)


async def _sees_card(person: Person, tap: Pressed) -> None:
    await person.gets(
        lambda message: message.id == tap.message_id and say("consent-text") not in message.words,
        what="the card in place of the welcome",
    )


#: What is typed in the dialogue unless a test has something else to say.
ANSWERS = {
    "name": "Colours",
    "question": "Which colour is it?",
    "options": "Red, Blue",
    "target": "95",
    "least": "3",
    "most": "10",
}


async def launch(requester: Person, file: str, **answers: str) -> None:
    """Send a file, go through the dialogue by typing, and launch."""
    await fill_in(requester, file, **answers)
    since = requester.revision
    await requester.tap("Launch")
    await requester.sees("State: running", since=since)


async def fill_in(requester: Person, file: str, **answers: str) -> None:
    """Send a file, type an answer to every question of the dialogue, and exact numbers at its end."""
    answers = {**ANSWERS, **answers}
    asked = {
        "question": "What do you want to ask",
        "options": "Which options can people choose from?",
    }
    since, name = requester.revision, answers["name"]
    # The project is named after its file, as far as a file can have that name.
    await requester.send_document(f"{name}.csv", file.encode())
    if name_from_file(f"{name}.csv") != name:
        await requester.sees(asked["question"], since=since)
        await requester.tap("Name: ")
        await requester.sees("What should the project be called?", since=since)
        since = requester.revision
        await requester.send(name)
    for key, words in asked.items():
        await requester.sees(words, since=since)
        since = requester.revision
        await requester.send(answers[key])
    ready = await requester.sees(f"Ready to launch: {answers['name']}", since=since)
    least, most = answers["least"], answers["most"]
    await requester.send(f"{answers['target']} {least}-{most}")
    how_many = f"{least} to {most}" if least != most else f"exactly {'one' if least == '1' else least}"
    await requester.sees(f"% sure, {how_many} answer", since=ready.revision)


async def at_work(scene: Scene, requester: Person) -> Person:
    """Return a contributor with a card in hand, and more to come."""
    person = scene.person("Ada")
    await launch(requester, tasks_csv("Sky", "Rose", "Sea"))
    await agree(person)
    await person.sees("Sky")
    await scene.quiet()
    return person


def tasks_csv(*texts: str) -> str:
    """Return a file with one column, a task a row."""
    return "text\n" + "".join(f'"{text}"\n' for text in texts)


def say(key: str, **args: str | int) -> str:
    """Return an English sentence of the bot as a person reads it."""
    return unescape(re.sub(r"<[^>]*>", "", texts_in("en")(key, args)))


def buttons(message: Message) -> list[str]:
    """Return the texts of a message's buttons, row by row."""
    return [button.text for row in message.buttons for button in row]


def data_of(message: Message, text: str) -> str:
    """Return what a button carries."""
    found = next(button.data for row in message.buttons for button in row if button.text == text)
    if found is None:
        raise LookupError(f"the button {text!r} carries nothing")
    return found


def from_bot(person: Person) -> list[Message]:
    """Return the bot's messages in a chat, oldest first."""
    return [message for message in person.chat if message.from_bot]


def live_keyboards(person: Person) -> list[Message]:
    """Return the bot's messages that have buttons."""
    return [message for message in from_bot(person) if message.buttons]
