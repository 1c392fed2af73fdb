"""Runs a data set through the whole system: a requester uploads it, the recorded people answer, files come back.

The bot is a process of its own and speaks HTTP to the playground; gold is never given to it.
"""

import asyncio
import contextlib
import csv
import io
import random
import re
import socket
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.replaying.datasets import Dataset
from cli.replaying.lasting import wait_lasting
from cli.replaying.virtual_crowd import NUDGE_S, RecordedPerson
from cli.trying.bot_process import BotProcess
from handlers.texts import DEFAULT_LOCALE, texts_in
from playground import Message, NotSeen, Person, Playground
from storage.checking.ledger import count_old_panels, count_unsettled
from storage.database import path_of

#: Enough for a slow machine; a run that works never waits for it.
PATIENCE_S = 60.0
#: Without a single answer for this long, the run has failed.
STALLED_S = 60.0
#: With every task closed, no offer out and no full fit under way for this long, none begins that may open some again.
SETTLED_S = 1.0
#: The ids of the virtual people begin here; the requester has the first.
FIRST_ID = 1_000_000

_CLOSED = re.compile(r"(\d+) of (\d+) tasks closed")


class RehearsalFailed(Exception):
    """The run did not finish; the message says where it stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a data set is to be replayed.

    Attributes:
        target: Confidence at which asking stops.
        min_answers: Fewest answers a task gets.
        max_answers: Most answers a task gets.
        seed: Fixes the order in which people come.
        at_once: People present at the same time who have not run out of tasks.
        kills: How often the bot is killed on the way and started again.
        real_limits: Whether the bot keeps to Telegram's sending limits.
        webhook: Whether the bot gets updates by webhook instead of polling.
        database_url: Where the bot keeps its database.
        folder: Where files go.
        nudge_s: With nothing happening for this long, a person writes: a card may have got lost.
        while_dead: What is done while a killed bot has not been started again.
    """

    target: float = 0.95
    min_answers: int = 2
    max_answers: int = 10
    seed: int = 1
    at_once: int = 32
    kills: int = 0
    real_limits: bool = False
    webhook: bool = False
    database_url: str
    folder: Path
    nudge_s: float = NUDGE_S
    while_dead: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of a run."""

    people: list[RecordedPerson]
    results: bytes
    answers: bytes
    panel: str
    seconds: float
    kills: int
    log_text: str
    #: How often a call, a reply or an update broke the schema of the Bot API.
    violations: int


Progress = Callable[[int, int, int], None]


async def rehearse(dataset: Dataset, plan: Plan, progress: Progress) -> Outcome:
    """Replay a data set; `progress(closed, tasks, answers)` is called now and then.

    Raises:
        RehearsalFailed: The run came to a halt.
    """
    async with Playground(seed=plan.seed) as telegram:
        telegram.world.name_bot("Askmany", "askmany_bot")
        bot = BotProcess(_settings(telegram, plan), plan.folder / "bot.log")
        bot.log_path.unlink(missing_ok=True)
        await bot.start()
        try:
            return await _Run(telegram, bot, dataset, plan, progress).go()
        except NotSeen as error:
            raise RehearsalFailed(f"{error}\nThe bot's log ends with:\n{bot.log_tail()}") from None
        finally:
            await bot.stop()
            telegram.save(plan.folder / "playground.json")


class _Run:
    def __init__(
        self,
        telegram: Playground,
        bot: BotProcess,
        dataset: Dataset,
        plan: Plan,
        progress: Progress,
    ) -> None:
        self._telegram = telegram
        self._bot = bot
        self._dataset = dataset
        self._plan = plan
        self._progress = progress
        self._requester = telegram.person("Requester", id=FIRST_ID)
        names = sorted(dataset.answers)
        self._people = [
            RecordedPerson(telegram.person(name, id=FIRST_ID + number), name, dataset.answers[name], dataset)
            for number, name in enumerate(names, start=1)
        ]
        self._ids = {person.name: person.person.id for person in self._people}
        self._kills = 0

    async def go(self) -> Outcome:
        await self._set_up()
        start = time.monotonic()
        return await self._fetch(await self._answer_all() - start)

    async def _set_up(self) -> None:
        """What a requester does: send the file, go through the dialogue, launch."""
        requester, plan = self._requester, self._plan
        await requester.send_document(f"{self._dataset.title}.csv", self._file(), mime_type="text/csv")
        await requester.sees("What do you want to ask", timeout=PATIENCE_S)
        since = requester.revision
        await requester.send(self._dataset.question)
        await requester.sees("Which options can people choose from", timeout=PATIENCE_S, since=since)
        for typed in await self._answers_about_answers():
            since = requester.revision
            await requester.send(typed)
            await self._asked_next(since)
        await requester.gets(_is_ready, PATIENCE_S, since=since, what="that it is ready to launch")
        since = requester.revision
        await requester.send(f"{plan.target:.4f} {plan.min_answers}-{plan.max_answers}")
        ready = await requester.gets(_is_ready, PATIENCE_S, since=since, what="that it is ready to launch")
        await requester.tap("Launch", on=ready)
        await requester.sees("State: running", timeout=PATIENCE_S)

    async def _answers_about_answers(self) -> Sequence[str]:
        """Choose how people answer; return what is typed to set it up."""
        asked = self._dataset.asked
        if asked is None:
            return ["\n".join(self._dataset.options[label] for label in self._dataset.labels)]
        texts = texts_in(DEFAULT_LOCALE)
        for label in (texts("button-edit-kind"), texts(f"kind-of-{asked.question.kind.name}")):
            since = self._requester.revision
            await self._requester.tap(label)
            await self._asked_next(since)
        return asked.typed

    async def _asked_next(self, since: int) -> None:
        """Wait for the next step of the dialogue."""
        await self._requester.gets(
            lambda message: message.from_bot and bool(message.buttons),
            PATIENCE_S,
            since=since,
            what="the next step of the dialogue",
        )

    def _file(self) -> bytes:
        """The file of tasks, with who has a recorded answer to each; without gold."""
        contents = self._dataset.contents
        columns = list(next(iter(contents.values())))
        people: dict[str, list[str]] = {task: [] for task in contents}
        for name, given in self._dataset.answers.items():
            for task in given:
                people[task].append(str(self._ids[name]))
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["id", *columns, "contributors"])
        for task, content in contents.items():
            writer.writerow([task, *(content[column] for column in columns), " ".join(people[task])])
        return table.getvalue().encode()

    async def _answer_all(self) -> float:
        """Let everybody come, in seeded order, until the requester is told that the project is done, and it stays so.

        Returns:
            When it was, by `time.monotonic`.
        """
        order = list(self._people)
        random.Random(self._plan.seed).shuffle(order)
        places = asyncio.Semaphore(self._plan.at_once)
        loop = asyncio.get_running_loop()
        crowd = loop.create_task(_live_all(order, places, self._plan.nudge_s))
        watch = loop.create_task(self._watch())
        try:
            done, _ = await asyncio.wait({crowd, watch}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            return await self._until(self._is_settled, lasting_s=SETTLED_S)
        finally:
            for task in (crowd, watch):
                task.cancel()
            await asyncio.gather(crowd, watch, return_exceptions=True)

    async def _until(self, reached: Callable[[], bool], *, lasting_s: float = 0.0) -> float:
        """Wait until the database says so, or patience ends: what is then missing is found by the checks."""

        async def pause() -> None:
            with contextlib.suppress(TimeoutError):
                await self._requester.changed(self._requester.revision, timeout=0.1)

        return await wait_lasting(
            lambda: asyncio.to_thread(reached),
            pause,
            lasting_s=lasting_s,
            patience_s=PATIENCE_S,
            clock=time.monotonic,
        )

    def _is_settled(self) -> bool:
        """The last task may close while people hold others, or while a fit finds that some closed too early."""
        return count_unsettled(path_of(self._plan.database_url)) == 0

    def _panel_is_new(self) -> bool:
        """The panel follows every few seconds; a task may have opened and closed again since it said that all were."""
        return count_old_panels(path_of(self._plan.database_url)) == 0

    async def _watch(self) -> None:
        """Follow the panel as the requester sees it, kill the bot where that is planned, and notice a halt."""
        kills_at = [
            round(self._dataset.n_recorded * 0.4 * (number + 1) / (self._plan.kills + 1))
            for number in range(self._plan.kills)
        ]
        moved_at, last = time.monotonic(), -1
        while not any("is done." in message.words for message in self._requester.chat):
            closed, total = self._panel()
            answers = self._n_tapped()
            self._progress(closed, total, answers)
            if kills_at and answers >= kills_at[0]:
                kills_at.pop(0)
                await self._kill()
            if not self._bot.is_running:
                raise RehearsalFailed(
                    f"The bot stopped by itself. Its log ends with:\n{self._bot.log_tail()}"
                )
            if answers != last:
                moved_at, last = time.monotonic(), answers
            elif time.monotonic() - moved_at > STALLED_S:
                raise RehearsalFailed(
                    f"Nothing moved for {STALLED_S:.0f} s with {closed} of {total} tasks closed. "
                    f"The bot's log ends with:\n{self._bot.log_tail()}"
                )
            with contextlib.suppress(TimeoutError):
                await self._requester.changed(self._requester.revision, timeout=0.1)

    async def _kill(self) -> None:
        await self._bot.kill()
        self._kills += 1
        if self._plan.while_dead is not None:
            await self._plan.while_dead()
        for person in self._people:
            person.doubt()
        await self._bot.start()

    def _n_tapped(self) -> int:
        return sum(len(person.tapped.labels) for person in self._people)

    def _panel(self) -> tuple[int, int]:
        message = _panel_message(self._requester)
        found = _CLOSED.search(message.words) if message else None
        return (int(found[1]), int(found[2])) if found else (0, len(self._dataset.contents))

    async def _fetch(self, seconds: float) -> Outcome:
        """Get the files, as a requester does."""
        since = self._requester.revision
        await self._requester.send("/results")
        results = await _document(self._requester, "-results-", since)
        answers = await _document(self._requester, "-answers-", since)
        total = len(self._dataset.contents)
        await self._requester.sees(f"{total} of {total} tasks closed", timeout=PATIENCE_S)
        await self._until(self._panel_is_new)
        panel = _panel_message(self._requester)
        self._progress(total, total, self._n_tapped())
        return Outcome(
            people=self._people,
            results=results,
            answers=answers,
            panel=panel.words if panel else "",
            seconds=seconds,
            kills=self._kills,
            log_text=self._bot.log_path.read_text("utf-8", errors="replace"),
            violations=len(self._telegram.violations),
        )


def _is_ready(message: Message) -> bool:
    return "Ready to launch:" in message.words and any(
        button.text == "Launch" for row in message.buttons for button in row
    )


async def _live_all(people: list[RecordedPerson], places: asyncio.Semaphore, nudge_s: float) -> None:
    async with asyncio.TaskGroup() as group:
        for person in people:
            await places.acquire()
            group.create_task(person.live(nudge_s))
            group.create_task(_leave_place(person, places))


async def _leave_place(person: RecordedPerson, places: asyncio.Semaphore) -> None:
    """Let the next one in once somebody has run out of tasks; they stay subscribed."""
    await person.settled.wait()
    places.release()


def _panel_message(requester: Person) -> Message | None:
    return next((message for message in reversed(requester.chat) if _CLOSED.search(message.words)), None)


async def _document(person: Person, kind: str, since: int) -> bytes:
    """Wait for the file whose name has this in it."""
    return await person.wait_for(
        lambda: (
            message.document.data
            for message in person.chat
            if message.from_bot
            and message.revision > since
            and message.document is not None
            and kind in message.document.name
        ),
        what=f"a file ...{kind}...",
        wait_s=PATIENCE_S,
    )


def _settings(telegram: Playground, plan: Plan) -> dict[str, str]:
    return {
        "BOT_TOKEN": telegram.token,
        "DATABASE_URL": plan.database_url,
        "OPEN_REQUESTERS": "true",
        "API_BASE_URL": telegram.base_url,
        "API_BASE_FILE_URL": telegram.base_file_url,
        # Recorded people live a whole day in seconds.
        "PUSHES_A_DAY": "0",
        "SEND_LIMITS": "real" if plan.real_limits else "off",
    } | (_webhook_settings() if plan.webhook else {})


def _webhook_settings() -> dict[str, str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    return {"WEBHOOK_URL": f"http://{listen}/telegram", "LISTEN": listen}
