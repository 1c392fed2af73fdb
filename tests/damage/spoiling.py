"""Damages a database as disks, people and other programs do, at random; each way says what it did."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

PAGE = 4096
#: Bytes that no text in UTF-8 holds at such a place.
NO_TEXT = b"\xc5\xff\xc0"
#: What is found in a column of JSON after a disk, or somebody with an editor, was at it.
NO_JSON = ("", "{", "null", "[]", "7", '"x"', '{"a": 1}', "{'a': 1}", "nonsense", '{"options": null}')

Spoil = Callable[[Path, random.Random], str]


def _write(path: Path, place: int, what: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(what)


def _flip(path: Path, rng: random.Random, first: int = 0, last: int | None = None) -> str:
    size = path.stat().st_size
    place = rng.randrange(first, min(size, last or size))
    byte = path.read_bytes()[place] ^ (1 << rng.randrange(8))
    _write(path, place, bytes([byte]))
    return f"bit flipped at {place} of {path.name}"


def flip_bit(path: Path, rng: random.Random) -> str:
    return _flip(path, rng)


def flip_header(path: Path, rng: random.Random) -> str:
    return _flip(path, rng, 0, 112)


def flip_first_page(path: Path, rng: random.Random) -> str:
    return _flip(path, rng, 0, PAGE)


def flip_log(path: Path, rng: random.Random) -> str:
    return _flip(path.with_name(path.name + "-wal"), rng)


def cut_log(path: Path, rng: random.Random) -> str:
    log = path.with_name(path.name + "-wal")
    size = rng.randrange(log.stat().st_size)
    with log.open("r+b") as file:
        file.truncate(size)
    return f"{log.name} cut to {size}"


def flip_index_of_log(path: Path, rng: random.Random) -> str:
    return _flip(path.with_name(path.name + "-shm"), rng)


def garbage(path: Path, rng: random.Random) -> str:
    size = path.stat().st_size
    n_bytes, place = rng.choice((3, 100, 1000, 10_000)), rng.randrange(size)
    _write(path, place, rng.randbytes(min(n_bytes, size - place)))
    return f"{n_bytes} bytes of garbage at {place}"


def zero_page(path: Path, rng: random.Random) -> str:
    number = rng.randrange(path.stat().st_size // PAGE)
    _write(path, number * PAGE, bytes(PAGE))
    return f"page {number} zeroed"


def swap_pages(path: Path, rng: random.Random) -> str:
    data, n_pages = path.read_bytes(), path.stat().st_size // PAGE
    one, other = rng.sample(range(n_pages), 2)
    for here, there in ((one, other), (other, one)):
        _write(path, here * PAGE, data[there * PAGE : (there + 1) * PAGE])
    return f"pages {one} and {other} swapped"


def cut(path: Path, rng: random.Random) -> str:
    size = rng.choice((rng.randrange(path.stat().st_size), rng.randrange(600), PAGE, 100))
    with path.open("r+b") as file:
        file.truncate(size)
    return f"cut to {size}"


def spoil_schema(path: Path, rng: random.Random) -> str:
    data = path.read_bytes()
    places = [place for place in range(len(data)) if data.startswith(b"CREATE ", place)]
    place = rng.choice(places) + rng.randrange(-40, 120)
    _write(path, place, bytes([rng.choice([*NO_TEXT, rng.randrange(256)])]))
    return f"the schema spoiled at {place}"


def spoil_free_list(path: Path, rng: random.Random) -> str:
    _write(path, rng.randrange(32, 40), rng.randbytes(4))
    return "the list of free pages spoiled"


def _columns(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        )
    ]
    return [
        (table, column[1])
        for table in tables
        for column in connection.execute(f'PRAGMA table_info("{table}")')
        if kind in column[2]
        and connection.execute(f'SELECT 1 FROM "{table}" WHERE "{column[1]}" IS NOT NULL').fetchone()
    ]


def _put(path: Path, rng: random.Random, columns: list[tuple[str, str]], value: object) -> str:
    """Let one row, or all rows, of a random column hold a value that does not belong there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # As it is met: without the checks that a program would have to pass.
        connection.execute("PRAGMA ignore_check_constraints = ON")
        table, column = rng.choice(columns)
        rows = "" if rng.random() < 0.3 else f' WHERE rowid = (SELECT max(rowid) FROM "{table}")'
        set_to = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
        with suppress(sqlite3.IntegrityError):  # the number of a row can be nothing but a number
            connection.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {set_to}{rows}', (value,))
    return f"{table}.{column} set to {value!r}{' in every row' if not rows else ''}"


def _all_columns(path: Path, kind: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return _columns(connection, kind)


def no_text(path: Path, rng: random.Random) -> str:
    return _put(path, rng, _all_columns(path, "TEXT"), b"a" + bytes([rng.choice(NO_TEXT)]) + b"z")


def no_json(path: Path, rng: random.Random) -> str:
    with closing(sqlite3.connect(path)) as connection:
        columns = [
            (table, column)
            for table, column in _columns(connection, "TEXT")
            if str(connection.execute(f'SELECT max("{column}") FROM "{table}"').fetchone()[0]).startswith(
                ("{", "[")
            )
        ]
    return _put(path, rng, columns, rng.choice(NO_JSON))


def no_such_word(path: Path, rng: random.Random) -> str:
    columns = [
        place
        for place in _all_columns(path, "TEXT")
        if place[1] in {"state", "kind", "reason", "skip_reason", "locale", "zone", "role", "what", "source"}
    ]
    return _put(path, rng, columns, rng.choice(("NONSENSE", "", "OPEM", "\x00", "x" * 300)))


def no_number(path: Path, rng: random.Random) -> str:
    value = rng.choice(("seven", -1, 2**63 - 1, -(2**63), 1e308, float("inf"), b"\x00\xff", ""))
    return _put(path, rng, _all_columns(path, "INT"), value)


def empty(path: Path, rng: random.Random) -> str:
    path.write_bytes(b"")
    return "emptied"


def another_file(path: Path, rng: random.Random) -> str:
    path.write_bytes(
        rng.choice((b"id,text\n1,x\n" * 500, rng.randbytes(9000), b"SQLite format 3\0" + b"x" * 9000))
    )
    return "another file in its place"


def folder(path: Path, rng: random.Random) -> str:
    path.unlink()
    path.mkdir()
    return "a folder in its place"


def broken_link(path: Path, rng: random.Random) -> str:
    path.unlink()
    path.symlink_to("/nowhere/at/all.db")
    return "a link to nowhere in its place"


def folder_beside(path: Path, rng: random.Random) -> str:
    """A folder where SQLite or the bot has a file."""
    beside = path.with_name(path.name + rng.choice(("-wal", "-shm", "-lock")))
    beside.unlink(missing_ok=True)
    beside.mkdir()
    return f"a folder in place of {beside.name}"


#: Each way with how often it is tried: what disks do most.
WAYS: tuple[tuple[Spoil, int], ...] = (
    (flip_bit, 8),
    (garbage, 8),
    (flip_header, 4),
    (flip_first_page, 4),
    (spoil_schema, 6),
    (spoil_free_list, 2),
    (zero_page, 4),
    (swap_pages, 3),
    (cut, 4),
    (flip_log, 3),
    (cut_log, 2),
    (flip_index_of_log, 2),
    (no_text, 6),
    (no_json, 6),
    (no_such_word, 4),
    (no_number, 6),
    (empty, 1),
    (another_file, 1),
    (folder, 1),
    (broken_link, 1),
    (folder_beside, 1),
)


def spoil(path: Path, rng: random.Random) -> str:
    """Damage a database in a way drawn at random; return what was done."""
    ways, weights = zip(*WAYS, strict=True)
    return rng.choices(ways, weights)[0](path, rng)
