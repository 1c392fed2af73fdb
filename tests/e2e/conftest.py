"""A local Telegram, the real bot over HTTP, and people who talk to it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from bot_scene import Clock, Scene, agree, make_settings, say, webhook_settings

from playground import Person, Playground
from storage.database import path_of


@pytest.fixture
def mode() -> str:
    """How updates come to the bot; `by_both_ways` runs a test, or all of a module, by webhook too."""
    return "polling"


@pytest.fixture
async def stage(tmp_path: Path, template: Path, mode: str) -> AsyncIterator[Scene]:
    """Everything ready, the bot not yet started."""
    clock = Clock()
    changed = webhook_settings() if mode == "webhook" else {}
    async with Playground(seed=7, clock=clock.seconds, strict=True) as telegram:
        scene = Scene(telegram=telegram, clock=clock, settings=make_settings(telegram, tmp_path, **changed))
        shutil.copy(template, path_of(scene.settings.database_url))
        yield scene
        await scene.stop()


@pytest.fixture
async def scene(stage: Scene) -> Scene:
    """A running bot; everybody may be a requester."""
    await stage.start()
    return stage


@pytest.fixture
def rita(stage: Scene) -> Person:
    """The requester."""
    return stage.person("Rita")


@pytest.fixture
async def ada(scene: Scene) -> Person:
    """A contributor who has agreed, with nothing to do yet."""
    person = scene.person("Ada")
    await agree(person)
    await person.sees(say("card-idle"))
    await scene.quiet()
    return person


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
