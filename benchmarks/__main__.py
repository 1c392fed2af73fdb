"""Runs every benchmark, one after another, and says what each one measures: `make bench`."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_MEASURED_SET = "playground/datasets/rte"
_SETS = "playground/datasets"
_OTHER_SETS = "tests/data"
_CURVE = "docs/pictures/picking.svg"


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """One benchmark.

    Attributes:
        asks: The question it answers.
        command: Module and arguments that need nothing outside the project.
        more: A command that measures more, with something that is not part of the project.
    """

    asks: str
    command: tuple[str, ...]
    more: str = ""


BENCHMARKS = (
    Benchmark(
        asks="Does picking a task, or taking an answer, slow down as answers pile up?",
        command=("benchmarks.picking", "--svg", _CURVE),
    ),
    Benchmark(
        asks="How many calls a second does the local Telegram answer?", command=("benchmarks.playground",)
    ),
    Benchmark(
        asks="How many answers does a task need with the bot's own rules?",
        command=("cli", "simulate", _MEASURED_SET),
        more="askmany simulate DIR ...",
    ),
    Benchmark(
        asks="How many answers does it take to be as accurate as five fixed answers, or a vote of all answers?",
        command=("benchmarks.cost_of_asking", _SETS, _OTHER_SETS, "--seeds", "1", "--mins", "2"),
        more="python -m benchmarks.cost_of_asking FOLDER",
    ),
    Benchmark(
        asks="Do the results of small projects match a fit of their own answers?",
        command=("benchmarks.small_projects", "--seeds", "1"),
        more="python -m benchmarks.small_projects",
    ),
    Benchmark(
        asks="How often is the forecast of answers right?",
        command=("benchmarks.forecast", _SETS, "--seeds", "1"),
        more="python -m benchmarks.forecast FOLDER",
    ),
    Benchmark(
        asks="How close to the truth are texts put together from many answers?",
        command=("benchmarks.kinds", _OTHER_SETS),
        more="python -m benchmarks.kinds FOLDER",
    ),
    Benchmark(
        asks="How accurate are the methods, and how accurate do they claim to be?",
        command=("benchmarks.quality_sets", _OTHER_SETS),
        more="python -m benchmarks.quality_sets FOLDER",
    ),
    Benchmark(
        asks="How fast is the quality engine, and how much memory does it use?",
        command=("benchmarks.quality", "--sizes", "1e5", "1e6"),
        more="python -m benchmarks.quality --peer PYTHON, where PYTHON is from an environment with crowd-kit",
    ),
    Benchmark(
        asks="How long do the methods take with thousands of options?", command=("benchmarks.many_options",)
    ),
    Benchmark(
        asks="How long does it take to update a task with an answer?",
        command=("benchmarks.moves",),
    ),
    Benchmark(
        asks="How right are sets of options, and how right do they claim to be?",
        command=("benchmarks.sets",),
        more="python -m benchmarks.sets FOLDER_OF_A_SET --known 30",
    ),
    Benchmark(
        asks="How right are places, and how right do they claim to be?",
        command=("benchmarks.places",),
        more="python -m benchmarks.places --known 30",
    ),
    Benchmark(
        asks="How many answers a second can the whole bot handle over HTTP?",
        command=("benchmarks.whole_bot",),
    ),
    Benchmark(
        asks="How fast does the bot send and take answers, compared with naive bots and under Telegram's limits?",
        command=("benchmarks.delivery",),
    ),
    Benchmark(
        asks="How long do people wait for their replies while others flood the bot?",
        command=("benchmarks.floods",),
        more="python -m benchmarks.floods --beside FOLDER",
    ),
    Benchmark(
        asks="How long do people wait for the answer to a press while others send large files?",
        command=("benchmarks.imports", "--scale", "0.2"),
        more="python -m benchmarks.imports",
    ),
)


def main() -> int:
    """Run all benchmarks; the exit status is 1 if any of them failed or missed its target."""
    print(
        f"{len(BENCHMARKS)} benchmarks, about a quarter of an hour. Nothing else should run on the machine.\n"
        "Where you can give a FOLDER, it must have a folder per set, with answers.tsv (task, worker, label) and "
        "gold.tsv (task, label)."
    )
    failed = [one.command[0] for one in BENCHMARKS if _run(one) != 0]
    if failed:
        print(f"\nFailed or missed a target: {', '.join(failed)}")
    return 1 if failed else 0


def _run(benchmark: Benchmark) -> int:
    print(f"\n{benchmark.asks}\n$ python -m {' '.join(benchmark.command)}", flush=True)
    if benchmark.more:
        print(f"(more: {benchmark.more})", flush=True)
    begun = time.perf_counter()
    status = subprocess.run([sys.executable, "-m", *benchmark.command], cwd=_ROOT, check=False).returncode
    print(f"({time.perf_counter() - begun:.0f} s)", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
