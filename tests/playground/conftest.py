"""A playground, a clock that a test moves, and the real PTB client."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from control_scene import Control
from playground_scene import Clock, make_bot
from telegram import Bot

from playground import Person, Playground
from playground.control import Front, Sample


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[Playground]:
    """A playground; a test fails where its bot, or the playground itself, broke the schema of the Bot API."""
    async with Playground(seed=7, clock=clock, strict=True) as playground:
        yield playground


@pytest.fixture
def wrong_on_purpose(telegram: Playground) -> None:
    """Let a test make calls that break the schema."""
    telegram.strict = False


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[Bot]:
    async with make_bot(telegram) as client:
        yield client


@pytest.fixture
async def ada(telegram: Playground) -> Person:
    """A person who has written /start, which the bot has read."""
    person = telegram.person("Ada", language="es", username="ada_l", last_name="Lovelace")
    await person.send("/start")
    telegram.world.updates.drop_pending()
    return person


@pytest.fixture
async def control(telegram: Playground, bot: Bot) -> AsyncIterator[Control]:
    """The control API of the playground, spoken to over HTTP."""
    sample = Sample(name="example.csv", title="Example", data=b"text\nOne\n")
    async with Front(telegram, samples=[sample]) as front, ClientSession() as session:
        yield Control(telegram, front, session, bot)
