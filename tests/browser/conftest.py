"""A real browser, and `askmany play` with the real bot behind the page."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_scene import Window, launch
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright.chromium)
        yield running
        running.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where `askmany play` serves the page; it must end cleanly."""
    # A browser of other tests holds no port of ours: 0 takes any free one.
    command = [sys.executable, "-m", "cli", "play", "--port", "0", "--out", str(tmp_path / "play")]
    play = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert play.stdout is not None
    line = play.stdout.readline()
    try:
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0]
    finally:
        play.send_signal(signal.SIGINT)
        play.communicate(timeout=30)
    assert play.returncode == 0


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures of the page go: PICTURES names a folder to keep them in."""
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Window]:
    with Window.opened(browser, address, width=1280, height=800) as window:
        yield window


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Window]:
    with Window.opened(browser, address, width=390, height=844, is_phone=True) as window:
        yield window
