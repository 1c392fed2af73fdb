"""What `askmany doctor` looks at in the database, which it only reads, on one snapshot beside a bot that may run."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from cli.operating.database_file import in_words, moment
from cli.operating.finding import Figures, Finding, Level
from crowd.ids import MINUTE, SECOND
from storage.checking.queues import Queue, given_up, read_inbox, read_outbox
from storage.checking.recount import Miscount, counters, recount
from storage.errors import StorageRefused
from storage.file.backup import check_integrity, contents_of
from storage.file.damage import is_damage, what_to_do
from storage.file.lock import is_in_use
from storage.file.read_only import opened_to_read
from storage.tx import Tx
from storage.upgrade import newest_shape, refuse_foreign, shape_of

#: With less than this, the next large file or backup fills the disk; with less than that, the log may.
_LITTLE_ROOM_BYTES = 500e6
_NO_ROOM_BYTES = 50e6
#: A log so large has not been merged for long: something reads without end.
_LARGE_LOG_BYTES = 256e6
#: Anything that waits longer than this while a bot runs is stuck.
_STUCK = 5 * MINUTE
#: The largest acceptable share of messages with an unknown outcome.
_MOST_UNKNOWN = 0.01
#: Below this number of messages, a share means nothing.
_FEW = 100
#: SQLite may break a file that two processes write to at a time (sqlite.org/wal.html#walresetbug).
_RESET_BUG = ((3, 7, 0), (3, 51, 3))
_MENDED = {(3, 44, 6), (3, 50, 7)}
#: Reasons that say something of the person, nothing of the bot.
_PERSONAL = ("blocked", "deactivated", "chat not found", "user is deactivated")


def check_database(path: Path, *, now: int) -> list[Finding]:
    """Look at a database and the disk it is on; `now` is in microseconds since 1970 UTC."""
    found = [_sqlite(tuple(sqlite3.sqlite_version_info))]
    try:
        return [*_disk(path), *found, *_database(path, now=now)]
    except OSError as error:
        told = f"{path} cannot be looked at ({error}). Run this as the user who runs the bot."
        return [*found, _error("database", told)]


def _database(path: Path, *, now: int) -> list[Finding]:
    if (path.exists() or path.is_symlink()) and not path.is_file():
        return [_error("database", f"{path} is not a file. Name the database's file in DATABASE_URL.")]
    if not path.is_file() or path.stat().st_size == 0:
        sentence = f"There is no database {path} yet. The bot makes it when it starts."
        return [Finding(check="database", level=Level.NOTE, sentence=sentence)]
    found, beside = list[Finding](), [*_files(path)]
    try:
        with opened_to_read(path) as connection:
            refuse_foreign(connection)
            # Only now: to take the rights from a file of another program, such as /etc/passwd, would do harm.
            found += beside
            found += _inside(connection, path, now=now)
    except StorageRefused as error:
        found.append(_error("database", str(error)))
    except (sqlite3.Error, UnicodeError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        # A damaged value may lead to any of these; whoever calls the doctor must hear of it in words.
        found.append(_error("database", _unreadable(path, error)))
    return found


def _unreadable(path: Path, error: Exception) -> str:
    if is_damage(error) or not isinstance(error, sqlite3.Error):
        check = "If it is a file of another program, name the right one in DATABASE_URL."
        return f"{path} is damaged, or is not a database ({error}). {what_to_do(path)} {check}"
    return f"{path} cannot be read: {error}"


def _inside(connection: sqlite3.Connection, path: Path, *, now: int) -> Iterator[Finding]:
    runs = is_in_use(path)
    yield _shape(connection, path, runs=runs, now=now)
    if shape_of(connection) < newest_shape():
        return  # what follows speaks of tables as they are today
    try:
        check_integrity(connection, path)
    except StorageRefused as error:
        yield _error("integrity", f"{error}. {what_to_do(path)}")
        return
    yield Finding(check="integrity", level=Level.OK, sentence="The database is whole.")
    tx = Tx(connection)
    yield _counters(recount(tx))
    yield _outbox(read_outbox(tx, now=now), given_up(tx, limit=100), runs=runs, now=now)
    yield _inbox(read_inbox(tx), runs=runs, now=now)


def _shape(connection: sqlite3.Connection, path: Path, *, runs: bool, now: int) -> Finding:
    contents, newest = contents_of(connection), newest_shape()
    figures: Figures = {
        "shape": contents.shape,
        "rows": contents.rows,
        "bytes": contents.n_bytes,
        "bot_runs": runs,
    }
    who = "A bot is running on it." if runs else "No bot is running on it."
    sentence, level = f"{path} holds {in_words(contents)}. {who}", Level.OK
    if contents.shape < newest:
        level = Level.WARNING if runs else Level.NOTE
        sentence += f" It has shape {contents.shape} of {newest}: " + (
            "the running bot is older than this program; restart it."
            if runs
            else "the bot brings it up to date when it starts; make a backup first."
        )
    elif contents.newest_at is not None and contents.newest_at > now + MINUTE:
        level = Level.WARNING
        sentence += (
            f" Its newest entry is from {moment(contents.newest_at)}, which is in the future: the clock is "
            "wrong, or it was."
        )
    return Finding(check="database", level=level, sentence=sentence, figures=figures)


def _counters(miscounts: list[Miscount]) -> Finding:
    names = counters()
    figures: Figures = {"checked": names, "wrong": {each.counter: each.rows for each in miscounts}}
    if not miscounts:
        sentence = f"All {len(names)} counters match the rows they count."
        return Finding(check="counters", level=Level.OK, sentence=sentence, figures=figures)
    told = "; ".join(
        f"{each.counter} in {each.rows:,} (for example {each.example}: {each.stored:g} instead of {each.counted:g})"
        for each in miscounts
    )
    sentence = f"Some counters do not match the rows they count: {told}. Please report this as a bug."
    return Finding(check="counters", level=Level.ERROR, sentence=sentence, figures=figures)


def _outbox(queue: Queue, reasons: list[tuple[str, str, int]], *, runs: bool, now: int) -> Finding:
    unknown = queue.states.get("UNKNOWN", 0)
    ended = sum(queue.states.values()) - queue.waiting
    odd = [
        (state, reason, n)
        for state, reason, n in reasons
        if state == "DEAD" and not any(word in reason.casefold() for word in _PERSONAL)
    ]
    figures: Figures = {"states": queue.states, "oldest_s": _age_s(queue, now), "given_up": reasons[:10]}
    told, level = [f"Messages: {_by_state(queue)}."], Level.OK
    if odd:
        level = Level.WARNING
        told.append(
            "Given up: " + "; ".join(f"{n:,} because of {reason!r}" for _, reason, n in odd[:3]) + "."
        )
    if ended >= _FEW and unknown > _MOST_UNKNOWN * ended:
        level = Level.WARNING
        told.append(
            f"For {unknown / ended:.1%} of them, nobody knows whether they arrived. Is the network bad?"
        )
    stuck = _stuck(queue, "sent", runs=runs, now=now)
    return Finding(
        check="outbox",
        level=Level.WARNING if stuck and runs else level,
        sentence=" ".join([*told, *stuck]),
        figures=figures,
    )


def _inbox(queue: Queue, *, runs: bool, now: int) -> Finding:
    told, dead = [f"Updates: {_by_state(queue)}."], queue.states.get("DEAD", 0)
    if dead:
        told.append(f"{dead:,} were given up after several attempts. The log says why.")
    stuck = _stuck(queue, "handled", runs=runs, now=now)
    return Finding(
        check="inbox",
        level=Level.WARNING if dead or (stuck and runs) else Level.OK,
        sentence=" ".join([*told, *stuck]),
        figures={"states": queue.states, "oldest_s": _age_s(queue, now)},
    )


def _stuck(queue: Queue, verb: str, *, runs: bool, now: int) -> list[str]:
    """Return a finding about what has been waiting too long, if anything has."""
    age_s = _age_s(queue, now)
    if age_s is None or age_s * SECOND < _STUCK:
        return []
    why = "the bot cannot keep up, or is stuck" if runs else "it continues when the bot is started"
    return [f"The oldest has been waiting to be {verb} for {age_s / 60:,.0f} minutes: {why}."]


def _age_s(queue: Queue, now: int) -> float | None:
    return None if queue.oldest_at is None else max(0.0, (now - queue.oldest_at) / SECOND)


def _by_state(queue: Queue) -> str:
    words = ", ".join(f"{count:,} {state.casefold()}" for state, count in queue.states.items())
    return words or "none"


def _disk(path: Path) -> Iterator[Finding]:
    folder = next((parent for parent in path.absolute().parents if parent.is_dir()), Path("/"))
    free = shutil.disk_usage(folder).free
    size = path.stat().st_size if path.is_file() else 0
    figures: Figures = {"free_bytes": free, "database_bytes": size}
    sentence = f"{folder} has {free / 1e9:,.1f} GB left"
    if free < _NO_ROOM_BYTES:
        told, level = (
            f"{sentence}: soon the bot will not be able to store anything. Free some space.",
            Level.ERROR,
        )
    elif free < _LITTLE_ROOM_BYTES or free < 2 * size:
        told, level = (
            f"{sentence}, which is not much for a database of {size / 1e9:,.1f} GB. Free some space.",
            Level.WARNING,
        )
    else:
        told, level = f"{sentence}.", Level.OK
    yield Finding(check="disk", level=level, sentence=told, figures=figures)


def _files(path: Path) -> Iterator[Finding]:
    beside = [path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-lock")]
    open_ones = [file.name for file in beside if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077]
    if open_ones:
        sentence = f"Other users of this machine can read {', '.join(open_ones)}. Run: chmod 600 {' '.join(open_ones)}"
        yield Finding(check="files", level=Level.WARNING, sentence=sentence, figures={"open": open_ones})
    log = beside[1]
    if log.exists() and log.stat().st_size > _LARGE_LOG_BYTES:
        size = log.stat().st_size
        sentence = (
            f"{log.name} has grown to {size / 1e6:,.0f} MB: some program keeps reading without end. Close it."
        )
        yield Finding(check="files", level=Level.WARNING, sentence=sentence, figures={"log_bytes": size})


def _sqlite(version: tuple[int, ...]) -> Finding:
    name = ".".join(map(str, version))
    if not has_reset_bug(version):
        return Finding(check="sqlite", level=Level.OK, sentence=f"SQLite {name}.", figures={"version": name})
    sentence = (
        f"SQLite {name} can damage a file that two processes write to (fixed in 3.51.3). Askmany writes "
        "from one process "
        "only, which is safe. Let no other program write to the database or replicate it."
    )
    return Finding(check="sqlite", level=Level.NOTE, sentence=sentence, figures={"version": name})


def has_reset_bug(version: tuple[int, ...]) -> bool:
    """Tell whether a version of SQLite has the bug that breaks a log which two processes reset."""
    first, mended = _RESET_BUG
    return first <= version < mended and version not in _MENDED


def _error(check: str, sentence: str) -> Finding:
    return Finding(check=check, level=Level.ERROR, sentence=sentence)
