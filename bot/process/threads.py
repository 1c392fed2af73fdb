"""Threads for work that would hold up the event loop; the process can end without waiting for them."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

#: Work that is nearly done may finish.
_PATIENCE_S = 0.3


class Threads(ThreadPoolExecutor):
    """Runs what `asyncio.to_thread` is given.

    It only computes or reads, so abandoning it loses nothing, and a full fit of many answers may take longer than a
    system waits for a process to end. But neither asyncio nor Python ends while a thread is running.
    """

    def __init__(self) -> None:
        super().__init__(thread_name_prefix="askmany")
        self._at_work: set[Future[Any]] = set()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a function, and keep track of it until it is done."""
        future = super().submit(fn, *args, **kwargs)
        self._at_work.add(future)
        future.add_done_callback(self._at_work.discard)
        return future

    async def leave(self, status: int) -> None:
        """End the process with a status if a thread is still running; else do nothing."""
        at_work = set(self._at_work)
        _, busy = wait(at_work, timeout=_PATIENCE_S) if at_work else (set(), set())
        if not busy:
            return
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def use_threads() -> Threads:
    """Make `asyncio.to_thread` use threads that the process need not wait for."""
    threads = Threads()
    asyncio.get_running_loop().set_default_executor(threads)
    return threads
