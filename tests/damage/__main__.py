"""Damages databases and files at random, uses each in every way, and counts how that ends: `python tests/damage`."""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from database_trials import FINE, REFUSED, TRACEBACK, make_whole, trials
from file_trials import read_spoiled

DATA = Path(__file__).parent.parent / "data" / "words"


def main() -> int:
    """Run; return 1 if anything ended with a traceback."""
    parser = argparse.ArgumentParser(prog="python tests/damage", description=__doc__)
    parser.add_argument("--corrupt", type=int, default=300, help="how many databases to damage")
    parser.add_argument("--files", type=int, default=300, help="how many task files to damage")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each one damages in its own way")
    parser.add_argument(
        "--folder", type=Path, help="where to work; a whole database found there is used again"
    )
    given = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="askmany-damage-") as name:
        folder = given.folder or Path(name)
        if given.corrupt:
            whole = make_whole(folder, DATA)
            for seed in range(given.seed, given.seed + given.corrupt):
                for trial in trials(whole, folder, seed):
                    counts[trial.use, trial.outcome] += 1
                    _tell(trial.damage, trial.use, trial.outcome, trial.told)
        for seed in range(given.seed, given.seed + given.files):
            trial = read_spoiled(seed)
            counts[trial.use, trial.outcome] += 1
            _tell(trial.damage, trial.use, trial.outcome, trial.told)
    print(f"{'':24}{FINE:>18}{REFUSED:>18}{TRACEBACK:>18}")
    for use in dict.fromkeys(use for use, _ in counts):
        print(f"{use:24}" + "".join(f"{counts[use, outcome]:18}" for outcome in (FINE, REFUSED, TRACEBACK)))
    return int(any(outcome == TRACEBACK for _, outcome in counts))


def _tell(damage: str, use: str, outcome: str, told: str) -> None:
    if outcome == TRACEBACK:
        print(f"--- {damage}; {use}\n{told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
