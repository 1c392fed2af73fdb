"""A local Telegram with the real bot, served to a browser until you stop it."""

import asyncio
import contextlib
import json
import signal
import sys
import time
import webbrowser
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cli.trying.bot_process import BotProcess
from cli.trying.crowd_truths import CrowdTruths
from playground import NotPossible, Playground, PortTaken
from playground.control import Front, Sample

DEFAULT_PORT = 8090
#: So often is the state saved: what a power cut may cost.
_SAVE_S = 15.0


class StageFailed(Exception):
    """The stage cannot start or continue; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What is to be served.

    Attributes:
        folder: Where the playground, its crowd, the database and the bot's log are.
        port: Where to listen; None for the usual port or, if that is taken, any other.
        people: Who is there at the first start: id and name.
        admin_ids: Who may name requesters.
        samples: Files that the page offers to send.
        truths: What the crowd knows: a text to the right option.
        opens_browser: Whether to open the page.
    """

    folder: Path
    port: int | None = None
    people: Mapping[int, str] = field(default_factory=dict)
    admin_ids: tuple[int, ...] = ()
    samples: tuple[Sample, ...] = ()
    truths: Mapping[str, str] = field(default_factory=dict)
    opens_browser: bool = False

    @property
    def state_file(self) -> Path:
        """Where the playground is saved."""
        return self.folder / "playground.json"

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.folder / "askmany.db"

    @property
    def crowd_file(self) -> Path:
        """Where the crowd's habits are saved."""
        return self.folder / "crowd.json"


def serve(stage: Stage) -> int:
    """Serve until Ctrl-C; return the exit status."""
    try:
        stage.folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(_serve(stage))
    except (StageFailed, NotPossible, PortTaken, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    return 0


async def _serve(stage: Stage) -> None:
    truths = CrowdTruths(stage.truths, stage.database, time.monotonic)
    async with (
        _opened(stage) as telegram,
        Front(telegram, samples=stage.samples, truths=truths) as front,
    ):
        _restore_crowd(stage, front)
        bot = BotProcess(_settings(stage, telegram), stage.folder / "bot.log")
        await bot.start()
        try:
            _announce(stage, front)
            await _until_ended(stage, telegram, front, bot)
        finally:
            sys.stdout.write("\nStopping: finishing what is under way ...\n")
            await front.crowd.rest()
            await bot.stop()
            _save(stage, telegram, front)


@contextlib.asynccontextmanager
async def _opened(stage: Stage) -> AsyncIterator[Playground]:
    """Restore the saved playground or make a new one, on the usual port unless that is taken."""
    try:
        telegram = _load_or_build(stage, DEFAULT_PORT if stage.port is None else stage.port)
        await telegram.start()
    except PortTaken:
        if stage.port is not None:
            raise
        telegram = _load_or_build(stage, 0)
        await telegram.start()
    try:
        yield telegram
    finally:
        await telegram.close()


def _load_or_build(stage: Stage, port: int) -> Playground:
    if stage.state_file.exists():
        return Playground.load(stage.state_file, port=port)
    telegram = Playground(port=port)
    telegram.world.name_bot("Askmany", "askmany_bot")
    for person_id, name in stage.people.items():
        telegram.person(name, id=person_id)
    return telegram


def _restore_crowd(stage: Stage, front: Front) -> None:
    if stage.crowd_file.exists():
        front.crowd.restore(json.loads(stage.crowd_file.read_bytes()))


def _save(stage: Stage, telegram: Playground, front: Front) -> None:
    telegram.save(stage.state_file)
    stage.crowd_file.write_text(json.dumps(front.crowd.to_json()), "utf-8")


def _settings(stage: Stage, telegram: Playground) -> dict[str, str]:
    return {
        "BOT_TOKEN": telegram.token,
        "DATABASE_URL": f"sqlite:///{stage.database}",
        "ADMIN_IDS": ",".join(map(str, stage.admin_ids)),
        "OPEN_REQUESTERS": "true",
        "API_BASE_URL": telegram.base_url,
        "API_BASE_FILE_URL": telegram.base_file_url,
        "SEND_LIMITS": "off",
        "PUSHES_A_DAY": "0",
        # A card that nobody looks at must not hold a small project up for half an hour.
        "LEASE_MINUTES": "2",
    }


def _announce(stage: Stage, front: Front) -> None:
    sys.stdout.write(
        f"Askmany is here: {front.url}\nEverything is kept in {stage.folder}/. Press Ctrl-C to stop.\n"
    )
    sys.stdout.flush()
    if stage.opens_browser:
        webbrowser.open(front.url)


async def _until_ended(stage: Stage, telegram: Playground, front: Front, bot: BotProcess) -> None:
    """Wait for Ctrl-C, saving now and then; a bot that was killed is started again.

    Raises:
        StageFailed: The bot ended by itself.
    """
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, ended.set)
    while not ended.is_set():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SAVE_S):
                await _first_of(ended, bot)
        _save(stage, telegram, front)
        if not bot.is_running and not ended.is_set():
            await _revive(bot)


async def _revive(bot: BotProcess) -> None:
    """Start a bot that was killed again.

    Raises:
        StageFailed: It was not killed, but ended by itself: another start would mend nothing.
    """
    if not bot.was_killed:
        raise StageFailed(f"the bot stopped by itself. Its log ends with:\n{bot.log_tail()}")
    sys.stdout.write("The bot was killed. It is starting again and will continue where it was.\n")
    sys.stdout.flush()
    await bot.start()


async def _first_of(ended: asyncio.Event, bot: BotProcess) -> None:
    loop = asyncio.get_running_loop()
    waiting = {loop.create_task(ended.wait()), loop.create_task(bot.wait())}
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
