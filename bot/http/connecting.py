"""Opens the transport's connections, directly or through a proxy."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import aiohttp
from aiohttp_socks import ProxyConnector, ProxyType

from bot.http.certificates import trusted

if TYPE_CHECKING:
    from aiohttp.client import ClientTimeout
    from aiohttp.client_reqrep import ClientRequest
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

#: The server may be closing a connection that has been idle for longer.
_IDLE_S = 15.0
#: How long a name's addresses are cached. A hundred connections may be opened at once, and each look-up takes a thread.
_NAMES_S = 10
_SOCKS = {"socks5": ProxyType.SOCKS5, "socks5h": ProxyType.SOCKS5, "socks4": ProxyType.SOCKS4}
#: The schemes of a proxy's address, each with its default port.
PROXY_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080, "socks4": 1080}


class NoConnection(Exception):
    """No connection could be made, so nothing was sent; the message says why, without any address."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(type(error).__name__)
        self.is_timeout = isinstance(error, TimeoutError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy that all calls go through.

    Attributes:
        scheme: `http`, `https`, `socks4`, `socks5` or `socks5h`.
        host: Its name or address.
        port: Its port.
        username: The user name; empty if the proxy asks for none.
        password: The password. It never appears in a message or a repr.
    """

    scheme: str
    host: str
    port: int
    username: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Show it without who is let in."""
        return f"Proxy({self})"

    def __str__(self) -> str:
        """Show it without who is let in."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def read_proxy(text: str) -> Proxy:
    """Read a proxy's address, such as `socks5://name:password@host:1080`.

    Raises:
        ValueError: It's not the address of a proxy. The message repeats nothing of it: it may hold a password.
    """
    parts = urlsplit(text)
    if parts.scheme not in PROXY_PORTS:
        raise ValueError("unknown scheme")
    if not parts.hostname or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError("not HOST:PORT")
    return Proxy(
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or PROXY_PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class _Checked(aiohttp.TCPConnector):
    """Recognises failures before a connection was made, and never reuses a connection with an unread answer."""

    async def connect(
        self,
        req: "ClientRequest",
        traces: "list[Trace]",
        timeout: "ClientTimeout",  # noqa: ASYNC109  (the library's signature)
    ) -> "Connection":
        """Return an idle connection or a new one.

        Raises:
            NoConnection: There is none, so no part of the request can have been sent.
        """
        failure: NoConnection
        try:
            while True:
                connection = await super().connect(req, traces, timeout)
                protocol = connection.protocol
                if protocol is not None and not protocol.should_close:
                    return connection
                # The server sent something unasked, which would be mistaken for the answer to this request.
                connection.close()
        except Exception as error:  # noqa: BLE001  (a proxy's errors share no class with aiohttp's)
            failure = NoConnection(error)
        raise failure


class _CheckedSocks(_Checked, ProxyConnector):
    """The same through a SOCKS proxy."""


def connector(proxy: Proxy | None) -> aiohttp.TCPConnector:
    """Return a connector without a limit of its own, since the transport counts connections."""
    kept: dict[str, Any] = {
        "limit": 0,
        "keepalive_timeout": _IDLE_S,
        "ttl_dns_cache": _NAMES_S,
        "ssl": trusted(),
    }
    if proxy is None or proxy.scheme not in _SOCKS:
        return _Checked(**kept)
    return _CheckedSocks(
        host=proxy.host,
        port=proxy.port,
        proxy_type=_SOCKS[proxy.scheme],
        username=proxy.username or None,
        password=proxy.password or None,
        # The proxy looks up names: where Telegram is blocked, this machine often gets wrong answers.
        rdns=True,
        **kept,
    )


def by_way_of(proxy: Proxy | None, *, is_tls: bool) -> dict[str, Any]:
    """Return a request's arguments for an HTTP proxy; the connector itself handles a SOCKS proxy.

    Args:
        proxy: The proxy.
        is_tls: Whether the request goes to an https address: then the connector talks to the proxy, otherwise the
            request itself does, and carries the proxy's password.
    """
    if proxy is None or proxy.scheme in _SOCKS:
        return {}
    if not proxy.username:
        return {"proxy": str(proxy)}
    login = {"Proxy-Authorization": aiohttp.encode_basic_auth(proxy.username, proxy.password, "utf-8")}
    return {"proxy": str(proxy), "proxy_headers" if is_tls else "headers": login}
