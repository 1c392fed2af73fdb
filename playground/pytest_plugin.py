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
    """Return the arguments for `Playground`; override this to change the clock, the limits or the checks."""
    return {}


@pytest_asyncio.fixture
async def telegram(telegram_options: dict[str, Any]) -> AsyncIterator[Playground]:
    """Provide a running playground; the test fails if the bot violated the Bot API schema."""
    async with Playground(**{"seed": 1, "strict": True} | telegram_options) as playground:
        yield playground
