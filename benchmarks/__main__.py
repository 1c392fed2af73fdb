"""Runs every benchmark, one after the other, and says what each is about: `make bench`."""

import subprocess
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_MEASURED_SET = "playground/datasets/rte"
_OTHER_KINDS = "tests/data"
_CURVE = "docs/pictures/picking.svg"

#: What each benchmark asks, and how it is started.
BENCHMARKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Does picking a task, or taking an answer, slow down as answers pile up?",
        ("benchmarks.picking", "--svg", _CURVE),
    ),
    ("How many calls a second does the local Telegram answer?", ("benchmarks.playground",)),
    ("How many answers does a task need, by the bot's own rules?", ("cli", "simulate", _MEASURED_SET)),
    (
        "How often does the forecast of answers hold?",
        ("benchmarks.forecast", "playground/datasets", "--seeds", "1"),
    ),
    ("How near to the truth are texts put together from many?", ("benchmarks.kinds", _OTHER_KINDS)),
    (
        "How right are the methods, and how right do they say they are?",
        ("benchmarks.quality_sets", "tests/data"),
    ),
    ("How fast is the quality engine, and how large?", ("benchmarks.quality", "--sizes", "1e5", "1e6")),
    ("How many answers a second go through the whole bot, over HTTP?", ("benchmarks.whole_bot",)),
)


def main() -> int:
    """Run them all; the exit status is 1 if any of them failed."""
    print(f"{len(BENCHMARKS)} benchmarks, about four minutes. Nothing else should run on the machine.")
    failed = [command[0] for asks, command in BENCHMARKS if _run(asks, command) != 0]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def _run(asks: str, command: tuple[str, ...]) -> int:
    print(f"\n{asks}\n$ python -m {' '.join(command)}", flush=True)
    begun = time.perf_counter()
    status = subprocess.run([sys.executable, "-m", *command], cwd=_ROOT, check=False).returncode
    print(f"({time.perf_counter() - begun:.0f} s)", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
