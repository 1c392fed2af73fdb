"""Replies to the bot: a result or a refusal, written to the connection in one piece."""

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from playground.errors import ApiError
from playground.wire import JsonObject, encode

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
_REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class Reply(web.Response):
    """A JSON reply that is written unchanged.

    aiohttp's own Response assembles and checks its headers for each reply, which takes a quarter of the
    server's time for a simple call.
    """

    def __init__(self, head: bytes, body: bytes, *, status: int = 200) -> None:
        """Take the head of the reply, up to the length of the body, and the body."""
        super().__init__(status=status)
        self._bytes = b"%b%d\r\n" % (head, len(body))
        self._body_bytes = body
        self._request: web.BaseRequest | None = None

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Remember where the reply goes."""
        self._request = request
        self._keep_alive = request.keep_alive
        return None

    async def write_eof(self, data: bytes = b"") -> None:  # noqa: ARG002 - the shape of aiohttp's method
        """Write everything; if the connection is gone, nobody reads it."""
        transport = self._request.transport if self._request else None
        if transport is not None and not transport.is_closing():
            end = b"\r\n" if self._keep_alive else b"Connection: close\r\n\r\n"
            transport.write(self._bytes + end + self._body_bytes)


def result_reply(result: object) -> Reply:
    """Make the reply to a successful call."""
    return Reply(_OK, b'{"ok":true,"result":%b}' % encode(result))


def refusal_reply(error: ApiError) -> Reply:
    """Make the reply to a refused call; a 429 also has the header Retry-After."""
    body: JsonObject = {"ok": False, "error_code": error.code, "description": error.description}
    head = f"HTTP/1.1 {error.code} {_REASONS.get(error.code, 'Error')}\r\nContent-Type: application/json\r\n"
    if error.parameters:
        body["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            head += f"Retry-After: {error.parameters['retry_after']}\r\n"
    return Reply(f"{head}Content-Length: ".encode(), encode(body), status=error.code)
