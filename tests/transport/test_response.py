"""A response is read right in whatever pieces it arrives, and what is none is told from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.response import MalformedResponse, Response, ResponseReader

BODY = b'{"ok":true,"result":"\r\n\r\n\xc3\xb1"}'
SIZED = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: Chunked\r\n\r\n"
    b"5;note=1\r\n%b\r\n%x\r\n%b\r\n0\r\nTrailer: x\r\n\r\n" % (BODY[:5], len(BODY) - 5, BODY[5:])
)
AFTER_INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + SIZED


def read(pieces: list[bytes]) -> Response | None:
    reader = ResponseReader()
    for number, piece in enumerate(pieces):
        response = reader.feed(piece)
        if response is not None:
            assert number == len(pieces) - 1
            return response
    return reader.end()


@given(st.sampled_from([SIZED, CHUNKED, AFTER_INTERIM]), st.data())
def test_a_response_is_the_same_in_whatever_pieces_it_arrives(whole: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=20)))
    pieces = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert read(pieces) == Response(status=200, body=BODY, keeps=True)


@given(st.sampled_from([SIZED, CHUNKED]), st.data())
def test_a_response_that_breaks_off_is_none(whole: bytes, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(whole) - 1))
    assert read([whole[:end]]) is None


def test_without_a_length_the_end_of_the_connection_ends_the_body() -> None:
    response = read([b"HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n\r\n<html>", b"</html>"])
    assert response == Response(status=502, body=b"<html></html>", keeps=False)


@pytest.mark.parametrize("status", [204, 304])
def test_some_responses_have_no_body_whatever_they_say(status: int) -> None:
    head = f"HTTP/1.1 {status} So\r\nContent-Length: 7\r\n\r\n".encode()
    assert read([head]) == Response(status=status, body=b"", keeps=True)


@pytest.mark.parametrize(
    "whole",
    [
        b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK",
    ],
)
def test_a_connection_is_not_used_again_where_that_is_not_safe(whole: bytes) -> None:
    assert read([whole]) == Response(status=200, body=b"x", keeps=False)


@pytest.mark.parametrize(
    "whole",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"x" * 70_000,
    ],
)
def test_what_is_no_response_is_told_from_one(whole: bytes) -> None:
    with pytest.raises(MalformedResponse):
        ResponseReader().feed(whole)
