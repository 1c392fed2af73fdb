"""Fixtures and settings for all tests."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from storage.upgrade import upgrade

# How long an example takes says something of the machine, nothing of us. In CI the examples are always the same: a
# red run can be made again.
settings.register_profile("askmany", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("askmany")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded, empty database, to be copied: running the upgrades for each test would cost more."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        upgrade(connection)
    return path
