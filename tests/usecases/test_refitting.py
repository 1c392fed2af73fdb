"""A full fit of many answers uses little memory, whatever else runs in the process."""

import tracemalloc
from pathlib import Path

from whole_fit import read_first

from benchmarks.delivery.stock import PROJECT, Stock, build
from crowd.ids import ProjectId
from storage.database import Database
from usecases.deciding.refit_skills import fit

STOCK = Stock(people=500, tasks=0, closed=3_000, answers_each=10)
#: A million answers have 220 MB beside what the bot takes without any.
MOST_BYTES_AN_ANSWER = 180


async def test_the_fit_of_a_million_answers_fits_in_the_memory_of_a_small_machine(tmp_path: Path) -> None:
    path = tmp_path / "askmany.db"
    build(path, STOCK)
    async with await Database.open(f"sqlite:///{path}") as database:
        small = await database.read(read_first, ProjectId(PROJECT))
        fit(small)  # what is imported for it is there
        tracemalloc.start()
        try:
            data = await database.read(read_first, ProjectId(PROJECT))
            found = fit(data)
            for page in found.credits.of(300):
                assert page
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert found.n_answers == STOCK.answers
    assert most / STOCK.answers < MOST_BYTES_AN_ANSWER
