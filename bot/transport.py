"""How the bot speaks HTTP: python-telegram-bot's request interface over connections of our own.

The library's own transport (httpx) costs about 6 ms of CPU a call at 64 calls in flight; this one keeps the
same contract (`tests/transport/test_contract.py` runs both) at a fraction of that. Two promises go further:

* no error that leaves here carries the URL, and so the bot's token, in its text, its cause or its context;
* the cause of an error says whether the request can have taken effect: see `surely_not_sent`.
"""

import asyncio
import io
import json
import re
from dataclasses import dataclass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.wire import (
    ConnectingTooLong,
    ConnectionBroke,
    Connections,
    NoConnection,
    SilentTooLong,
    Target,
    target_of,
)

#: What must not stand bare inside the quotes of a Content-Disposition header, escaped as browsers do it.
_UNSAFE_IN_QUOTES = re.compile(r'[\x00-\x1f\x7f"]')

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


#: What python-telegram-bot needs of a message to make an object of it.
_HEAD = ("message_id", "date", "chat")


class NotSent(Exception):
    """The request never left this machine, so it had no effect and may be made again."""


class PerhapsSent(Exception):
    """The request may have reached Telegram before the connection failed; nobody here can know."""


def surely_not_sent(error: BaseException) -> bool:
    """Tell whether a failed request certainly had no effect, so that repeating it cannot double anything.

    Refusals by Telegram (400, 403, 429, ...) are answers, not failures to send: judge those by their class.
    """
    return isinstance(error.__cause__, NotSent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds each phase of a request may last; None waits for ever.

    `pool_s` is the wait for a free connection, `connect_s` name look-up, TCP and TLS together, `write_s` and
    `read_s` the longest silence while sending and receiving, `media_write_s` is `write_s` for files.
    """

    pool_s: float | None = 1.0
    connect_s: float | None = 5.0
    write_s: float | None = 5.0
    read_s: float | None = 5.0
    media_write_s: float | None = 20.0


class WireRequest(BaseRequest):
    """Makes the Bot API calls of python-telegram-bot.

    Args:
        connection_limit: Requests in flight at most; more wait `pool_s` for their turn.
        timeouts: The limits for calls that do not name their own.
    """

    #: Whether parameters without files are sent as JSON, not as a form.
    as_json = False

    def __init__(self, *, connection_limit: int = 256, timeouts: Timeouts | None = None) -> None:
        self._timeouts = timeouts or Timeouts()
        self._slots = asyncio.Semaphore(connection_limit)
        self._connections: Connections | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds of silence after which a call that names no limit of its own is given up."""
        return self._timeouts.read_s

    async def initialize(self) -> None:
        """Be ready; the connections come when they are needed."""
        if self._connections is None:
            self._connections = Connections()

    async def shutdown(self) -> None:
        """Close the connections; may be called twice."""
        connections, self._connections = self._connections, None
        if connections is not None:
            await connections.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request and return the status and the body of its answer.

        Raises:
            TimedOut: When a phase took longer than its limit.
            NetworkError: When there was no connection, or it broke.
        """
        defaults = self._timeouts
        has_files = request_data is not None and request_data.contains_files
        limits = Timeouts(
            pool_s=_given(pool_timeout, defaults.pool_s),
            connect_s=_given(connect_timeout, defaults.connect_s),
            write_s=_given(write_timeout, defaults.media_write_s if has_files else defaults.write_s),
            read_s=_given(read_timeout, defaults.read_s),
        )
        body = await _body_of(request_data, as_json=self.as_json)
        failure: NetworkError
        await self._take_slot(limits.pool_s)
        try:
            return await self._exchange(url, method, body, limits)
        except NoConnection as error:
            failure = _without_connection(error)
        except ConnectionBroke as error:
            failure = _broken(error)
        finally:
            self._slots.release()
        # Raised outside the handler: inside it, the error would become this one's __context__.
        raise failure

    async def _take_slot(self, wait_s: float | None) -> None:
        """Wait for one of the connections that may be open at a time."""
        if not self._slots.locked():
            await self._slots.acquire()
            return
        try:
            async with asyncio.timeout(wait_s):
                await self._slots.acquire()
        except TimeoutError:
            pass
        else:
            return
        raise _failure(TimedOut("Pool timeout: all connections are busy"), NotSent("pool timeout"))

    async def _exchange(self, url: str, method: str, body: "_Body", limits: Timeouts) -> tuple[int, bytes]:
        if self._connections is None:
            raise _failure(NetworkError("The transport is not initialized"), NotSent("not initialized"))
        try:
            target = target_of(url)
        except ValueError as error:
            raise NoConnection(type(error).__name__) from None
        # A redirect is not followed: a POST would be repeated as a GET, token and all, to wherever it points.
        response = await self._connections.exchange(
            target,
            self._head(method, target, body),
            body.content,
            connect_s=limits.connect_s,
            write_s=limits.write_s,
            read_s=limits.read_s,
        )
        return response.status, response.body

    def _head(self, method: str, target: Target, body: "_Body") -> bytes:
        return (
            f"{method} {target.path} HTTP/1.1\r\nHost: {target.host}\r\nUser-Agent: {self.USER_AGENT}\r\n"
            f"Accept: */*\r\nContent-Type: {body.kind}\r\nContent-Length: {len(body.content)}\r\n\r\n"
        ).encode()


class SendingRequest(WireRequest):
    """The transport of what the bot sends: of the message that Telegram returns, only the head is read.

    Parameters go as one JSON object: in a form, structures would be written as JSON first and escaped then.
    """

    as_json = True

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Decode an answer, without what a sent message shows: making objects of it cost as much as sending."""
        answer = WireRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _HEAD if name in result}
        return answer


@dataclass(frozen=True, slots=True)
class _Body:
    """What a request carries, and what that is."""

    content: bytes
    kind: str


async def _body_of(request_data: RequestData | None, *, as_json: bool) -> _Body:
    """Encode the parameters as Telegram expects them: multipart with files, a plain form or JSON without."""
    if request_data is None:
        return _Body(b"", _FORM)
    if not request_data.contains_files:
        if as_json:
            return _Body(json.dumps(request_data.parameters, ensure_ascii=False).encode(), _JSON)
        return _Body(request_data.url_encoded_parameters().encode(), _FORM)
    # With quote_fields aiohttp percent-encodes non-ASCII file names, and people would see them so.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, file, content_type) in request_data.multipart_data.items():
        # aiohttp warns of large bytes, because it would send them in one go; these only get encoded here.
        handle = io.BytesIO(file) if isinstance(file, bytes) else file
        form.add_field(name, handle, filename=_quotable(filename), content_type=content_type)
    multipart = form()
    return _Body(await multipart.as_bytes(), multipart.content_type)


def _quotable(filename: str) -> str:
    return _UNSAFE_IN_QUOTES.sub(lambda found: f"%{ord(found[0]):02X}", filename)


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _failure(error: NetworkError, cause: NotSent | PerhapsSent) -> NetworkError:
    error.__cause__ = cause
    return error


def _without_connection(error: NoConnection) -> NetworkError:
    if isinstance(error, ConnectingTooLong):
        return _failure(TimedOut("Timed out while connecting"), NotSent("timeout"))
    return _failure(NetworkError(f"No connection: {error}"), NotSent(str(error)))


def _broken(error: ConnectionBroke) -> NetworkError:
    if isinstance(error, SilentTooLong):
        return _failure(TimedOut(), PerhapsSent("timeout"))
    return _failure(NetworkError(f"The connection broke: {error}"), PerhapsSent(str(error)))
