"""Where the names of servers lead: looked up once for all who ask at the same time, and remembered for a moment."""

import asyncio
import socket
from dataclasses import dataclass

from aiohappyeyeballs import AddrInfoType

#: How long an answer is taken for true. A hundred connections may be wanted at once, and each look takes a thread.
_TRUE_FOR_S = 10.0


@dataclass(frozen=True, slots=True)
class _Look:
    """A look that is under way or was taken, with when it began."""

    task: "asyncio.Task[list[AddrInfoType]]"
    since: float


class Names:
    """Looks up names."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, int], _Look] = {}

    async def find(self, host: str, port: int) -> list[AddrInfoType]:
        """Return the addresses of a server, at least one.

        Raises:
            OSError: Nobody knows it.
            ValueError: It is no name.
        """
        loop = asyncio.get_running_loop()
        look = self._looks.get((host, port))
        if look is None or loop.time() - look.since > _TRUE_FOR_S or _has_failed(look.task):
            look = _Look(loop.create_task(_look_up(host, port)), loop.time())
            look.task.add_done_callback(_has_failed)
            self._looks[host, port] = look
        # Whoever gives up must not take the answer away from the others.
        return await asyncio.shield(look.task)


async def _look_up(host: str, port: int) -> list[AddrInfoType]:
    return [*await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _has_failed(task: "asyncio.Task[list[AddrInfoType]]") -> bool:
    """Whether a look found nothing. To ask is also to take note: nobody may be left who waits for it."""
    return task.done() and (task.cancelled() or task.exception() is not None)
