"""A pytest fixture: a fresh local Telegram for each test.

A project opts in with `pytest_plugins = ["playground.pytest_plugin"]` in its conftest.py. The fixture is
asynchronous, so pytest-asyncio must be installed.
"""

from collections.abc import AsyncIterator

# Options are passed on by name, whatever their types.
from typing import Any

import pytest
import pytest_asyncio

from playground import Playground


@pytest.fixture
def telegram_options() -> dict[str, Any]:
    """Give the arguments of `Playground`; override it to change the clock, the limits or the checks."""
    return {}


@pytest_asyncio.fixture
async def telegram(telegram_options: dict[str, Any]) -> AsyncIterator[Playground]:
    """Give a playground that listens; the test fails where the bot broke the schema of the Bot API."""
    async with Playground(**{"seed": 1, "strict": True} | telegram_options) as playground:
        yield playground
