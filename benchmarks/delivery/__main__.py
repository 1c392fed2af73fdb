"""Measure how fast the bot is and how near to its limits it sends.

    python -m benchmarks.delivery                    # all of it, about ten minutes
    python -m benchmarks.delivery answers            # answers a second beside two naive bots, 0 and 40 ms latency
    python -m benchmarks.delivery sends              # messages a second that are paid for, what replies wait
    python -m benchmarks.delivery limits             # what is used of Telegram's limits, and what replies wait
    python -m benchmarks.delivery size               # 10,000 people, 100,000 tasks, a million answers
    python -m benchmarks.delivery growth --png FILE  # what an answer costs at 1,000 to 1,000,000 stored ones

The local Telegram with its people runs on one core and the bot on another, everything over HTTP and on disk. Needs
Linux, and the development requirements (for aiogram). Compare figures of one run with one another only. The exit
status is 1 where a bar is not met.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.delivery import answers, growth, limits, sends, size


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure; all of it unless named")
    parser.add_argument("--rounds", type=int, default=3, help="times that each bot takes its turn")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each turn is watched")
    parser.add_argument("--people", type=int, default=400, help="people who press at once, all the time")
    parser.add_argument("--only", metavar="BOT", help="answers: one of the bots alone")
    parser.add_argument("--png", type=Path, metavar="FILE", help="growth: draw the curve")
    options = parser.parse_args()
    parts: dict[str, Callable[[], bool]] = {
        "answers": lambda: answers.measure(
            rounds=options.rounds, seconds=options.seconds, people=options.people, only=options.only
        ),
        "sends": sends.measure,
        "limits": lambda: limits.measure(seconds=6 * options.seconds),
        "size": lambda: size.measure(seconds=2 * options.seconds),
        "growth": lambda: growth.measure(rounds=options.rounds, seconds=options.seconds, picture=options.png),
    }
    unknown = set(options.parts) - set(parts)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    met = [parts[name]() for name in options.parts or parts]
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
