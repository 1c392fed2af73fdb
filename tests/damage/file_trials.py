"""Reads task files that were damaged at random: each is read, or refused in words, in little time."""

import io
import json
import random
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crowd.files.errors import TaskFileErrors
from crowd.files.task_file import read_task_file

sys.path.insert(0, str(Path(__file__).parent.parent / "unit" / "files"))
from workbook_bytes import ods, xlsx

#: A file of this size that takes longer has met something that grows.
MOST_S = 20.0

_ROWS = [
    ["text", "gold", "note"],
    *([f"Größe {n}, “quoted”", "Red" if n % 3 else "", str(n)] for n in range(60)),
]
#: The head of a workbook of old Excel, and of a spreadsheet as a web page.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00"


def _csv(separator: str, encoding: str) -> bytes:
    cell = '"{}"'.format
    return "\n".join(separator.join(map(cell, row)) for row in _ROWS).encode(encoding, errors="replace")


#: Name to whole file.
WHOLE: dict[str, bytes] = {
    "comma.csv": _csv(",", "utf-8"),
    "semicolon.csv": _csv(";", "cp1252"),
    "tab.tsv": _csv("\t", "utf-16"),
    "lines.jsonl": "\n".join(json.dumps(dict(zip(_ROWS[0], row, strict=True))) for row in _ROWS[1:]).encode(),
    "list.json": json.dumps([dict(zip(_ROWS[0], row, strict=True)) for row in _ROWS[1:]]).encode(),
    "excel.xlsx": xlsx({"Tasks": _ROWS}),
    "libre.ods": ods(_ROWS),
    "old.xls": _OLE + bytes(3000) + b"W\0o\0r\0k\0b\0o\0o\0k\0" + bytes(3000),
}


@dataclass(frozen=True, slots=True)
class FileTrial:
    """What was done to a file, and how reading it ended."""

    damage: str
    use: str
    outcome: str
    told: str


def _flip(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 1, 5, 50))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _garbage(data: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(data))
    data[place : place + rng.choice((4, 40, 400))] = rng.randbytes(rng.choice((4, 40, 400)))


def _cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data)) :]


def _drop(data: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(data))
    del data[place : place + rng.choice((1, 10, 500))]


def _repeat(data: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(data))
    data[place:place] = data[place : place + 300] * rng.choice((1, 30))


def _odd(data: bytearray, rng: random.Random) -> None:
    """Bytes that mean something to one reader or another."""
    odd = (
        b"\0",
        b'"',
        b"\r",
        b"\xff\xfe",
        b"[" * 5000,
        b"{" * 5000,
        b"1" * 5000,
        b"=cmd|' /C x'!A1",
        b"&x;",
        b"<",
    )
    place = rng.randrange(len(data))
    data[place:place] = rng.choice(odd)


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _garbage, _cut, _drop, _repeat, _odd)


def _spoiled(
    whole: bytes, way: Callable[[bytearray, random.Random], None], rng: random.Random
) -> tuple[bytes, str]:
    """Damage a file; a workbook also inside, where its own sums would otherwise find it out."""
    if not whole.startswith(b"PK") or rng.random() < 0.3:
        data = bytearray(whole)
        way(data, rng)
        return bytes(data), ""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(written, "w") as spoiled:
        victim = rng.choice(archive.namelist())
        for part in archive.namelist():
            data = bytearray(archive.read(part))
            if part == victim:
                way(data, rng)
            spoiled.writestr(part, bytes(data))
    return written.getvalue(), f" ({victim})"


def read_spoiled(seed: int) -> FileTrial:
    """Damage a file in a way drawn at random, and read it."""
    rng = random.Random(seed)
    name, way = rng.choice(sorted(WHOLE)), rng.choice(_WAYS)
    data, where = _spoiled(WHOLE[name], way, rng)
    damage, use = f"seed {seed}: {name}{where} after {way.__name__}", f"read {name}"
    begun = time.process_time()
    try:
        read_task_file(bytes(data), name=name)
        outcome, told = "fine", ""
    except TaskFileErrors as errors:
        outcome, told = "refused in words", str(errors)
    except Exception:  # noqa: BLE001 - this is what is looked for
        outcome, told = "traceback", traceback.format_exc()
    if time.process_time() - begun > MOST_S:
        outcome, told = "traceback", f"took {time.process_time() - begun:.0f} s"
    return FileTrial(damage, use, outcome, told)
