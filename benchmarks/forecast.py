"""Measures how often the forecast of answers is right: `python -m benchmarks.forecast DIR [SET ...]`.

DIR has a folder per set with answers.tsv (task, worker, label) and gold.tsv. Recorded answers are replayed with the
bot's own rules, as in `askmany simulate`. The range forecast before the first answer, after a quarter and after half of
the answers should contain the real number four times in five. Only tasks with as many recorded answers as the rule
allows are asked, up to 600 of them: otherwise people would run out, which no forecast can know.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from cli.tables.answer_file import AnswerFileRefused, read_answer_file
from crowd.answers import AnswerCodes, code_answers
from crowd.deciding.policy import StopRule
from crowd.kinds.kind import Imagined
from crowd.simulated.crowds import ImaginedCrowd, imagine_crowds
from crowd.simulated.forecast import Forecast, Progress, forecast_answers
from crowd.simulated.simulation import Simulated, simulate

_MOST_TASKS, _FEWEST_TASKS = 600, 30
_MOST_LABELS = 20
#: Shares of the answers after which to forecast.
_WHEN = (0.0, 0.25, 0.5)


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """A forecast and the real number."""

    when: float
    real: int
    forecast: Forecast

    @property
    def holds(self) -> bool:
        """Whether the range contains the real number."""
        return self.forecast.low <= self.real <= self.forecast.high


def main() -> int:
    """Print a row per set, and one for all sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--seeds", type=int, default=3)
    args = parser.parse_args()
    names = args.sets or sorted(path.parent.name for path in args.folder.glob("*/gold.tsv"))
    print(
        "| set | runs | right before | at a quarter | at half | high / low before | at a quarter | at half |",
        flush=True,
    )
    print("|---|---|---|---|---|---|---|---|", flush=True)
    found: dict[str, list[Foretold]] = {}
    for name in names:
        foretold = list(_foretell_set(args.folder / name, args.seeds))
        if foretold:
            found[name] = foretold
            _print_row(name, foretold, foretold)
    if not found:
        sys.stderr.write(f"{args.folder} has no set with options.\n")
        return 2
    every = [one for foretold in found.values() for one in foretold]
    # Each set has the same weight in the last row, however many rules fit it.
    _print_row("all", every, *found.values())
    return 0


def _print_row(name: str, every: list[Foretold], *sets: list[Foretold]) -> None:
    cells = [
        figure([[one for one in foretold if one.when == when] for foretold in sets])
        for figure in (_share_held, _width)
        for when in _WHEN
    ]
    print(f"| {name} | {len(every) // len(_WHEN)} | " + " | ".join(cells) + " |", flush=True)


def _share_held(sets: list[list[Foretold]]) -> str:
    return f"{100 * np.mean([np.mean([one.holds for one in foretold]) for foretold in sets]):.0f} %"


def _width(sets: list[list[Foretold]]) -> str:
    return f"{np.median([one.forecast.high / one.forecast.low for foretold in sets for one in foretold]):.2f}"


def _foretell_set(folder: Path, seeds: int) -> Iterator[Foretold]:
    try:
        codes = read_answer_file(folder / "answers.tsv").answers.codes
    except AnswerFileRefused:
        return
    if codes.n_labels > _MOST_LABELS:
        return
    for rule in _rules(codes):
        kept = _with_enough(codes, rule.max_answers)
        if kept is None:
            continue
        for seed in range(seeds):
            yield from _foretell(kept, rule, seed)


def _rules(codes: AnswerCodes) -> list[StopRule]:
    """A usual, a loose and a strict rule, if there are enough recorded answers for them."""
    most = int(np.median(np.bincount(codes.task, minlength=codes.n_tasks)))
    asked = [(0.95, 2, most), (0.9, 2, max(4, most // 2)), (0.99, 3, most)]
    return [
        StopRule(target=target, min_answers=fewest, max_answers=top)
        for target, fewest, top in asked
        if fewest < top <= most
    ]


def _with_enough(codes: AnswerCodes, least: int) -> AnswerCodes | None:
    """The answers to some of the tasks with at least `least` answers; None if there are too few such tasks."""
    tasks = np.flatnonzero(np.bincount(codes.task, minlength=codes.n_tasks) >= least)
    if tasks.size < _FEWEST_TASKS:
        return None
    chosen = np.random.default_rng(0).permutation(tasks)[:_MOST_TASKS]
    kept = np.isin(codes.task, chosen)
    columns = (codes.task[kept], codes.contributor[kept], codes.label[kept])
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return code_answers(list(rows), labels=range(codes.n_labels)).codes


def _foretell(codes: AnswerCodes, rule: StopRule, seed: int) -> Iterator[Foretold]:
    real = int(simulate(codes, rule, seed=seed).answers.sum())
    for when in _WHEN:
        so_far = simulate(codes, rule, seed=seed, until=round(when * real))
        yield Foretold(when=when, real=real, forecast=_forecast(codes, rule, so_far, seed))


def _forecast(codes: AnswerCodes, rule: StopRule, so_far: Simulated, seed: int) -> Forecast:
    patterns: dict[bool, Counter[tuple[int, int]]] = {True: Counter(), False: Counter()}
    for n_answers, votes, reason in zip(
        so_far.answers.tolist(), so_far.votes.tolist(), so_far.reason, strict=True
    ):
        patterns[reason is None][n_answers, votes] += 1
    progress = Progress(
        n_answers=int(so_far.answers.sum()),
        n_open=patterns[True].total(),
        open=patterns[True],
        closed=patterns[False],
    )
    rng = np.random.default_rng(seed)
    return forecast_answers(_crowds(rule, codes.n_labels), rule, progress, rng=rng)


@lru_cache(maxsize=64)
def _crowds(rule: StopRule, n_labels: int) -> tuple[ImaginedCrowd, ...]:
    return imagine_crowds(rule, Imagined(n_labels=n_labels), np.random.default_rng(0))


if __name__ == "__main__":
    sys.exit(main())
