"""The checks run against a strict playground whose clock only the test moves."""

import pytest

from playground import Group, Person, Playground
from playground.clock import VirtualClock


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lengths of time as PTB will give them in future; reading the old numbers is a warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


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
