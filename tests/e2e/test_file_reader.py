"""How the process that reads large files is fed, and what happens if it ends early."""

import asyncio
import sys
from typing import Any

from bot.reading.file_reader import _feed


async def test_a_reader_that_is_stopped_before_it_has_read_all_leaves_no_error_behind() -> None:
    errors: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
    reader = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "input(); input()", stdin=asyncio.subprocess.PIPE
    )
    assert reader.stdin is not None
    # More than a pipe holds, and less than is waited for.
    feeding = asyncio.get_running_loop().create_task(_feed(reader.stdin, {}, b"x" * 100_000))
    while not reader.stdin.is_closing():  # noqa: ASYNC110 (nothing tells when)
        await asyncio.sleep(0)
    feeding.cancel()
    await asyncio.gather(feeding, return_exceptions=True)
    reader.kill()
    await reader.wait()
    await asyncio.sleep(0)
    assert errors == []
