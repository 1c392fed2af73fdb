"""Measure how fast the bot is and how close to its limits it sends.

    python -m benchmarks.delivery                    # everything, about ten minutes
    python -m benchmarks.delivery answers            # answers a second, against two naive bots, 0 and 40 ms latency
    python -m benchmarks.delivery sends              # paid messages a second, and how long replies wait
    python -m benchmarks.delivery limits             # how much of Telegram's limits is used, and how long replies wait
    python -m benchmarks.delivery size               # 10,000 people, 100,000 tasks, a million answers
    python -m benchmarks.delivery growth --png FILE  # what an answer costs at 1,000 to 1,000,000 stored ones

The local Telegram with its people runs on one core and the bot on another, with everything over HTTP and on disk. This
needs Linux and the development requirements (for aiogram). Only compare figures from the same run. The exit status is
1 if a target is missed.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.delivery import answers, growth, limits, sends, size


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure; default: everything")
    parser.add_argument("--rounds", type=int, default=3, help="how many turns each bot gets")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long to measure each turn")
    parser.add_argument(
        "--people", type=int, default=400, help="people who press buttons at the same time, without pause"
    )
    parser.add_argument("--only", metavar="BOT", help="answers: measure only this bot")
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
        parser.error(f"unknown part: {', '.join(sorted(unknown))}; the parts are {', '.join(parts)}")
    met = [parts[name]() for name in options.parts or parts]
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
