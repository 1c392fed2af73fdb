"""Runs one method of crowd-kit over answers from a file and prints its seconds and memory: for `benchmarks.quality`.

It runs in crowd-kit's own environment and imports nothing of Askmany.
"""

import importlib
import json
import resource
import sys
import time
import warnings
from typing import Any

# Taken by name: the type checker of the project has no crowd-kit to look at.
np: Any = importlib.import_module("numpy")
pd: Any = importlib.import_module("pandas")
ck: Any = importlib.import_module("crowdkit.aggregation")

#: No change is below it: every iteration that is asked for is made.
NEVER = -1e18

MAKERS: dict[str, Any] = {
    "majority": lambda _: ck.MajorityVote(),
    "one_coin_ml": lambda n: ck.OneCoinDawidSkene(n_iter=n, tol=NEVER),
    "dawid_skene": lambda n: ck.DawidSkene(n_iter=n, tol=NEVER),
    "glad": lambda n: ck.GLAD(n_iter=n, tol=NEVER),
    "mace": lambda n: ck.MACE(n_restarts=1, n_iter=n),
}


#: The second run makes so many iterations if the first, of one, took less than so many seconds; otherwise two.
LONG, QUICK = 11, 3.0

#: Runs of each length, of which the least counts, if one is quick.
RUNS = 3


def main() -> int:
    """Arguments: file.npz, method. Seconds are of the processor, an iteration; for majority, which has none, a call."""
    warnings.simplefilter("ignore")
    path, method = sys.argv[1:]
    codes = np.load(path)
    data = pd.DataFrame({name: codes[name] for name in ("task", "worker", "label")})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = _seconds(method, 1, data)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    quick = first < QUICK
    runs, long = (RUNS, LONG) if quick else (1, 2)
    short = min([first, *(_seconds(method, 1, data) for _ in range(runs - 1))])
    if method == "majority":
        seconds = short
    else:
        seconds = (min(_seconds(method, long, data) for _ in range(runs)) - short) / (long - 1)
    print(json.dumps({"seconds": seconds, "bytes_an_answer": grown / len(data)}))
    return 0


def _seconds(method: str, n_iter: int, data: Any) -> float:
    begun = time.process_time()
    MAKERS[method](n_iter).fit_predict(data)
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
