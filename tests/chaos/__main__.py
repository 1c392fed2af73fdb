"""Runs drawn from seeds until the time is up. To replay a seed that failed: `--seed 7 --runs 1`."""

import argparse
import asyncio
import itertools
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from checker import check_all
from figures import Figures, count
from history import History
from plans import draw_plan
from sweep import KINDS, sweep

#: From so many rows on a share of 1 % says something.
ENOUGH_SENT = 2_000


def main() -> int:
    """Run; return 1 if a claim did not hold."""
    parser = argparse.ArgumentParser(prog="python tests/chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="begin no more runs after this time")
    parser.add_argument("--runs", type=int, help="make so many runs, however long they take")
    parser.add_argument("--seed", type=int, help="the first run's seed; drawn if it is not given")
    parser.add_argument("--together", type=int, default=2, help="runs at the same time")
    parser.add_argument("--folder", type=Path, help="where the histories are kept")
    parser.add_argument(
        "--sweep", action="store_true", help="let each statement and each call fail, one a life"
    )
    parser.add_argument("--step", type=int, default=1, help="in a sweep, every so manieth only")
    given = parser.parse_args()
    if given.sweep:
        return asyncio.run(
            _sweep(given.folder or Path(tempfile.mkdtemp(prefix="askmany-sweep-")), given.step)
        )
    first = random.SystemRandom().randrange(1_000_000) if given.seed is None else given.seed
    folder = given.folder or Path(tempfile.mkdtemp(prefix="askmany-chaos-"))
    print(f"First seed {first}; what fails is kept in {folder}", flush=True)
    campaign = Campaign(folder, _seeds(first, given.runs, None if given.runs else given.minutes))
    return asyncio.run(campaign.go(given.together))


def _seeds(first: int, runs: int | None, minutes: float | None) -> Iterator[int]:
    since = time.monotonic()
    for number in itertools.count():
        over = minutes is not None and time.monotonic() - since > minutes * 60
        if over or (runs is not None and number >= runs):
            return
        yield first + number


async def _sweep(folder: Path, step: int) -> int:
    """Let the Nth fail for N = 1, 2, 3, ... until none is left, for every way to fail; return 1 if a claim broke."""
    print(f"What fails is kept in {folder}", flush=True)
    n_wrong = 0
    for kind in KINDS:
        n_lives = 0
        async for number, outcome in sweep(kind, folder, step=step):
            n_lives += 1
            if outcome.wrong:
                n_wrong += 1
                print(
                    f"{kind} at {number} ({outcome.struck[0]}): RED", *outcome.wrong, sep="\n    ", flush=True
                )
        print(f"{kind}: {n_lives} lives, the last with no failure left", flush=True)
    print("RED" if n_wrong else "Every claim holds after every life.")
    return 1 if n_wrong else 0


class Campaign:
    """Many runs, some at the same time."""

    def __init__(self, folder: Path, seeds: Iterator[int]) -> None:
        self._folder = folder
        self._seeds = seeds
        self._figures = Figures()
        self._failed: list[int] = []

    async def go(self, together: int) -> int:
        """Make all runs, and tell how much happened."""
        async with asyncio.TaskGroup() as group:
            for _ in range(together):
                group.create_task(self._some())
        print(f"\n{self._figures.runs} runs: {self._figures}")
        if self._figures.sent > ENOUGH_SENT and self._figures.unknown > self._figures.sent // 100:
            print("RED: of more than 1 % of what was sent the end is not known.")
            return 1
        if self._failed:
            print("RED: " + ", ".join(f"make chaos SEED={seed} RUNS=1" for seed in self._failed))
            return 1
        print("Every claim holds after every run.")
        return 0

    async def _some(self) -> None:
        for seed in self._seeds:
            wrong = await self._run(seed)
            if wrong:
                self._failed.append(seed)
            print(f"seed {seed}: {'RED' if wrong else 'green'}", *wrong, sep="\n    ", flush=True)

    async def _run(self, seed: int) -> list[str]:
        folder = self._folder / str(seed)
        try:
            evidence = await History(draw_plan(seed), folder).go()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told with its seed
            return [f"the run came to no end: {error!r}"]
        self._figures += count(evidence)
        wrong = [str(breach) for breach in check_all(evidence)]
        if not wrong:
            shutil.rmtree(folder)
        return wrong


if __name__ == "__main__":
    sys.exit(main())
