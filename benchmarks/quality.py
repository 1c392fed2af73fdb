"""How fast the quality engine is and how much memory it uses, compared with crowd-kit and krippendorff in one run.

crowd-kit needs an environment of its own; pass its python:

    python3 -m venv crowdkit-env
    crowdkit-env/bin/pip install crowd-kit==1.4.2 "scikit-learn<1.6" "pandas<3"
    python -m benchmarks.quality --peer crowdkit-env/bin/python

Without --peer, only our own figures and krippendorff's are measured. Seconds are processor time, so that other work on
the machine hardly matters, and the minimum of several runs. Seconds per iteration are the difference between a long and
a short run divided by the iterations between them (for `WHOLE` and alpha, seconds per call); bytes are the peak beyond
the answers themselves. `benchmarks.quality_sets` measures how accurate the methods are.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality_answers import N_LABELS, make_answers
from crowd.aggregation.methods import METHODS
from crowd.agreement import measure_agreement, nominal_alpha
from crowd.answers import AnswerCodes

#: Method -> how many times as fast as its peer it must be, or None.
BARS = {"majority": 15.0, "one_coin_ml": 80.0, "dawid_skene": 6.0, "glad": 100.0, "mace": None, "alpha": 10.0}

#: Iterations of the short and the long run.
SHORT, LONG = 1, 11

#: Runs whose minimum counts: at least this many, for at least this many seconds, unless they take too long.
RUNS, LEAST_SPENT, MOST_SPENT = 5, 0.5, 20.0

#: Our methods without a peer.
ALONE = ("askmany", "wawa", "zero_based_skill", "one_coin", "dawid_skene_map")

#: Our methods for which a whole call is timed: they have no iterations, or choose their number.
WHOLE = ("askmany", "majority", "wawa")

_PEER = Path(__file__).parent / "quality_peer.py"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One method at one size."""

    answers: int
    method: str
    seconds: float
    whole_call: float
    bytes_in_order: float
    bytes_shuffled: float
    peer_seconds: float | None = None
    peer_bytes: float | None = None
    peer_note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times as long the peer takes."""
        return None if self.peer_seconds is None else self.peer_seconds / self.seconds


def main() -> int:
    """Measure all sizes and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--peer", metavar="PYTHON", help="python of an environment with crowd-kit")
    parser.add_argument("--sizes", type=float, nargs="+", default=[1e5, 1e6, 1e7], help="numbers of answers")
    parser.add_argument(
        "--only", nargs="+", choices=(*BARS, *ALONE), default=(*BARS, *ALONE), help="only these methods"
    )
    parser.add_argument("--limit", type=float, default=600, help="seconds after which to give up on a peer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    args = parser.parse_args()
    if args.peer is None:
        print("Without --peer, crowd-kit is left out. See --help for its environment.")
    print(f"Import of crowd, its methods and agreement: {_import_seconds():.2f} s", flush=True)
    figures: list[Figure] = []
    given_up: set[str] = set()
    for size in map(int, args.sizes):
        found = _measure(size, args.only, args.peer, args.limit, given_up)
        _print(size, found)
        figures += found
    if args.json:
        args.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n", "utf-8")
    return 0


def _measure(
    size: int, only: Sequence[str], peer: str | None, limit: float, given_up: set[str]
) -> list[Figure]:
    answers = make_answers(size, np.random.default_rng(1))
    shuffled = _shuffle(answers)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npz"
        np.savez(path, task=answers.task, worker=answers.contributor, label=answers.label)
        for name in only:
            figure = _alpha(answers, shuffled) if name == "alpha" else _ours(name, answers, shuffled)
            if name in BARS and name != "alpha" and peer is not None:
                figure = _with_peer(figure, peer, path, limit, given_up)
            figures.append(figure)
    return figures


def _ours(name: str, answers: AnswerCodes, shuffled: AnswerCodes) -> Figure:
    find: Callable[..., Any] = METHODS[name]
    if name in WHOLE:
        seconds = _least(lambda: find(answers))
        short: dict[str, Any] = {}
    elif name == "zero_based_skill":
        seconds = _slope(lambda n: find(answers, rounds=n))
        short = {"rounds": 2}
    else:
        seconds = _slope(lambda n: find(answers, max_iter=n, tol=-np.inf))
        short = {"max_iter": 2}
    return Figure(
        answers=answers.n_answers,
        method=name,
        seconds=seconds,
        whole_call=_seconds(lambda: find(shuffled)),
        bytes_in_order=_peak(lambda: find(answers, **short)) / answers.n_answers,
        bytes_shuffled=_peak(lambda: find(shuffled, **short)) / answers.n_answers,
    )


def _alpha(answers: AnswerCodes, shuffled: AnswerCodes) -> Figure:
    """Krippendorff's alpha alone, from one table of votes; for the whole call and shuffled answers, all figures."""
    import krippendorff

    votes = answers.votes()

    def theirs() -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = krippendorff.alpha(value_counts=votes, level_of_measurement="nominal")
        return float(value)

    def ours() -> float:
        return nominal_alpha(votes)

    return Figure(
        answers=answers.n_answers,
        method="alpha",
        seconds=_least(ours),
        whole_call=_seconds(lambda: measure_agreement(shuffled)),
        bytes_in_order=_peak(ours) / answers.n_answers,
        bytes_shuffled=_peak(lambda: measure_agreement(shuffled)) / answers.n_answers,
        peer_seconds=_least(theirs),
        peer_bytes=_peak(theirs) / answers.n_answers,
    )


def _with_peer(figure: Figure, peer: str, path: Path, limit: float, given_up: set[str]) -> Figure:
    """Add crowd-kit's figures, unless it was given up at a smaller size."""
    if figure.method in given_up:
        return replace(figure, peer_note="given up at a smaller size")
    command = [peer, str(_PEER), str(path), figure.method]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        given_up.add(figure.method)
        return replace(figure, peer_note=f"not finished in {limit:.0f} s")
    if done.returncode != 0:
        given_up.add(figure.method)
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return replace(figure, peer_note=f"failed ({done.returncode}): {last[:60]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return replace(figure, peer_seconds=told["seconds"], peer_bytes=told["bytes_an_answer"])


def _slope(run: Callable[[int], object]) -> float:
    """Seconds per iteration."""
    return (_least(lambda: run(LONG)) - _least(lambda: run(SHORT))) / (LONG - SHORT)


def _least(run: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    times = [_seconds(run)]
    while (len(times) < RUNS or sum(times) < LEAST_SPENT) and sum(times) < MOST_SPENT:
        times.append(_seconds(run))
    return min(times)


def _seconds(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


def _peak(run: Callable[[], object]) -> float:
    """The most bytes that a call uses beyond what was there before."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    run()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most - before


def _shuffle(answers: AnswerCodes) -> AnswerCodes:
    order = np.random.default_rng(2).permutation(answers.n_answers)
    return replace(
        answers, task=answers.task[order], contributor=answers.contributor[order], label=answers.label[order]
    )


def _import_seconds() -> float:
    """Seconds that a new process needs for the import, including NumPy but not the start of Python."""
    code = (
        "import time; begun = time.perf_counter(); import crowd, crowd.aggregation.methods, crowd.agreement; "
        "print(time.perf_counter() - begun)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)


def _print(size: int, figures: list[Figure]) -> None:
    print(f"\n{size:,} answers, {N_LABELS} options, 5 answers per task, {size // 100:,} people\n")
    print(
        "| method | s per iteration or call | peer | ratio | target "
        "| bytes per answer: in order, shuffled, peer | whole call, s |"
    )
    print("|---|---|---|---|---|---|---|")
    for one in figures:
        peer = f"{one.peer_seconds:.4f}" if one.peer_seconds is not None else one.peer_note or "-"
        ratio = f"{one.ratio:.0f}" if one.ratio is not None else "-"
        bar = BARS.get(one.method)
        most = f"{one.peer_bytes:.0f}" if one.peer_bytes is not None else "-"
        print(
            f"| {one.method} | {one.seconds:.4f} | {peer} | {ratio} | {f'{bar:.0f}' if bar else '-'} "
            f"| {one.bytes_in_order:.1f}, {one.bytes_shuffled:.1f}, {most} | {one.whole_call:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
