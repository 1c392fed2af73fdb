"""Does picking the next task or taking an answer slow down as answers pile up? Times both at four sizes.

    python -m benchmarks.picking                     # 1,000 to 1,000,000 stored answers, about two minutes
    python -m benchmarks.picking --svg curve.svg     # and draws the curve

Only the history grows; the tasks that need offers stay the same, as in a bot that runs for years. Each figure is the
median time inside the transaction over many calls, without the COMMIT, which depends on the disk and is shared by many
units.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from benchmarks.curve import draw
from benchmarks.history import FIRST_EXHAUSTED, FIRST_FRESH, FIRST_NAMED, NAMED, OPEN, Shape, build
from crowd.ids import ContributorId, ProjectId, TaskId
from storage.answering.cards import find_card
from storage.answering.picking import pick_task
from storage.tx import Tx
from usecases.answering.record_answer import Given, Taken, record_answer
from usecases.answering.show_card import deal_next
from usecases.terms import DEFAULT_TERMS

SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: Calls of each kind; the first few warm the caches and do not count.
N_CALLS = 300
N_WARM = 30
#: Answers that one person gives in a row.
ANSWERS_EACH = 10
#: A time after everything in the history.
NOW = 1_700_000_000_000_000

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the curve")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="stored answers")
    options = parser.parse_args()
    measured: dict[str, list[float]] = {}
    print(
        f"median microseconds{'':<33}" + "".join(f"{size:>12,}" for size in options.sizes) + "   last/first"
    )
    for size in options.sizes:
        for name, median in measure(size).items():
            measured.setdefault(name, []).append(median)
    for name, medians in measured.items():
        cells = "".join(f"{median:>12.1f}" for median in medians)
        print(f"{name:<52}{cells}{medians[-1] / medians[0]:>12.2f}")
    if options.svg:
        options.svg.write_text(draw(options.sizes, measured), "utf-8")


def measure(n_answers: int) -> dict[str, float]:
    """The median microseconds of each case on a database with `n_answers` answers."""
    shape = Shape(n_answers=n_answers, n_fresh=2 * N_CALLS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        build(path, shape)
        connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        try:
            found = {name: statistics.median(list(case(connection))[N_WARM:]) for name, case in CASES.items()}
        finally:
            connection.close()
    return {name: 1e6 * seconds for name, seconds in found.items()}


def pick_fresh(connection: sqlite3.Connection) -> Iterator[float]:
    """Everybody asks for the first time."""
    for number in range(N_CALLS):
        yield _pick(connection, FIRST_FRESH + number, OPEN, finds=True)


def pick_named(connection: sqlite3.Connection) -> Iterator[float]:
    """Named people ask for a task."""
    for number in range(N_CALLS):
        yield _pick(connection, FIRST_NAMED + number % 20, NAMED, finds=True)


def pick_exhausted(connection: sqlite3.Connection) -> Iterator[float]:
    """Somebody who has had every task asks again. The first time, which looks at all tasks, is not measured."""
    for number in range(N_CALLS + 20):
        seconds = _pick(connection, FIRST_EXHAUSTED + number % 20, OPEN, finds=False)
        if number >= 20:
            yield seconds


def answer_open(connection: sqlite3.Connection) -> Iterator[float]:
    """An answer to a task open to everybody, with the next card."""
    for number in range(N_CALLS // ANSWERS_EACH):
        yield from _answers(connection, FIRST_FRESH + N_CALLS + number)


def answer_named(connection: sqlite3.Connection) -> Iterator[float]:
    """An answer to a task for named people, with the next card."""
    connection.execute("UPDATE project SET has_open = FALSE")
    for number in range(N_CALLS // ANSWERS_EACH):
        yield from _answers(connection, FIRST_NAMED + number)


CASES: dict[str, Callable[[sqlite3.Connection], Iterator[float]]] = {
    "pick, open to all, first time": pick_fresh,
    "pick, named people": pick_named,
    "pick, nothing left, asked again": pick_exhausted,
    "answer + next card, open to all": answer_open,
    "answer + next card, named people": answer_named,
}


def _pick(connection: sqlite3.Connection, person: int, project: int, *, finds: bool) -> float:
    """Seconds of one pick."""

    def unit(tx: Tx) -> TaskId | None:
        return pick_task(tx, ContributorId(person), ProjectId(project), named=project == NAMED)

    seconds, task_id = _timed(connection, unit)
    if (task_id is not None) is not finds:
        raise RuntimeError(f"person {person} got {task_id}: the benchmark's database is wrong")
    return seconds


def _answers(connection: sqlite3.Connection, person: int) -> Iterator[float]:
    """Seconds of each answer that one person gives."""
    by = ContributorId(person)
    _timed(connection, lambda tx: deal_next(tx, by, previous=None, terms=DEFAULT_TERMS, at=NOW))
    for number in range(ANSWERS_EACH):
        _, card = _timed(connection, lambda tx: find_card(tx, by))
        if card is None or card.assignment_id is None:
            raise RuntimeError(f"person {person} got no task: the benchmark's database is wrong")
        given = Given(assignment_id=card.assignment_id, value=int(number % 7 == 0))

        def unit(tx: Tx, given: Given = given) -> Taken:
            return record_answer(tx, given, by=by, terms=DEFAULT_TERMS, at=NOW)

        seconds, taken = _timed(connection, unit)
        if taken is not Taken.COUNTED:
            raise RuntimeError(
                f"the answer of person {person} was {taken}: the benchmark's database is wrong"
            )
        yield seconds


def _timed(connection: sqlite3.Connection, unit: Callable[[Tx], T]) -> tuple[float, T]:
    connection.execute("BEGIN IMMEDIATE")
    begun = time.perf_counter()
    result = unit(Tx(connection))
    seconds = time.perf_counter() - begun
    connection.execute("COMMIT")
    return seconds, result


if __name__ == "__main__":
    main()
