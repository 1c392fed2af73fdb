"""HTTP/1.1 as far as a bot speaks it: one request at a time on a connection, and connections that are used again.

A client for everybody makes objects of addresses, headers, limits and streams for each call, and that costs two and a
half times what this does (`benchmarks/README.md`). Here nothing is made but the bytes of the request.
"""

import asyncio
import ssl
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast
from urllib.parse import quote, urlsplit

import certifi
from aiohappyeyeballs import start_connection

from bot.names import Names
from bot.response import MalformedResponse, Response, ResponseReader

#: What is written in one go; of a longer body each piece has its own time limit.
_PIECE_BYTES = 64 * 1024
#: A connection that rested for longer may be one that the server is just closing.
_RESTS_S = 15.0
#: Where a name has addresses of two kinds, the second is tried after so long without the first.
_OTHER_ADDRESS_S = 0.25
_PORTS = {"http": 80, "https": 443}
#: What an address may hold as it is; anything else in it is quoted.
_PLAIN = "/%:@!$&'()*+,;=~?"


class NoConnection(Exception):
    """There is no connection, so nothing was sent; the message says why, without the address."""


class ConnectingTooLong(NoConnection):
    """There was none in time."""


class ConnectionBroke(Exception):
    """The connection ended before the response did; the message says how, without the address."""


class SilentTooLong(ConnectionBroke):
    """The server took nothing, or said nothing, in time."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a connection leads."""

    host: str
    port: int
    tls: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is made of: where it goes, and how its head names that."""

    address: Address
    host: str
    path: str


@lru_cache(maxsize=256)
def target_of(url: str) -> Target:
    """Take a URL apart.

    Raises:
        ValueError: It is none.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("not an address of the web")
    address = Address(parts.hostname, parts.port or _PORTS[parts.scheme], parts.scheme == "https")
    path = parts.path or "/"
    return Target(
        address,
        parts.netloc.rpartition("@")[2],
        quote(f"{path}?{parts.query}" if parts.query else path, safe=_PLAIN),
    )


@cache
def trusted() -> ssl.SSLContext:
    """The system's certificates and Mozilla's: a bare Debian, or a Python on macOS, has none of its own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class Connection(asyncio.Protocol):
    """A connection that carries one request at a time."""

    def __init__(self, address: Address, open_ones: set["Connection"]) -> None:
        self.address = address
        self.rests_since = 0.0
        #: Whether another request may follow, as far as the last response tells.
        self.is_reusable = False
        self._open_ones = open_ones
        self._loop = asyncio.get_running_loop()
        #: Done when the connection is closed.
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self._reader = ResponseReader()
        self._response: asyncio.Future[Response] = self._loop.create_future()
        #: Done when there is room to write again; None while there is.
        self._room: asyncio.Future[None] | None = None
        self._heard_at = 0.0
        self._listening: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is neither lost nor about to be closed."""
        return not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._open_ones.add(self)

    def data_received(self, data: bytes) -> None:
        """Take what the server says; what it says unasked ends the connection."""
        self._heard_at = self._loop.time()
        try:
            response = self._reader.feed(data)
        except MalformedResponse as error:
            self._fail(ConnectionBroke(type(error).__name__))
            self.abort()
        else:
            if self._response.done():
                self.abort()
            elif response is not None:
                self._response.set_result(response)
                self.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """End what is in hand, as a response where that ends with the connection."""
        self._open_ones.discard(self)
        response = self._reader.end()
        if response is not None and not self._response.done():
            self._response.set_result(response)
        self._fail(ConnectionBroke(type(exc or EOFError()).__name__))
        self.resume_writing()
        self.closed.set_result(None)

    def pause_writing(self) -> None:
        """Write no more for now."""
        self._room = self._loop.create_future()

    def resume_writing(self) -> None:
        """Go on writing."""
        room, self._room = self._room, None
        if room is not None and not room.done():
            room.set_result(None)

    def abort(self) -> None:
        """Close it at once."""
        self._transport.abort()

    async def exchange(
        self, head: bytes, body: bytes, *, write_s: float | None, read_s: float | None
    ) -> Response:
        """Send a request and return what comes back.

        Raises:
            ConnectionBroke: It did, or it was silent for too long.
        """
        self.is_reusable = False
        self._reader = ResponseReader()
        self._response = self._loop.create_future()
        is_sent = await self._write(head, body, write_s)
        if read_s is not None:
            self._heard_at = self._loop.time()
            self._listening = self._loop.call_later(read_s, self._listen, read_s)
        try:
            response = await self._response
        finally:
            if self._listening is not None:
                self._listening.cancel()
        self.is_reusable = is_sent and response.keeps
        return response

    async def _write(self, head: bytes, body: bytes, write_s: float | None) -> bool:
        """Send a request; False when it was answered, or the connection was lost, before all of it was sent."""
        if len(body) <= _PIECE_BYTES:
            self._transport.write(head + body)
            return True
        self._transport.write(head)
        pieces = memoryview(body)
        for start in range(0, len(body), _PIECE_BYTES):
            self._transport.write(pieces[start : start + _PIECE_BYTES])
            if self._room is not None:
                await self._wait_for_room(self._room, write_s)
            if self._response.done():
                return False
        return True

    async def _wait_for_room(self, room: "asyncio.Future[None]", write_s: float | None) -> None:
        try:
            async with asyncio.timeout(write_s):
                await room
        except TimeoutError:
            raise SilentTooLong from None

    def _listen(self, limit_s: float) -> None:
        """Give a request up about which nothing was heard for too long, and look again if something was."""
        left_s = self._heard_at + limit_s - self._loop.time()
        if left_s > 0:
            self._listening = self._loop.call_later(left_s, self._listen, limit_s)
        else:
            self._fail(SilentTooLong())

    def _fail(self, error: ConnectionBroke) -> None:
        if not self._response.done():
            self._response.set_exception(error)
            # Whoever has given up by then does not ask how it ended.
            self._response.exception()


class Connections:
    """The connections of one transport: those that rest are used again, the one that rested last first."""

    def __init__(self) -> None:
        self._open: set[Connection] = set()
        self._resting: dict[Address, list[Connection]] = {}
        self._names = Names()
        self._is_closed = False

    async def exchange(
        self,
        target: Target,
        head: bytes,
        body: bytes,
        *,
        connect_s: float | None,
        write_s: float | None,
        read_s: float | None,
    ) -> Response:
        """Send a request and return what comes back.

        Raises:
            NoConnection: Nothing was sent.
            ConnectionBroke: Something may have been.
        """
        connection = self._rested(target.address) or await self._connect(target.address, connect_s)
        try:
            response = await connection.exchange(head, body, write_s=write_s, read_s=read_s)
        except BaseException:
            connection.abort()
            raise
        self._rest(connection)
        return response

    async def close(self) -> None:
        """Close all of them; what is under way breaks off."""
        self._is_closed = True
        self._resting.clear()
        closing = [connection.closed for connection in self._open]
        for connection in list(self._open):
            connection.abort()
        await asyncio.gather(*closing)

    def _rested(self, address: Address) -> Connection | None:
        resting = self._resting.get(address)
        oldest = asyncio.get_running_loop().time() - _RESTS_S
        while resting:
            connection = resting.pop()
            if connection.is_open and connection.rests_since > oldest:
                return connection
            connection.abort()
        return None

    def _rest(self, connection: Connection) -> None:
        if not connection.is_reusable:
            connection.abort()
            return
        connection.rests_since = asyncio.get_running_loop().time()
        self._resting.setdefault(connection.address, []).append(connection)

    async def _connect(self, address: Address, connect_s: float | None) -> Connection:
        try:
            async with asyncio.timeout(connect_s):
                connection = await self._lead_to(address)
        except TimeoutError:
            raise ConnectingTooLong from None
        except (OSError, ValueError) as error:  # what is no name of a host is a ValueError
            raise NoConnection(type(error).__name__) from None
        if self._is_closed:
            connection.abort()
        if not connection.is_open:
            raise NoConnection(EOFError.__name__)
        return connection

    async def _lead_to(self, address: Address) -> Connection:
        loop = asyncio.get_running_loop()
        found = await self._names.find(address.host, address.port)
        # asyncio's own race of addresses leaves a socket open when it is cancelled.
        winner = await start_connection(found, happy_eyeballs_delay=_OTHER_ADDRESS_S)
        _, connection = await loop.create_connection(
            lambda: Connection(address, self._open),
            sock=winner,
            ssl=trusted() if address.tls else None,
            server_hostname=address.host if address.tls else None,
        )
        return connection
