"""What an HTTP server sends back, put together from the pieces in which it arrives."""

from dataclasses import dataclass

#: Nobody's headers are longer: a server that goes on speaks something else.
_MOST_HEAD_BYTES = 64 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_BODILESS = frozenset({204, 304})


class MalformedResponse(Exception):
    """The server does not speak HTTP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A whole response.

    Attributes:
        status: Its status code.
        body: What it carries.
        keeps: Whether the connection can be used for another request.
    """

    status: int
    body: bytes
    keeps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """How a response begins; its length is None for a body that ends with the connection."""

    status: int
    length: int | None
    is_chunked: bool
    keeps: bool


class ResponseReader:
    """Reads one response; interim ones (1xx) are passed over."""

    __slots__ = ("_body", "_chunk_left", "_head", "_rest")

    def __init__(self) -> None:
        self._rest = bytearray()
        self._head: _Head | None = None
        #: What a chunked body has come to, and what is left of the chunk in hand; None between two of them.
        self._body = bytearray()
        self._chunk_left: int | None = None

    def feed(self, data: bytes) -> Response | None:
        """Take what has arrived; return the response once it is whole.

        Raises:
            MalformedResponse: It is none.
        """
        self._rest += data
        while self._head is None:
            end = self._rest.find(_END_OF_HEAD)
            if end < 0:
                if len(self._rest) > _MOST_HEAD_BYTES:
                    raise MalformedResponse
                return None
            head = _read_head(bytes(self._rest[:end]))
            del self._rest[: end + len(_END_OF_HEAD)]
            self._head = None if head.status < 200 else head
        if self._head.is_chunked:
            return self._whole(self._head, self._body) if self._dechunk() else None
        length = self._head.length
        if length is None or len(self._rest) < length:
            return None
        body = self._rest[:length]
        del self._rest[:length]
        return self._whole(self._head, body)

    def end(self) -> Response | None:
        """Return the response if it is whole because the connection has ended, else None."""
        head = self._head
        if head is None or head.is_chunked or head.length is not None:
            return None
        return Response(status=head.status, body=bytes(self._rest), keeps=False)

    def _whole(self, head: _Head, body: bytearray) -> Response:
        # What stands behind it answers no request of ours.
        return Response(status=head.status, body=bytes(body), keeps=head.keeps and not self._rest)

    def _dechunk(self) -> bool:
        """Take chunks apart as far as they have arrived; True when the last one has."""
        while True:
            if self._chunk_left is None:
                line = self._line()
                if line is None:
                    return False
                self._chunk_left = _number(line.partition(b";")[0], base=16)
            if self._chunk_left == 0:
                return self._end_of_trailers()
            if len(self._rest) < self._chunk_left + 2:
                return False
            self._body += self._rest[: self._chunk_left]
            del self._rest[: self._chunk_left + 2]
            self._chunk_left = None

    def _end_of_trailers(self) -> bool:
        while (line := self._line()) is not None:
            if not line:
                return True
        return False

    def _line(self) -> bytes | None:
        end = self._rest.find(b"\r\n")
        if end < 0:
            return None
        line = bytes(self._rest[:end])
        del self._rest[: end + 2]
        return line


def _read_head(head: bytes) -> _Head:
    first, *fields = head.split(b"\r\n")
    version, _, said = first.partition(b" ")
    if version not in {b"HTTP/1.1", b"HTTP/1.0"}:
        raise MalformedResponse
    status, keeps = _number(said[:3]), version == b"HTTP/1.1"
    length, is_chunked = None, False
    for field in fields:
        name, _, value = field.partition(b":")
        match name.lower():
            case b"content-length":
                length = _number(value)
            case b"transfer-encoding":
                is_chunked = value.strip().lower() == b"chunked"
            case b"connection":
                keeps = keeps and b"close" not in value.lower()
    if status in _BODILESS:
        length, is_chunked = 0, False
    return _Head(status=status, length=length, is_chunked=is_chunked, keeps=keeps)


def _number(digits: bytes, *, base: int = 10) -> int:
    try:
        number = int(digits, base)
    except ValueError:
        raise MalformedResponse from None
    if number < 0:
        raise MalformedResponse
    return number
