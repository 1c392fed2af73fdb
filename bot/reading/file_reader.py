"""Has large files of tasks read by a process of its own, `bot.reading.file_child`, and takes what it finds out."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crowd.files.errors import Reason, RowError, TaskFileErrors
from crowd.files.task_file import Contents
from storage.answering.tasks import NewTask
from usecases.drafting.import_pages import Page
from usecases.drafting.understand_file import Bounds, FileScreen, Understood

#: The longest that reading or waiting for the next page may take.
_PATIENCE_S = 240.0
_ROOT = Path(__file__).parent.parent


class TooHard(Exception):
    """Reading a file takes too much memory or time, or ended its process."""


async def look_at(data: bytes, *, name: str, answers: Mapping[str, object], bounds: Bounds) -> Understood:
    """Read a file, without keeping its tasks.

    Raises:
        TooHard: It cannot be read in the memory and time there is.
    """
    asked = {"pages": False, "name": name, "answers": dict(answers), "bounds": asdict(bounds)}
    async with _reading(asked, data) as output:
        return _understood(await _frame(output))


async def pages_of(
    data: bytes, *, name: str, answers: Mapping[str, object], bounds: Bounds, skip: int
) -> AsyncGenerator[Page, None]:
    """Yield the items of a file that can be read, from the item after `skip`, in small pages.

    Raises:
        TooHard: It cannot be read in the memory and time there is, or not any more.
    """
    asked = {"pages": True, "skip": skip, "name": name, "answers": dict(answers), "bounds": asdict(bounds)}
    async with _reading(asked, data) as output:
        while "end" not in (frame := await _frame(output)):
            page = Page(first=skip, tasks=[NewTask(**task) for task in frame["tasks"]], named=frame["named"])
            skip += page.n_items
            yield page
        if not frame["end"]:
            raise TooHard


@contextlib.asynccontextmanager
async def _reading(asked: Mapping[str, object], data: bytes) -> AsyncIterator[asyncio.StreamReader]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.reading.file_child",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # It reads what strangers send, so it does not get our token.
        env=_environment(),
        # Ctrl+C in a terminal ends the bot, which then ends its child.
        start_new_session=True,
    )
    if process.stdin is None or process.stdout is None:
        raise TooHard
    feeding = asyncio.get_running_loop().create_task(_feed(process.stdin, asked, data))
    try:
        yield process.stdout
    finally:
        feeding.cancel()
        _kill(process)
        # The child must be gone before its memory is given to the next one. Its pipe is only closed when read to its
        # end, which may be a few pages away.
        rest = _drain(process.stdout)
        await asyncio.shield(asyncio.gather(feeding, rest, process.wait(), return_exceptions=True))


def _kill(process: asyncio.subprocess.Process) -> None:
    """End a child, and the process that reads a workbook for it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


async def _drain(output: asyncio.StreamReader) -> None:
    while await output.read(1 << 16):
        pass


def _environment() -> dict[str, str]:
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR") if name in os.environ
    }
    # Without this, the library of NumPy takes memory for each processor there is.
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}


async def _feed(pipe: asyncio.StreamWriter, asked: Mapping[str, object], data: bytes) -> None:
    with contextlib.suppress(ConnectionError):
        pipe.write(json.dumps(asked).encode() + b"\n")
        for start in range(0, len(data), 1 << 20):
            pipe.write(data[start : start + (1 << 20)])
            await pipe.drain()
        # Not waited for: cancelling that wait breaks what Python does when the child ends before it has read all.
        pipe.close()


async def _frame(output: asyncio.StreamReader) -> dict[str, Any]:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            size = int.from_bytes(await output.readexactly(4))
            frame: dict[str, Any] = json.loads(await output.readexactly(size))
    except (asyncio.IncompleteReadError, TimeoutError) as error:
        raise TooHard from error
    return frame


def _understood(frame: Mapping[str, Any]) -> Understood:
    errors, contents = frame["errors"], frame["contents"]
    if contents is not None:
        contents = Contents(**{**contents, "content_columns": tuple(contents["content_columns"])})
    return Understood(
        screen=FileScreen(frame["screen"]),
        shown=frame["shown"],
        contents=contents,
        errors=None
        if errors is None
        else TaskFileErrors(
            [RowError(**{**error, "reason": Reason(error["reason"])}) for error in errors], frame["total"]
        ),
    )
