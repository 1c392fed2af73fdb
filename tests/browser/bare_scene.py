"""A playground with a bot that says whatever the test wants."""

import json
import re
import signal
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]


class Bare:
    """A playground without a bot of its own: what the bot says is called here, by HTTP."""

    def __init__(self, page: str, api: str) -> None:
        self.page = page
        self.api = api

    def call(self, method: str, **parameters: object) -> Any:
        """Call a method of the Bot API, as a bot does."""
        return self._ask(f"{self.api}/{method}", json.dumps(parameters).encode(), "application/json")[
            "result"
        ]

    def drive(self, path: str, **values: object) -> Any:
        """Do something as a person does."""
        return self._ask(f"{self.page}playground{path}", json.dumps(values).encode(), "application/json")

    def look(self, path: str) -> Any:
        """Read something of the control API."""
        with urlopen(f"{self.page}playground{path}", timeout=20) as reply:
            return json.load(reply)

    def upload(self, person: int, kind: str, name: str, data: bytes) -> str:
        """Send a file as a person does; return the id under which the bot can send it too."""
        path = f"{self.page}playground/people/{person}/upload?as={kind}&name={name}"
        message = self._ask(path, data, "application/octet-stream")
        sent = message[kind]
        return str((sent[-1] if isinstance(sent, list) else sent)["file_id"])

    def _ask(self, url: str, body: bytes, kind: str) -> Any:
        with urlopen(Request(url, data=body, headers={"Content-Type": kind}), timeout=20) as reply:
            return json.load(reply)


@contextmanager
def bare_playground() -> Iterator[Bare]:
    """Serve one; it must end cleanly."""
    command = [sys.executable, "-m", "cli", "playground", "--port", "0", "--seed", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        told = "".join(server.stdout.readline() for _ in range(6))
        try:
            base, token, page = (
                re.search(pattern, told)
                for pattern in (r"base_url (\S+)", r"a token +(\S+)", r"people, page +(\S+)")
            )
            assert base, told
            assert token, told
            assert page, told
            yield Bare(page[1], base[1] + token[1])
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
    assert server.returncode == 0


def picture(width: int, height: int) -> bytes:
    """A photo of a sunset, more or less."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def pixel(x: int, y: int) -> bytes:
        if (x - width * 0.6) ** 2 + (y - height * 0.55) ** 2 < (height * 0.14) ** 2:
            return bytes((255, 236, 170))
        if y > height * 0.7:
            return bytes((38, 62 + 30 * (x * 7 + y * 11) // (18 * width), 92))
        return bytes((250 - 90 * y // height, 150 + 40 * y // height, 110 + 90 * (height - y) // height))

    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def tone(seconds: float) -> bytes:
    """A sound that a browser plays: a WAV file of a hum."""
    rate = 8_000
    samples = bytes(128 + (40 if n // 20 % 2 else -40) for n in range(int(rate * seconds)))
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + len(samples),
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        rate,
        rate,
        1,
        8,
        b"data",
        len(samples),
    )
    return head + samples
