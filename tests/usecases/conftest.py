"""A scene on a database file of its own for each test."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from usecase_scene import Scene, make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template") / "empty.db")


@pytest.fixture
def scene(template: Path, tmp_path: Path) -> Iterator[Scene]:
    scene = Scene.open(template, tmp_path / "askmany.db")
    with closing(scene.connection):
        yield scene
