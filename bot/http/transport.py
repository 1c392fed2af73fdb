"""The bot's HTTP: python-telegram-bot's request interface over aiohttp, through a proxy if there is one.

The library's own transport (httpx) costs about 6 ms of CPU a call with 64 calls in flight; this one keeps the same
contract (`tests/transport/test_contract.py` runs both) at a fraction of that. It makes two more promises:

* no error that leaves here carries the URL, and with it the bot's token, in its text, its cause or its context;
* the cause of an error says whether the request may have taken effect: see `surely_not_sent`.
"""

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import lru_cache

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.http.connecting import NoConnection, Proxy, by_way_of, connector
from bot.process.logs import without_tokens

#: How many bytes to write in one go; each piece of a longer body has its own time limit.
_PIECE_BYTES = 64 * 1024
#: A proxy's answer to a request that it did not pass on.
_PROXY_REFUSES = 407
#: Characters to escape inside the quotes of a Content-Disposition header, escaped as browsers do it.
_UNSAFE_IN_QUOTES = re.compile(r'[\x00-\x1f\x7f"]')

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


#: The fields that python-telegram-bot needs to make an object of a message.
_HEAD = ("message_id", "date", "chat")


class NotSent(Exception):
    """The request never left this machine, so it had no effect and may be repeated."""


class PerhapsSent(Exception):
    """The request may have reached Telegram before the connection failed; there is no way to know."""


def surely_not_sent(error: BaseException) -> bool:
    """Return whether a failed request certainly had no effect, so that repeating it cannot double anything.

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


class HttpRequest(BaseRequest):
    """Makes the Bot API calls of python-telegram-bot.

    Args:
        connection_limit: The most requests in flight; others wait up to `pool_s` for their turn.
        timeouts: The limits for calls that do not set their own.
        proxy: The proxy for all calls; None to connect directly.
    """

    #: Whether parameters without files are sent as JSON, not as a form.
    as_json = False

    def __init__(
        self, *, connection_limit: int = 256, timeouts: Timeouts | None = None, proxy: Proxy | None = None
    ) -> None:
        self._timeouts = timeouts or Timeouts()
        self._proxy = proxy
        self._via = {scheme: by_way_of(proxy, is_tls=scheme == "https") for scheme in ("http", "https")}
        self._slots = asyncio.Semaphore(connection_limit)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds of silence after which to give up a call that sets no limit of its own."""
        return self._timeouts.read_s

    async def initialize(self) -> None:
        """Get ready; connections are opened when they are needed."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=connector(self._proxy),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept": "*/*"},
                # Telegram compresses where it can, and unpacking costs more here than the extra bytes.
                skip_auto_headers={"Accept-Encoding"},
            )

    async def shutdown(self) -> None:
        """Close the connections; calling it twice is fine."""
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
        """Send one request, and return the status and body of its answer.

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
        except TimeoutError:
            failure = _failure(TimedOut(), PerhapsSent("timeout"))
        except (aiohttp.ClientError, OSError) as error:
            # Its text may repeat the address, and with it the token.
            failure = _broken(error)
        finally:
            self._slots.release()
        # Raised outside the handler: inside it, the error would become this one's __context__.
        raise failure

    async def _take_slot(self, wait_s: float | None) -> None:
        """Wait until one more connection may be open."""
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
        if self._session is None:
            raise _failure(NetworkError("The transport is not initialized"), NotSent("not initialized"))
        try:
            target = _target_of(url)
        except ValueError as error:  # UnicodeError, for a name such as a..b, is one too
            raise NoConnection(error) from None
        via = self._via[target.scheme]
        async with asyncio.timeout(None) as writing:
            # Redirects are not followed: a POST would be repeated as a GET, token included, to wherever it points.
            async with self._session.request(
                method,
                target,
                data=body.in_pieces(writing, limits.write_s),
                timeout=_client_timeout(limits.connect_s, limits.read_s),
                allow_redirects=False,
                **{**via, "headers": {**body.headers, **via.get("headers", {})}},
            ) as response:
                answer = await response.read()
        if response.status == _PROXY_REFUSES and via:
            raise _failure(NetworkError("The proxy refuses the name or password"), NotSent("407"))
        # A gateway's or a proxy's page may repeat the address, and the library repeats the page in its error.
        return response.status, answer if response.ok else without_tokens(answer)


@lru_cache(maxsize=256)
def _target_of(url: str) -> URL:
    """Parse a URL.

    Raises:
        ValueError: It is not a URL.
    """
    target = URL(url)
    if target.scheme not in {"http", "https"} or not target.host:
        raise ValueError("not an address of the web")
    _ = target.host.encode("idna"), target.port
    return target


@lru_cache(maxsize=64)
def _client_timeout(connect_s: float | None, read_s: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect_s, sock_connect=connect_s, sock_read=read_s)


class SendingRequest(HttpRequest):
    """The transport for what the bot sends: it reads only the head of the message that Telegram returns.

    Parameters go as one JSON object: in a form, structures would be written as JSON first and then escaped.
    """

    as_json = True

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Decode an answer, without the content of a sent message: making objects of that cost as much as sending."""
        answer = HttpRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _HEAD if name in result}
        return answer


@dataclass(frozen=True, slots=True)
class _Body:
    """The body of a request, and its content type."""

    content: bytes
    kind: str

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that describe it. A body that goes out in pieces needs its length."""
        return {"Content-Type": self.kind, "Content-Length": str(len(self.content))}

    def in_pieces(self, writing: asyncio.Timeout, limit_s: float | None) -> bytes | AsyncIterator[bytes]:
        """Return a short body as it is, and a long one in pieces, resetting the time limit `writing` for each."""
        return self.content if len(self.content) <= _PIECE_BYTES else self._pieces(writing, limit_s)

    async def _pieces(self, writing: asyncio.Timeout, limit_s: float | None) -> AsyncIterator[bytes]:
        now = asyncio.get_running_loop().time
        for start in range(0, len(self.content), _PIECE_BYTES):
            writing.reschedule(None if limit_s is None else now() + limit_s)
            yield self.content[start : start + _PIECE_BYTES]
        writing.reschedule(None)


async def _body_of(request_data: RequestData | None, *, as_json: bool) -> _Body:
    """Encode the parameters as Telegram expects them: multipart with files, otherwise a plain form or JSON."""
    if request_data is None:
        return _Body(b"", _FORM)
    if not request_data.contains_files:
        if as_json:
            return _Body(json.dumps(request_data.parameters, ensure_ascii=False).encode(), _JSON)
        return _Body(request_data.url_encoded_parameters().encode(), _FORM)
    # With quote_fields, aiohttp percent-encodes non-ASCII file names, and people would see that.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, file, content_type) in request_data.multipart_data.items():
        # aiohttp warns about large bytes because it would send them in one go; here they are only encoded.
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
    if error.is_timeout:
        return _failure(TimedOut("Timed out while connecting"), NotSent("timeout"))
    return _failure(NetworkError(f"No connection: {error}"), NotSent(str(error)))


def _broken(error: BaseException) -> NetworkError:
    reason = type(error).__name__
    return _failure(NetworkError(f"The connection broke: {reason}"), PerhapsSent(reason))
