"""Runs every benchmark, one after the other, and says what each is about: `make bench`."""

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
        asks: The question that it answers.
        command: Module and arguments, so that it needs nothing but the project.
        more: What it can measure besides with something that the project does not carry, as a command.
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
        asks="How many answers does a task need, by the bot's own rules?",
        command=("cli", "simulate", _MEASURED_SET),
        more="askmany simulate DIR ...",
    ),
    Benchmark(
        asks="What does it cost to be as right as five fixed answers, or a vote of all?",
        command=("benchmarks.cost_of_asking", _SETS, _OTHER_SETS, "--seeds", "1", "--mins", "2"),
        more="python -m benchmarks.cost_of_asking FOLDER",
    ),
    Benchmark(
        asks="Do small projects hand out what the fit of their own answers says?",
        command=("benchmarks.small_projects", "--seeds", "1"),
        more="python -m benchmarks.small_projects",
    ),
    Benchmark(
        asks="How often does the forecast of answers hold?",
        command=("benchmarks.forecast", _SETS, "--seeds", "1"),
        more="python -m benchmarks.forecast FOLDER",
    ),
    Benchmark(
        asks="How near to the truth are texts put together from many?",
        command=("benchmarks.kinds", _OTHER_SETS),
        more="python -m benchmarks.kinds FOLDER",
    ),
    Benchmark(
        asks="How right are the methods, and how right do they say they are?",
        command=("benchmarks.quality_sets", _OTHER_SETS),
        more="python -m benchmarks.quality_sets FOLDER",
    ),
    Benchmark(
        asks="How fast is the quality engine, and how large?",
        command=("benchmarks.quality", "--sizes", "1e5", "1e6"),
        more="python -m benchmarks.quality --peer PYTHON, that of an environment with crowd-kit",
    ),
    Benchmark(
        asks="How long do the methods take with thousands of options?", command=("benchmarks.many_options",)
    ),
    Benchmark(
        asks="How long does an answer take to move its task?",
        command=("benchmarks.moves",),
    ),
    Benchmark(
        asks="How many answers a second go through the whole bot, over HTTP?",
        command=("benchmarks.whole_bot",),
    ),
    Benchmark(
        asks="How fast does the bot send and take answers, beside naive bots and under Telegram's limits?",
        command=("benchmarks.delivery",),
    ),
)


def main() -> int:
    """Run them all; the exit status is 1 if any of them failed, or missed a bar that it knows of."""
    print(
        f"{len(BENCHMARKS)} benchmarks, about a quarter of an hour. Nothing else should run on the machine.\n"
        "Where a FOLDER can be given, it holds a folder a set, with answers.tsv (task, worker, label) and gold.tsv "
        "(task, label)."
    )
    failed = [one.command[0] for one in BENCHMARKS if _run(one) != 0]
    if failed:
        print(f"\nFailed, or short of a bar: {', '.join(failed)}")
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
