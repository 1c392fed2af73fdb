"""Connections are reused where that is safe, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from telegram.error import NetworkError, TimedOut

from bot.http.transport import HttpRequest, Timeouts, surely_not_sent

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{"ok":true,"result":[1]}'
CLOSING = OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)


@dataclass
class Server:
    """Says to each request what it is told to, and counts who comes."""

    says: bytes = OK
    url: str = ""
    visits: list[asyncio.StreamWriter] = field(default_factory=list)

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits.append(writer)
        while await _request(reader):
            writer.write(self.says)
            if b"Connection: close" in self.says:
                break
        writer.close()

    async def hang_up(self) -> None:
        for writer in self.visits:
            writer.close()
            await writer.wait_closed()


async def _request(reader: asyncio.StreamReader) -> bool:
    try:
        await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return False
    return True


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.visit, "127.0.0.1", 0)
    async with listening:
        server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/x"
        yield server
        await server.hang_up()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as running:
        yield running


@pytest.fixture
async def ours() -> AsyncIterator[HttpRequest]:
    async with HttpRequest() as transport:
        yield transport


async def look_around(server: Server) -> None:
    """Let what was written before arrive: a whole call takes longer."""
    says, server.says = server.says, OK
    async with HttpRequest() as other:
        await other.post(server.url)
    server.says = says


async def test_one_call_after_another_takes_one_connection(server: Server, ours: HttpRequest) -> None:
    for _ in range(3):
        assert await ours.post(server.url) == [1]
    assert len(server.visits) == 1


async def test_calls_at_the_same_time_take_one_connection_each(server: Server, ours: HttpRequest) -> None:
    for _ in range(2):
        await asyncio.gather(*(ours.post(server.url) for _ in range(4)))
    assert len(server.visits) == 4


async def test_a_connection_that_the_server_will_close_is_not_used_again(
    server: Server, ours: HttpRequest
) -> None:
    server.says = CLOSING
    for _ in range(2):
        assert await ours.post(server.url) == [1]
    assert len(server.visits) == 2


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again(
    server: Server, ours: HttpRequest
) -> None:
    await ours.post(server.url)
    await server.hang_up()
    await look_around(server)
    assert await ours.post(server.url) == [1]
    assert len(server.visits) == 3


async def test_what_the_server_says_unasked_is_taken_for_no_answer(server: Server, ours: HttpRequest) -> None:
    await ours.post(server.url)
    server.visits[0].write(OK.replace(b"[1]", b"[2]"))
    await look_around(server)
    assert await ours.post(server.url) == [1]
    server.says = OK + OK.replace(b"[1]", b"[2]")
    assert [await ours.post(server.url) for _ in range(3)] == [[1]] * 3


async def test_a_call_that_was_given_up_leaves_nothing_to_the_next(server: Server) -> None:
    server.says = b""
    async with HttpRequest(connection_limit=1, timeouts=Timeouts(read_s=0.05)) as narrow:
        with pytest.raises(TimedOut):
            await narrow.post(server.url)
        server.says = OK
        assert await narrow.post(server.url, read_timeout=None) == [1]
    assert len(server.visits) == 2


async def test_a_server_that_speaks_something_else_is_a_network_error(
    server: Server, ours: HttpRequest
) -> None:
    server.says = b"220 mail.example ESMTP\r\n\r\n"
    with pytest.raises(NetworkError, match="broke: ClientResponseError") as caught:
        await ours.post(server.url)
    assert not surely_not_sent(caught.value)


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1/x", "http:///x", "http://a..b/x", "http://127.0.0.1:port/x"]
)
async def test_what_is_no_address_is_surely_not_sent_to(ours: HttpRequest, url: str) -> None:
    with pytest.raises(NetworkError) as caught:
        await ours.post(url)
    assert surely_not_sent(caught.value)


async def test_nothing_in_an_address_can_add_a_header(server: Server, ours: HttpRequest) -> None:
    assert await ours.post(f"{server.url} a\r\nX-Evil: 1\r\n\r\n") == [1]
    assert len(server.visits) == 1


async def test_a_transport_that_was_closed_meanwhile_leaves_nothing_open(server: Server) -> None:
    transport = HttpRequest()
    await transport.initialize()
    call = asyncio.get_running_loop().create_task(transport.post(server.url))
    await asyncio.sleep(0)  # it is connecting by now
    await transport.shutdown()
    with pytest.raises(NetworkError) as caught:
        await call
    assert surely_not_sent(caught.value)


async def test_a_name_is_looked_up_once_for_all_who_ask_at_the_same_time(
    server: Server, ours: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, asked = asyncio.get_running_loop(), []
    look_up = loop.getaddrinfo

    async def count(host: str, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return await look_up(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "getaddrinfo", count)
    await asyncio.gather(*(ours.post(server.url.replace("127.0.0.1", "localhost")) for _ in range(4)))
    assert asked == ["localhost"]
