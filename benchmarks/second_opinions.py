"""Records crowd-kit's results for some sets, for tests that compare our methods with it without installing it.

It runs in an environment of its own, because crowd-kit brings many packages and needs older ones, and imports nothing
from Askmany:

    python3 -m venv crowdkit-env
    crowdkit-env/bin/pip install crowd-kit==1.4.2 "scikit-learn<1.6" "pandas<3"
    crowdkit-env/bin/python benchmarks/second_opinions.py tests/published/crowdkit \
        tests/data/bluebirds tests/data/weather_cf playground/datasets/rte

Every method runs for a fixed number of iterations: the bound with which crowd-kit stops Dawid-Skene counts a label's
prior once for each answer, so it can fall and stop too early. MACE starts from the centre of its random values, so
that both programs start from the same point.
"""

import csv
import importlib
import importlib.metadata
import json
import sys
import warnings
from pathlib import Path
from typing import Any

# Imported by name, because the project's type checker cannot see crowd-kit.
np: Any = importlib.import_module("numpy")
pd: Any = importlib.import_module("pandas")
ck: Any = importlib.import_module("crowdkit.aggregation")

#: No change is below this tolerance, so that no method stops before its iterations are over.
NEVER = -1e18

ITERATIONS = 10
DECIMALS = 9


def record(folder: Path) -> dict[str, Any]:
    """Return the result of each method for the set in a folder."""
    data = _read(folder)
    posteriors: dict[str, Any] = {
        "majority": ck.MajorityVote().fit_predict_proba(data),
        "wawa": ck.Wawa().fit_predict_proba(data),
        "zero_based_skill": ck.ZeroBasedSkill(n_iter=100).fit_predict_proba(data),
        "one_coin_ml": ck.OneCoinDawidSkene(n_iter=ITERATIONS, tol=NEVER).fit_predict_proba(data),
        "dawid_skene": ck.DawidSkene(n_iter=ITERATIONS, tol=NEVER).fit_predict_proba(data),
        "mace": _evenly_started_mace(data),
    }
    glad = ck.GLAD(n_iter=3 * ITERATIONS, tol=NEVER, m_step_max_iter=100, m_step_tol=1e-6).fit(data)
    posteriors["glad"] = glad.probas_
    tasks, labels = sorted(data.task.unique()), sorted(data.label.unique())
    return {
        "program": "crowd-kit " + importlib.metadata.version("crowd-kit"),
        "set": folder.name,
        "iterations": ITERATIONS,
        "glad_iterations": 3 * ITERATIONS,
        "tasks": tasks,
        "labels": labels,
        "posterior": {
            name: _rows(table.reindex(index=tasks, columns=labels, fill_value=0.0))
            for name, table in posteriors.items()
        },
        "glad_ability": {name: round(float(value), DECIMALS) for name, value in glad.alphas_.items()},
        "glad_easiness": [round(float(value), DECIMALS) for value in glad.betas_.reindex(tasks)],
    }


def _evenly_started_mace(data: Any) -> Any:
    # crowd-kit numbers people and labels in order of appearance; with a sorted table, that is the same as ours.
    data = data.copy()
    data["worker"], _ = pd.factorize(data.worker)
    data["label"], labels = pd.factorize(data.label)
    mace = ck.MACE(n_restarts=1, n_iter=ITERATIONS, method="vb")
    start = mace._initialize

    def start_evenly(n_workers: int, n_labels: int) -> None:
        start(n_workers, n_labels)
        mace.spamming_ = np.full((n_workers, 2), 0.5)
        mace.thetas_ = np.full((n_workers, n_labels), 1.0 / n_labels)

    mace._initialize = start_evenly
    return mace.fit_predict_proba(data).rename(columns=dict(enumerate(labels)))


def _rows(table: Any) -> list[list[float]]:
    return [[round(float(value), DECIMALS) for value in row] for row in table.to_numpy()]


def _read(folder: Path) -> Any:
    """Read answers as a table; if a person answered a task twice, the last answer counts."""
    with (folder / "answers.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    last = {(row["task"], row["worker"]): row["label"] for row in rows}
    triples = [(task, worker, label) for (task, worker), label in last.items()]
    return pd.DataFrame(triples, columns=["task", "worker", "label"])


def main() -> int:
    """Write one file for each set: OUT_FOLDER SET_FOLDER..."""
    if len(sys.argv) < 3:
        print("Give the folder to write to, then the folders of the sets.", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for folder in map(Path, sys.argv[2:]):
        path = out / f"{folder.name}.json"
        path.write_text(json.dumps(record(folder), ensure_ascii=False) + "\n", "utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
