"""`askmany playground`: a process of its own that any bot can talk to."""

import argparse
import asyncio
import json
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from cli.__main__ import build_parser
from cli.trying.playground import read_limits

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def serving(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Start the command; give the process and what it says first."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cli", "playground", "--port", "0", *options),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(30):
            while "seed" not in said:
                said += (await process.stdout.readline()).decode()
        yield process, said
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()


async def test_it_serves_a_bot_and_its_page_until_it_is_interrupted(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    async with serving("--limits", "x10", "--journal", str(journal), "--seed", "5") as (process, said):
        address = re.search(r"base_url (\S+)/bot ", said)
        assert address is not None
        async with aiohttp.ClientSession() as session:
            token = "123456:" + "a" * 35  # any well-formed one
            async with session.get(f"{address[1]}/bot{token}/getMe") as reply:
                assert (await reply.json())["ok"]
            async with session.get(f"{address[1]}/") as page:
                assert page.content_type == "text/html"
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    assert [json.loads(line)["what"] for line in journal.read_text("utf-8").splitlines()] == ["start", "call"]


def test_limits_are_off_real_or_a_factor() -> None:
    assert [read_limits(text) for text in ("off", "real", "x2.5")] == ["off", "real", 2.5]
    for wrong in ("on", "x0", "xnan", "xinf", "3", "x-1", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="neither off, real, nor x"):
            read_limits(wrong)


def test_checks_are_on_unless_told_otherwise() -> None:
    parser = build_parser()
    assert [parser.parse_args(["playground", *options]).check for options in ([], ["--no-check"])] == [
        True,
        False,
    ]


def test_other_machines_are_let_in_only_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    args = build_parser().parse_args(["playground", "--host", "0.0.0.0", "--port", "0"])
    assert args.run(args) == 2
    assert "would let other machines in" in capsys.readouterr().err
