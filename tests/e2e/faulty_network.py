"""What can go wrong between the bot and Telegram, on demand, in front of the bot's own transport."""

import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.http.transport import NotSent, PerhapsSent

Exchange = Callable[[], Awaitable[tuple[int, bytes]]]
Fault = Callable[[Exchange], Awaitable[tuple[int, bytes]]]


@dataclass(slots=True, kw_only=True)
class _Planned:
    method: str
    fault: Fault


class Faults:
    """The next calls of a method go wrong as planned; all others go through."""

    def __init__(self) -> None:
        self._planned: deque[_Planned] = deque()
        #: Methods that were called, with the calls that went wrong.
        self.called: list[str] = []

    def plan(self, method: str, fault: Fault, *, times: int = 1) -> None:
        self._planned.extend(_Planned(method=method, fault=fault) for _ in range(times))

    @property
    def left(self) -> int:
        """Faults that have not happened yet."""
        return len(self._planned)

    def stand_before(self, request: BaseRequest) -> None:
        """Let every call of a transport pass through here."""
        exchange = request.do_request

        async def do_request(url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            method = url.rpartition("/")[2]
            self.called.append(method)
            planned = next((one for one in self._planned if one.method == method), None)
            if planned is None:
                return await exchange(url, *args, **kwargs)
            self._planned.remove(planned)
            return await planned.fault(lambda: exchange(url, *args, **kwargs))

        request.do_request = do_request  # type: ignore[method-assign]


def refused(code: int, description: str, **parameters: int) -> Fault:
    """Telegram refuses the call."""

    async def fault(_: Exchange) -> tuple[int, bytes]:
        body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            body["parameters"] = parameters
        return code, json.dumps(body).encode()

    return fault


async def answer_lost(exchange: Exchange) -> tuple[int, bytes]:
    """The call arrives, its answer does not."""
    await exchange()
    raise _with_cause(TimedOut(), PerhapsSent("read timeout"))


async def call_lost(_: Exchange) -> tuple[int, bytes]:
    """The call does not arrive, and the bot cannot know."""
    raise _with_cause(NetworkError("The connection broke"), PerhapsSent("reset"))


async def no_connection(_: Exchange) -> tuple[int, bytes]:
    """The call surely does not arrive."""
    raise _with_cause(NetworkError("No connection"), NotSent("refused"))


def _with_cause(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error
