"""Calls go through the operator's proxy; failures on the way are distinguished, and no secrets leak."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

import bot.http.connecting
from bot.http.connecting import read_proxy
from bot.http.transport import HttpRequest, surely_not_sent
from tests.transport.proxy_double import NAME, PASSWORD, ProxyDouble, proxying
from tests.transport.telegram_double import SECRET, TOKEN, TelegramDouble, serving
from tests.transport.test_promises import everything_said_by

TLS = Path(__file__).parents[1] / "data" / "tls"
SCHEMES = ["http", "https", "socks5", "socks5h"]
LONG_S = 30.0
BIG = bytes(range(256)) * 4096


@pytest.fixture
def certificate() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    return context


@pytest.fixture(autouse=True)
def _trusts_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the certificate of the tests for that of somebody known."""
    known = ssl.create_default_context(cafile=str(TLS / "certificate.pem"))
    monkeypatch.setattr(bot.http.connecting, "trusted", lambda: known)


@pytest.fixture
async def secure_double(certificate: ssl.SSLContext) -> AsyncIterator[TelegramDouble]:
    async with serving(certificate) as running:
        yield running


@pytest.fixture(params=SCHEMES)
async def proxy(
    request: pytest.FixtureRequest, certificate: ssl.SSLContext
) -> AsyncIterator[tuple[str, ProxyDouble]]:
    async with proxying(request.param, certificate) as running:
        yield request.param, running


@asynccontextmanager
async def transport_via(
    scheme: str, proxy: ProxyDouble, *, name: str = NAME, password: str = PASSWORD
) -> AsyncIterator[HttpRequest]:
    login = f"{name}:{quote(password, safe='')}@" if name else ""
    address = read_proxy(f"{scheme}://{login}localhost:{proxy.port}")
    async with HttpRequest(proxy=address) as transport:
        yield transport


async def test_a_call_goes_through_the_proxy(
    proxy: tuple[str, ProxyDouble], secure_double: TelegramDouble
) -> None:
    scheme, double = proxy
    async with transport_via(scheme, double) as ours:
        bot = Bot(TOKEN, base_url=f"{secure_double.base_url}/bot", request=ours, get_updates_request=ours)
        for _ in range(3):
            assert await bot.set_my_name("Ask")
        assert await bot.do_api_request("upload", {"document": InputFile(BIG)}) is True
    assert double.passed_on == [secure_double.base_url.removeprefix("https://")]
    assert len(secure_double.received) == 4
    assert secure_double.last.files["document"][2] == BIG


async def test_a_server_without_tls_is_reached_through_it_too(
    proxy: tuple[str, ProxyDouble], double: TelegramDouble
) -> None:
    scheme, between = proxy
    async with transport_via(scheme, between) as ours:
        assert await ours.post(f"{double.base_url}/bot{TOKEN}/getMe") is True
    assert between.passed_on == [double.base_url.removeprefix("http://")]


@pytest.mark.parametrize("login", [("", ""), (NAME, "wrong")])
@pytest.mark.parametrize("is_secure", [True, False])
async def test_a_wrong_password_is_surely_not_sent_and_tells_nothing(
    proxy: tuple[str, ProxyDouble],
    secure_double: TelegramDouble,
    double: TelegramDouble,
    login: tuple[str, str],
    is_secure: bool,
) -> None:
    scheme, between = proxy
    base_url = secure_double.base_url if is_secure else double.base_url
    async with transport_via(scheme, between, name=login[0], password=login[1]) as ours:
        error = await failure(ours, base_url)
    assert type(error) is NetworkError
    assert surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))
    assert PASSWORD not in everything_said_by(error)
    assert not secure_double.received + double.received


async def test_a_proxy_that_hangs_up_or_is_silent_got_nothing_that_matters(
    proxy: tuple[str, ProxyDouble], secure_double: TelegramDouble
) -> None:
    scheme, between = proxy
    async with transport_via(scheme, between) as ours:
        between.breaks_off = True
        hung_up = await failure(ours, secure_double.base_url)
        between.breaks_off, between.is_silent = False, True
        silent = await failure(ours, secure_double.base_url, connect_s=0.1)
    assert type(hung_up) is NetworkError
    assert type(silent) is TimedOut
    for error in (hung_up, silent):
        assert surely_not_sent(error)
        assert not SECRET.search(everything_said_by(error))


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_a_proxy_that_is_not_there_is_surely_not_sent_to(scheme: str) -> None:
    async with proxying("http") as gone:
        pass
    async with transport_via(scheme, gone) as ours:
        error = await failure(ours, "https://localhost:9")
    assert type(error) is NetworkError
    assert surely_not_sent(error)


async def test_what_breaks_behind_the_proxy_may_have_been_sent(
    proxy: tuple[str, ProxyDouble], secure_double: TelegramDouble
) -> None:
    scheme, between = proxy
    async with transport_via(scheme, between) as ours:
        error = await failure(ours, secure_double.base_url, method="cut")
    assert not surely_not_sent(error)
    assert not SECRET.search(everything_said_by(error))


async def failure(
    transport: HttpRequest, base_url: str, *, method: str = "getMe", connect_s: float = LONG_S
) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await transport.post(
            f"{base_url}/bot{TOKEN}/{method}", connect_timeout=connect_s, read_timeout=LONG_S
        )
    return caught.value


@pytest.mark.parametrize(
    "text",
    ["ftp://host:1", "host:1080", "http://", "http://host:port", "http://host/path", "socks5://host:1?x", ""],
)
def test_what_is_no_proxy_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_proxy(text)
    assert "host" not in str(caught.value)


def test_a_proxy_is_shown_without_its_password() -> None:
    proxy = read_proxy(f"socks5://{NAME}:{quote(PASSWORD, safe='')}@[::1]")
    assert (proxy.username, proxy.password, proxy.port) == (NAME, PASSWORD, 1080)
    assert f"{proxy} {proxy!r}" == "socks5://[::1]:1080 Proxy(socks5://[::1]:1080)"
