"""Runs a crowd-kit method on answers from a file and prints its seconds and memory, for `benchmarks.quality`.

It runs in crowd-kit's own environment and imports nothing from Askmany.
"""

import importlib
import json
import resource
import sys
import time
import warnings
from typing import Any

# Imported by name, because the project's type checker cannot see crowd-kit.
np: Any = importlib.import_module("numpy")
pd: Any = importlib.import_module("pandas")
ck: Any = importlib.import_module("crowdkit.aggregation")

#: No change is below this tolerance, so that every requested iteration is made.
NEVER = -1e18

MAKERS: dict[str, Any] = {
    "majority": lambda _: ck.MajorityVote(),
    "one_coin_ml": lambda n: ck.OneCoinDawidSkene(n_iter=n, tol=NEVER),
    "dawid_skene": lambda n: ck.DawidSkene(n_iter=n, tol=NEVER),
    "glad": lambda n: ck.GLAD(n_iter=n, tol=NEVER),
    "mace": lambda n: ck.MACE(n_restarts=1, n_iter=n),
}


#: The second run makes this many iterations if the first, with one, took less than this many seconds; otherwise two.
LONG, QUICK = 11, 3.0

#: Runs of each length whose minimum counts, if one is quick: at least this many, for at least this many seconds.
RUNS, LEAST_SPENT = 3, 0.5


def main() -> int:
    """Arguments: file.npz, method. Prints processor seconds per iteration; per call for majority, which has none."""
    warnings.simplefilter("ignore")
    path, method = sys.argv[1:]
    codes = np.load(path)
    data = pd.DataFrame({name: codes[name] for name in ("task", "worker", "label")})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = _seconds(method, 1, data)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    quick = first < QUICK
    long = LONG if quick else 2
    short = _least(method, 1, data) if quick else first
    if method == "majority":
        seconds = short
    else:
        longer = _least(method, long, data) if quick else _seconds(method, long, data)
        seconds = (longer - short) / (long - 1)
    print(json.dumps({"seconds": seconds, "bytes_an_answer": grown / len(data)}))
    return 0


def _least(method: str, n_iter: int, data: Any) -> float:
    times: list[float] = []
    while len(times) < RUNS or sum(times) < LEAST_SPENT:
        times.append(_seconds(method, n_iter, data))
    return min(times)


def _seconds(method: str, n_iter: int, data: Any) -> float:
    begun = time.process_time()
    MAKERS[method](n_iter).fit_predict(data)
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
