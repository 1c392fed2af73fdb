"""A scene with a separate database file for each test."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from usecase_scene import Scene


@pytest.fixture
def scene(template: Path, tmp_path: Path) -> Iterator[Scene]:
    scene = Scene.open(template, tmp_path / "askmany.db")
    with closing(scene.connection):
        yield scene
