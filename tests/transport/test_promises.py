"""What our transport promises beyond the contract: no secrets in errors, and whether a request was sent."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.http.transport import HttpRequest, Timeouts, surely_not_sent
from tests.transport.telegram_double import SECRET, TOKEN, TelegramDouble

BIG = bytes(16 * 1024**2)
#: Where a limit is what the test waits for.
SOON_S = 0.05
#: Where it must not be: a busy machine can halt for longer than the other.
LONG_S = 30.0


@pytest.fixture
async def ours() -> AsyncIterator[HttpRequest]:
    async with HttpRequest() as transport:
        yield transport


async def failure(
    transport: HttpRequest,
    base_url: str,
    method: str = "sendMessage",
    *,
    pool_s: float = LONG_S,
    connect_s: float = LONG_S,
    read_s: float = LONG_S,
) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        async with asyncio.timeout(LONG_S):
            await transport.post(
                f"{base_url}/bot{TOKEN}/{method}",
                pool_timeout=pool_s,
                connect_timeout=connect_s,
                read_timeout=read_s,
            )
    return caught.value


def everything_said_by(error: BaseException) -> str:
    """All that a log, a debugger or an error collector could get out of the error."""
    said = ["".join(traceback.format_exception(error))]
    seen: list[BaseException | None] = [error]
    for known in seen:
        if known is None:
            continue
        said += [str(known), repr(known), repr(known.args), repr(vars(known))]
        seen += [other for other in (known.__cause__, known.__context__) if other not in seen]
    return "\n".join(said)


@contextmanager
def closed_port() -> Iterator[str]:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{unused.getsockname()[1]}"


@contextmanager
def port_that_never_accepts() -> Iterator[str]:
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(4):  # The queue of the system is full after them.
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


async def test_a_closed_port_was_surely_not_sent_to(ours: HttpRequest) -> None:
    with closed_port() as url:
        error = await failure(ours, url)
    assert type(error) is NetworkError
    assert surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))


async def test_a_name_that_nobody_has_was_surely_not_sent_to(ours: HttpRequest) -> None:
    error = await failure(ours, "http://nobody.invalid")
    assert surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))


async def test_an_address_that_is_none_was_surely_not_sent_to(ours: HttpRequest) -> None:
    error = await failure(ours, "http://[::1")
    assert surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))


async def test_a_connection_that_takes_too_long_was_surely_not_sent_on(ours: HttpRequest) -> None:
    with port_that_never_accepts() as url:
        error = await failure(ours, url, connect_s=SOON_S)
    assert type(error) is TimedOut
    assert surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))


async def test_a_request_without_a_free_connection_was_surely_not_sent(double: TelegramDouble) -> None:
    async with HttpRequest(connection_limit=1) as narrow, asyncio.TaskGroup() as tasks:
        first = tasks.create_task(narrow.post(f"{double.base_url}/hang"))
        await double.arrivals.get()
        error = await failure(narrow, double.base_url, pool_s=SOON_S)
        double.released.set()
        assert await first is True
    assert type(error) is TimedOut
    assert surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))
    assert len(double.received) == 1


async def test_a_transport_that_was_closed_surely_sent_nothing(double: TelegramDouble) -> None:
    assert surely_not_sent(await failure(HttpRequest(), double.base_url))


@pytest.mark.parametrize("method", ["hang", "reset", "cut"])
async def test_what_fails_after_the_connection_may_have_been_sent(
    ours: HttpRequest, double: TelegramDouble, method: str
) -> None:
    error = await failure(ours, double.base_url, method, read_s=SOON_S if method == "hang" else LONG_S)
    assert type(error) is (TimedOut if method == "hang" else NetworkError)
    assert not surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))


async def test_a_refusal_of_telegram_is_no_failure_to_send(ours: HttpRequest, double: TelegramDouble) -> None:
    double.status, double.reply = 400, {"ok": False, "description": "Bad Request: chat not found"}
    error = await failure(ours, double.base_url)
    assert type(error) is BadRequest
    assert not surely_not_sent(error)


async def test_an_upload_that_gets_stuck_times_out(double: TelegramDouble) -> None:
    async with HttpRequest(timeouts=Timeouts(media_write_s=0.1, read_s=None)) as transport:
        bot = Bot(TOKEN, base_url=f"{double.base_url}/bot", request=transport)
        with pytest.raises(TimedOut) as caught:
            async with asyncio.timeout(LONG_S):
                await bot.do_api_request("deaf", {"document": InputFile(BIG, filename="big.bin")})
    assert not surely_not_sent(caught.value)
    assert not SECRET.search(everything_said_by(caught.value))


async def test_an_upload_may_take_longer_than_its_limit_for_silence(
    ours: HttpRequest, double: TelegramDouble
) -> None:
    """The limit is for one piece: 16 MB are some 250 of them, each far below 2 s."""
    bot = Bot(TOKEN, base_url=f"{double.base_url}/bot", request=ours)
    await bot.do_api_request("upload", {"document": InputFile(BIG)}, write_timeout=2)
    (_, _, content) = double.last.files["document"]
    assert len(content) == len(BIG)


async def test_no_more_requests_are_in_flight_than_there_are_connections(double: TelegramDouble) -> None:
    async with HttpRequest(connection_limit=3) as narrow, asyncio.TaskGroup() as tasks:
        for _ in range(9):
            tasks.create_task(narrow.post(f"{double.base_url}/hang", pool_timeout=None))
        for _ in range(3):
            await double.arrivals.get()
        double.released.set()
    assert len(double.received) == 9
    assert double.max_open == 3


async def test_a_cancelled_request_gives_its_connection_back(double: TelegramDouble) -> None:
    async with HttpRequest(connection_limit=1) as narrow:
        async with asyncio.TaskGroup() as tasks:
            doomed = tasks.create_task(narrow.post(f"{double.base_url}/hang"))
            await double.arrivals.get()
            doomed.cancel()
        assert await narrow.post(f"{double.base_url}/getMe") is True
