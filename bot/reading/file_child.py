"""Reads a large file of tasks in a process of its own, run by `bot.reading.file_reader`.

Reading in a thread of the bot would slow down everybody who presses a button meanwhile, and could take all memory.

On its standard input come one line of JSON (what to do) and the file. On its standard output it writes frames of JSON,
each after its length in four bytes. Asked to look, it writes what was found out. Asked for pages, it writes each as
soon as it is read, so that neither process ever holds all tasks.
"""

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, BinaryIO

from crowd.files.task_file import TaskRow
from storage.answering.tasks import new_task
from usecases.drafting.understand_file import Bounds, Understood, understand

#: Memory and processor time that reading may take: a CSV file of 20 MB needs a sixth of either, and the largest
#: workbook half of the memory. The process that takes a workbook apart has a limit of its own, which is the same.
MOST_MEMORY = 1280 * 1024 * 1024
_MOST_SECONDS = 120
#: Behind the bot itself, which serves people.
_NICENESS = 10
#: Items, and characters of tasks, in one frame.
_FRAME_ITEMS = 100
_FRAME_CHARS = 100_000


def main() -> int:
    """Read what to do, and do it."""
    _limit()
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        if asked["pages"]:
            pages = _Pages(sys.stdout.buffer, skip=asked["skip"])
            found = _understand(asked, data, pages)
            pages.flush()
            write_frame(sys.stdout.buffer, {"end": found.contents is not None})
        else:
            # The tasks are only counted.
            write_frame(sys.stdout.buffer, _told(_understand(asked, data, None)))
    except MemoryError:
        return 1
    except BrokenPipeError:
        # The bot has ended, or wants no more of it. Python would complain again when it closes its output.
        os._exit(1)
    return 0


def _limit() -> None:
    """Take no more memory and time than this, where the system can see to that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # Only where there is one: not on Windows.

        # Only the soft limit: a workbook is read by a further process, which sets its own.
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        os.nice(_NICENESS)


def _understand(asked: Mapping[str, Any], data: bytes, pages: "_Pages | None") -> Understood:
    return understand(
        data,
        None,
        name=asked["name"],
        answers=asked["answers"],
        bounds=Bounds(**asked["bounds"]),
        hand_on=_nothing if pages is None else pages.take,
    )


def _nothing(_: TaskRow) -> None:
    pass


def _told(understood: Understood) -> dict[str, object]:
    contents, errors = understood.contents, understood.errors
    return {
        "screen": understood.screen,
        "shown": understood.shown,
        "contents": None if contents is None else asdict(contents),
        "errors": None if errors is None else [asdict(error) for error in errors.errors],
        "total": 0 if errors is None else errors.total,
    }


def write_frame(out: BinaryIO, frame: Mapping[str, object]) -> None:
    """Write a frame."""
    data = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()
    out.write(len(data).to_bytes(4) + data)
    out.flush()


class _Pages:
    """Writes the items of a file in frames, from the item after `skip`: a task, the people named for it, and so on."""

    def __init__(self, out: BinaryIO, *, skip: int) -> None:
        self._out = out
        self._skip = skip
        self._place = self._item = 0
        self._clear()

    def take(self, row: TaskRow) -> None:
        if self._item >= self._skip:
            self._tasks.append(asdict(new_task(self._place, row)))
            self._chars += len(self._tasks[-1]["content"])
            self._count(1)
        self._place += 1
        self._item += 1
        self._take_named(row)

    def _take_named(self, row: TaskRow) -> None:
        people = row.contributors[max(self._skip - self._item, 0) :]
        self._item += len(row.contributors) - len(people)
        while people:
            some, people = people[: _FRAME_ITEMS - self._n], people[_FRAME_ITEMS - self._n :]
            self._named.append((row.key, some))
            self._item += len(some)
            self._count(len(some))

    def _count(self, n: int) -> None:
        self._n += n
        if self._n >= _FRAME_ITEMS or self._chars >= _FRAME_CHARS:
            self.flush()

    def flush(self) -> None:
        if self._n:
            write_frame(self._out, {"tasks": self._tasks, "named": self._named})
        self._clear()

    def _clear(self) -> None:
        self._tasks: list[dict[str, Any]] = []
        self._named: list[tuple[str, tuple[int, ...]]] = []
        self._n = self._chars = 0


if __name__ == "__main__":
    sys.exit(main())
