"""The playground's fixture, and the two ways in which a bot receives updates."""

from typing import Any

import pytest

# As a project of its own would have it by naming the plugin in its topmost conftest.py.
from playground.pytest_plugin import telegram, telegram_options  # noqa: F401


@pytest.fixture(params=["polling", "webhook"])
def by(request: pytest.FixtureRequest) -> Any:
    return request.param
