"""`askmany play` and `askmany demo-live`, as started and stopped in a terminal."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from cli.__main__ import main
from cli.trying.demo_live import copy_of
from cli.trying.play import MIRA, example, forget

ROOT = Path(__file__).parents[2]


@contextmanager
def playing(folder: Path, *options: str) -> Iterator[str]:
    """Start it and yield its address; end it as Ctrl-C in a terminal does: for the bot too."""
    with started(folder, *options) as (address, _):
        yield address


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[str, int]]:
    """As `playing`, with the number of the process beside the address."""
    command = [sys.executable, "-m", "cli", "play", "--port", "0", "--out", str(folder), *options]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as play:
        assert play.stdout is not None
        found = re.search(r"http://[\d.:]+", play.stdout.readline())
        try:
            assert found
            yield found[0], play.pid
        finally:
            os.killpg(play.pid, signal.SIGINT)
            _, errors = play.communicate(timeout=30)
    assert (play.returncode, errors) == (0, "")


def ask(address: str, path: str, values: object = None) -> dict[str, object]:
    request = Request(
        f"{address}/playground{path}",
        data=None if values is None else json.dumps(values).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=20) as response:
        body: dict[str, object] = json.load(response)
        return body


def sees(address: str, words: str, since: int = 0) -> int:
    """Wait until Mira has a message of the bot with these words; return the revision of her chat then."""
    while True:
        news = ask(address, f"/people/{MIRA}/next?since={since}&timeout=20")
        assert news["messages"], f"{words!r} did not come"
        since = int(str(news["revision"]))
        if words in str(news["messages"]):
            return since


def test_what_was_said_is_still_there_after_an_end_and_a_start(tmp_path: Path) -> None:
    with playing(tmp_path) as address:
        assert b"<title>Playground</title>" in urlopen(address, timeout=20).read()
        ask(address, f"/people/{MIRA}/start", {})
        revision = sees(address, "Welcome!")
        before = ask(address, f"/people/{MIRA}/chat")["messages"]

    with playing(tmp_path) as address:
        assert ask(address, f"/people/{MIRA}/chat")["messages"] == before
        ask(address, f"/people/{MIRA}/tap", {"text": "I agree"})
        sees(address, "I’ll write to you when there’s", revision)


def test_a_bot_that_is_killed_comes_back_and_goes_on_where_it_was(tmp_path: Path) -> None:
    with started(tmp_path) as (address, play):
        ask(address, f"/people/{MIRA}/start", {})
        revision = sees(address, "Welcome!")
        (bot,) = children(play)

        os.kill(bot, signal.SIGKILL)
        # Pressed while nobody listens: it waits until the bot is back.
        ask(address, f"/people/{MIRA}/tap", {"text": "I agree"})

        sees(address, "I’ll write to you when there’s", revision)
        assert children(play) not in ([], [bot])


def children(process: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            if f"PPid:\t{process}\n" in status.read_text("utf-8"):
                found.append(int(status.parent.name))
    return found


def test_a_fresh_start_forgets_its_own_files_and_no_others(tmp_path: Path) -> None:
    for name in ("playground.json", "askmany.db", "crowd.json", "diary.txt"):
        (tmp_path / name).write_text("x", "utf-8")

    forget(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


def test_the_example_hides_from_the_bot_what_it_tells_the_crowd() -> None:
    sample, truths = example()

    rows = sample.data.decode().splitlines()
    assert rows[0] == "id,sentence"
    assert len(rows) == len(truths) + 1 == 25
    assert set(truths.values()) == {"Food", "Transport", "Weather"}
    assert not any(topic in sample.data.decode() for topic in truths.values())


def test_a_damaged_state_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "playground.json").write_text("{}", "utf-8")

    assert main(["play", "--port", "0", "--out", str(tmp_path)]) == 2
    assert "playground.json is not a saved playground" in capsys.readouterr().err


def test_a_demo_that_was_not_run_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo-live", "--from", str(tmp_path)]) == 2
    assert "run `askmany demo` first" in capsys.readouterr().err


def test_the_finished_demo_stays_as_it_ended(tmp_path: Path) -> None:
    for name in ("playground.json", "askmany.db", "askmany.db-wal", "results.csv"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "live").mkdir()
    (tmp_path / "live" / "crowd.json").write_text("old", "utf-8")

    live = copy_of(tmp_path)

    assert sorted(path.name for path in live.iterdir()) == ["askmany.db", "askmany.db-wal", "playground.json"]
