"""How fast the whole bot is: runs the demo several times and measures the processor time of the bot and the rest.

    python -m benchmarks.whole_bot                   # three runs, with seeds 1 to 3
    python -m benchmarks.whole_bot --runs 5

Each run is `askmany demo`: the real bot in its own process, the local Telegram with 164 virtual people in another,
everything over HTTP and on disk. Processor time is steadier than wall time, which depends on whatever else runs on
the machine.
"""

import argparse
import contextlib
import io
import json
import multiprocessing
import resource
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cli.__main__ import main as askmany


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Figures of one run; processor time is in milliseconds per answer, including start and end of the processes."""

    held: bool
    answers_per_task: float
    accuracy: float
    answers_per_s: float
    bot_ms: float
    crowd_ms: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print("seed  answers/s  bot ms/answer  playground+people ms/answer  accuracy  answers/task  checks")
    runs = []
    for seed in range(1, options.runs + 1):
        # A separate process for each run, because processor time is counted per process.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            run = pool.apply(measure, (seed,))
        runs.append(run)
        print(
            f"{seed:>4}  {run.answers_per_s:>9.0f}  {run.bot_ms:>13.2f}  {run.crowd_ms:>27.2f}  "
            f"{run.accuracy:>8.3f}  {run.answers_per_task:>12.2f}  {'all held' if run.held else 'FAILED'}",
            flush=True,
        )
    print(
        f"median {statistics.median(run.answers_per_s for run in runs):.0f} answers/s, "
        f"{statistics.median(run.bot_ms for run in runs):.2f} ms of the bot's processor time per answer"
    )
    return 0 if all(run.held for run in runs) else 1


def measure(seed: int) -> Run:
    """Run the demo once, in a process that has done nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        with contextlib.redirect_stdout(io.StringIO()):
            status = askmany(["demo", "--seed", str(seed), "--out", folder, "--json", str(figures)])
        found = json.loads(figures.read_text("utf-8"))
    return Run(
        held=status == 0,
        answers_per_task=found["answers"] / found["tasks"],
        accuracy=found["accuracy"],
        answers_per_s=found["answers_per_s"],
        bot_ms=1000 * _spent(resource.RUSAGE_CHILDREN) / found["answers"],
        crowd_ms=1000 * _spent(resource.RUSAGE_SELF) / found["answers"],
    )


def _spent(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
