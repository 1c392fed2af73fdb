"""Small proxies of every kind that the bot supports: they check who may use them, and count what they pass on."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

NAME, PASSWORD = "reader", "pass:word/1"
_BASIC = b"Proxy-Authorization: Basic " + base64.b64encode(f"{NAME}:{PASSWORD}".encode())
_SOCKS_OK = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"


@dataclass
class ProxyDouble:
    """A proxy that wants a name and a password.

    `passed_on` holds where it led to, `port` where it listens. With `breaks_off` it hangs up on everybody who asks it
    for a connection, and with `is_silent` it never answers them.
    """

    port: int = 0
    passed_on: list[str] = field(default_factory=list)
    breaks_off: bool = False
    is_silent: bool = False

    async def speak_http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if self.breaks_off or self.is_silent:
            await self._be_rude(reader)
        elif _BASIC not in head:
            target = head.split(b" ", 2)[1]
            page = b"<html>Who asks for " + target + b"?</html>"
            writer.write(
                b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: %d\r\n\r\n%b"
                % (len(page), page)
            )
        elif head.startswith(b"CONNECT"):
            host, _, port = head.split(b" ", 2)[1].decode().rpartition(":")
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self._join(reader, writer, host, int(port))
        else:
            method, address, rest = head.split(b" ", 2)
            url = urlsplit(address.decode())
            # Only this request is rewritten, so the connection may carry no other.
            version, _, headers = rest.partition(b"\r\n")
            first = b"%b %b %b\r\nConnection: close\r\n%b" % (method, url.path.encode(), version, headers)
            await self._join(reader, writer, url.hostname or "", url.port or 80, first=first)
        writer.close()

    async def speak_socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, n_methods = await reader.readexactly(2)
        methods = await reader.readexactly(n_methods)
        if self.breaks_off or self.is_silent:
            await self._be_rude(reader)
        elif 2 not in methods:
            writer.write(b"\x05\xff")
        else:
            writer.write(b"\x05\x02")
            if await _socks_login(reader) == (NAME, PASSWORD):
                writer.write(b"\x01\x00")
                host, port = await _socks_target(reader)
                writer.write(_SOCKS_OK)
                await self._join(reader, writer, host, port)
            else:
                writer.write(b"\x01\x01")
        writer.close()

    async def _be_rude(self, reader: asyncio.StreamReader) -> None:
        if self.is_silent:
            await reader.read()

    async def _join(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        host: str,
        port: int,
        first: bytes = b"",
    ) -> None:
        self.passed_on.append(f"{host}:{port}")
        far_reader, far_writer = await asyncio.open_connection(host, port)
        far_writer.write(first)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_pump(reader, far_writer))
            tasks.create_task(_pump(far_reader, writer))


async def _socks_login(reader: asyncio.StreamReader) -> tuple[str, str]:
    _, n_name = await reader.readexactly(2)
    name = await reader.readexactly(n_name)
    (n_password,) = await reader.readexactly(1)
    return name.decode(), (await reader.readexactly(n_password)).decode()


async def _socks_target(reader: asyncio.StreamReader) -> tuple[str, int]:
    _, _, _, kind = await reader.readexactly(4)
    if kind == 3:
        (length,) = await reader.readexactly(1)
        host = (await reader.readexactly(length)).decode()
    else:
        host = ".".join(map(str, await reader.readexactly(4)))
    return host, int.from_bytes(await reader.readexactly(2), "big")


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@asynccontextmanager
async def proxying(scheme: str, certificate: ssl.SSLContext | None = None) -> AsyncIterator[ProxyDouble]:
    """Run a proxy on a free port of this machine."""
    proxy = ProxyDouble()
    speak = proxy.speak_socks if scheme.startswith("socks") else proxy.speak_http
    server = await asyncio.start_server(speak, "127.0.0.1", 0, ssl=certificate if scheme == "https" else None)
    async with server:
        proxy.port = server.sockets[0].getsockname()[1]
        yield proxy
        server.close()
