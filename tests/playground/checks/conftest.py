"""The checks run against a strict playground whose time only the test moves."""

from collections.abc import AsyncIterator

import pytest
from playground_scene import make_bot
from telegram import Bot

from playground import Group, Person, Playground
from playground.clock import VirtualClock


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lengths of time as PTB will give them in future; reading the old numbers is a warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground(seed=7, clock=VirtualClock(), strict=True) as playground:
        yield playground


@pytest.fixture
def wrong_on_purpose(telegram: Playground) -> None:
    """Let a check make calls that break the schema; any other check fails by them."""
    telegram.strict = False


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[Bot]:
    async with make_bot(telegram) as client:
        yield client


@pytest.fixture
async def ada(telegram: Playground) -> Person:
    person = telegram.person("Ada", language="es", username="ada_l", last_name="Lovelace")
    await person.start()
    telegram.world.updates.drop_pending()
    return person


@pytest.fixture
async def ben(telegram: Playground) -> Person:
    person = telegram.person("Ben")
    await person.start()
    telegram.world.updates.drop_pending()
    return person


@pytest.fixture
def crew(telegram: Playground, ada: Person, ben: Person) -> Group:
    """A group of Ada, who owns it, Ben and the bot; the bot has read that it was made."""
    group = telegram.group("Crew", [ada, ben])
    telegram.world.updates.drop_pending()
    return group
