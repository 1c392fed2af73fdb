"""How the bot speaks HTTP: python-telegram-bot's request interface on aiohttp.

The library's own transport (httpx) costs about 6 ms of CPU a call at 64 calls in flight; this one keeps the
same contract (`tests/transport/test_contract.py` runs both) at a fraction of that. Two promises go further:

* no error that leaves here carries the URL, and so the bot's token, in its text, its cause or its context;
* the cause of an error says whether the request can have taken effect: see `surely_not_sent`.
"""

import asyncio
import contextlib
import io
import json
import re
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from typing import cast

import aiohttp
import certifi
from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

#: aiohttp hands a body to the socket in one go; in pieces, each piece can have its own time limit.
_CHUNK_BYTES = 64 * 1024

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


class AiohttpRequest(BaseRequest):
    """Makes the Bot API calls of python-telegram-bot over one aiohttp session.

    Args:
        connection_limit: Requests in flight at most; more wait `pool_s` for their turn.
        timeouts: The limits for calls that do not name their own.
        proxy: URL of an HTTP proxy. The environment's proxy variables are not read: aiohttp does that in a
            thread for every request.
    """

    #: Whether parameters without files are sent as JSON, not as a form.
    as_json = False

    def __init__(
        self, *, connection_limit: int = 256, timeouts: Timeouts | None = None, proxy: str | None = None
    ) -> None:
        self._timeouts = timeouts or Timeouts()
        self._proxy = proxy
        self._slots = asyncio.Semaphore(connection_limit)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds of silence after which a call that names no limit of its own is given up."""
        return self._timeouts.read_s

    async def initialize(self) -> None:
        """Open the session; the connections come when they are needed."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # The semaphore limits, so that waiting for a slot and connecting have limits of their own.
                connector=aiohttp.TCPConnector(limit=0, ssl=trusted()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session and its connections; may be called twice."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

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
        try:
            async with self._slot(limits.pool_s):
                return await self._exchange(url, method, request_data, limits)
        except NetworkError as known:
            failure = known
        except (aiohttp.ClientError, OSError) as error:
            failure = _explain(error)
        # Raised outside the handler: inside it, the error with the URL would become this one's __context__.
        raise failure

    @contextlib.asynccontextmanager
    async def _slot(self, wait_s: float | None) -> AsyncIterator[None]:
        """Hold one of the connections that may be open at a time."""
        try:
            if self._slots.locked():
                async with asyncio.timeout(wait_s):
                    await self._slots.acquire()
            else:
                await self._slots.acquire()
            timed_out = False
        except TimeoutError:
            timed_out = True
        if timed_out:
            raise _failure(TimedOut("Pool timeout: all connections are busy"), NotSent("pool timeout"))
        try:
            yield
        finally:
            self._slots.release()

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, limits: Timeouts
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise _failure(NetworkError("The transport is not initialized"), NotSent("not initialized"))
        async with self._session.request(
            method,
            url,
            data=await _body_of(request_data, limits.write_s, as_json=self.as_json),
            timeout=aiohttp.ClientTimeout(total=None, connect=limits.connect_s, sock_read=limits.read_s),
            # A redirected POST would be repeated as a GET, token and all, to wherever it points.
            allow_redirects=False,
            proxy=self._proxy,
        ) as response:
            return response.status, await response.read()


@cache
def trusted() -> ssl.SSLContext:
    """The system's certificates and Mozilla's: a bare Debian, or a Python on macOS, has none of its own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class SendingRequest(AiohttpRequest):
    """The transport of what the bot sends: of the message that Telegram returns, only the head is read.

    Parameters go as one JSON object: in a form, structures would be written as JSON first and escaped then.
    """

    as_json = True

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Decode an answer, without what a sent message shows: making objects of it cost as much as sending."""
        answer = AiohttpRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _HEAD if name in result}
        return answer


class _TimedBody(Payload):
    """A request body that is sent in pieces, none of which may take longer than the limit."""

    def __init__(self, content: bytes, *, content_type: str, write_s: float | None) -> None:
        super().__init__(content, content_type=content_type)
        self._size = len(content)
        self._write_s = write_s

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return cast("bytes", self._value).decode(encoding, errors)

    async def write(self, writer: AbstractStreamWriter) -> None:
        content = memoryview(cast("bytes", self._value))
        for start in range(0, len(content), _CHUNK_BYTES):
            async with asyncio.timeout(self._write_s):
                await writer.write(content[start : start + _CHUNK_BYTES])


async def _body_of(
    request_data: RequestData | None, write_s: float | None, *, as_json: bool
) -> Payload | None:
    """Encode the parameters as Telegram expects them: multipart with files, a plain form or JSON without."""
    if request_data is None:
        return None
    if as_json and not request_data.contains_files:
        encoded = json.dumps(request_data.parameters, ensure_ascii=False).encode()
        return _TimedBody(encoded, content_type=_JSON, write_s=write_s)
    if not request_data.contains_files:
        encoded = request_data.url_encoded_parameters().encode()
        return _TimedBody(encoded, content_type=_FORM, write_s=write_s) if encoded else None
    # With quote_fields aiohttp percent-encodes non-ASCII file names, and people would see them so.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, file, content_type) in request_data.multipart_data.items():
        # aiohttp warns of large bytes, because it would send them in one go; these only get encoded here.
        handle = io.BytesIO(file) if isinstance(file, bytes) else file
        form.add_field(name, handle, filename=_quotable(filename), content_type=content_type)
    multipart = form()
    content = await multipart.as_bytes()
    return _TimedBody(content, content_type=multipart.content_type, write_s=write_s)


def _quotable(filename: str) -> str:
    return _UNSAFE_IN_QUOTES.sub(lambda found: f"%{ord(found[0]):02X}", filename)


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _failure(error: NetworkError, cause: NotSent | PerhapsSent) -> NetworkError:
    error.__cause__ = cause
    return error


def _explain(error: Exception) -> NetworkError:
    """Turn an error of aiohttp or the system into python-telegram-bot's, with nothing of the URL in it."""
    kind = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return _failure(TimedOut("Timed out while connecting"), NotSent(kind))
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.InvalidURL)):
        return _failure(NetworkError(f"No connection: {kind}"), NotSent(kind))
    if isinstance(error, TimeoutError):
        return _failure(TimedOut(), PerhapsSent(kind))
    return _failure(NetworkError(f"The connection broke: {kind}"), PerhapsSent(kind))
