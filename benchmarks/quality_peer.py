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


def main() -> int:
    """Arguments: file.npz, method, then the numbers of iterations to time, one run each."""
    warnings.simplefilter("ignore")
    path, method, *iterations = sys.argv[1:]
    codes = np.load(path)
    data = pd.DataFrame({name: codes[name] for name in ("task", "worker", "label")})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for n in map(int, iterations):
        begun = time.perf_counter()
        MAKERS[method](n).fit_predict(data)
        seconds.append(time.perf_counter() - begun)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    print(json.dumps({"seconds": seconds, "bytes_an_answer": grown / len(data)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
