"""How right places are, and how right they claim to be, against the answer that is nearest to all others (the medoid).

    python -m benchmarks.places

Seven made-up crowds of thirty people: typical people, who scatter by 50 metres and now and then point elsewhere; exact
ones; vague ones, who scatter by more than the radius; one with spammers; one in which a task in twelve lures half of
all people to the same wrong place; one in which some are far more exact than others; and one whose tasks differ in how
hard they are. A place is right within 100 metres. Unless `--known` says otherwise, the model gets no known answers.
"""

import argparse
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.places.globe import distances_m, unit_vectors
from crowd.aggregation.places.place_fit import PlaceCodes, fit_places
from crowd.answers import FloatArray, IntArray

_ANSWERS, _SAMPLES = (2, 3, 5, 9), 4
_TASKS, _PEOPLE, _RADIUS_M = 200, 30, 100.0
#: How far people of each crowd scatter, in metres.
_CROWDS = {"typical": 50, "exact": 10, "vague": 120, "spammed": 40, "lured": 40, "mixed": 50, "hard": 40}
#: Where it all is, and how far it reaches.
_CENTRE, _REACH_M = (52.5, 13.4), 5000.0
_DEGREE_M = 111_195.0
#: Places that are stated with this confidence or more are looked at by themselves.
_SURE = 0.9


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Who pointed where, and what is true, in degrees."""

    task: IntArray
    contributor: IntArray
    point: FloatArray
    true: FloatArray


def _degrees(metres: FloatArray) -> FloatArray:
    latitude, longitude = _CENTRE
    width = _DEGREE_M * np.cos(np.radians(latitude))
    return np.stack([latitude + metres[:, 1] / _DEGREE_M, longitude + metres[:, 0] / width], axis=1)


def make_crowd(name: str, n_answers: int, rng: np.random.Generator) -> Answered:
    """Make up a crowd and its answers."""
    true = rng.uniform(-_REACH_M, _REACH_M, (_TASKS, 2))
    spread = _CROWDS[name] * np.exp(rng.normal(0.0, 1.0 if name == "mixed" else 0.5, _PEOPLE))
    far = rng.beta(2, 14, _PEOPLE)
    if name == "spammed":
        far[rng.random(_PEOPLE) < 0.3] = 0.9
    hard = np.exp(rng.normal(0.0, 0.8, _TASKS)) if name == "hard" else np.ones(_TASKS)
    task = np.repeat(np.arange(_TASKS), n_answers)
    who = np.concatenate([rng.choice(_PEOPLE, n_answers, replace=False) for _ in range(_TASKS)])
    point = true[task] + rng.normal(0.0, 1.0, (task.size, 2)) * (spread[who] * hard[task])[:, np.newaxis]
    lure = true + rng.normal(0.0, 1500.0, true.shape)
    lured = lure[task] + rng.normal(0.0, 40.0, point.shape)
    anywhere = rng.uniform(-_REACH_M, _REACH_M, point.shape)
    wrong = np.where(rng.random((task.size, 1)) < 0.3, lured, anywhere)
    point = np.where(rng.random((task.size, 1)) < far[who, np.newaxis], wrong, point)
    if name == "lured":
        is_lured = (rng.random(_TASKS) < 0.08)[task] & (rng.random(task.size) < 0.55)
        point = np.where(is_lured[:, np.newaxis], lured, point)
    return Answered(task=task, contributor=who, point=_degrees(point), true=_degrees(true))


def measure(answered: Answered, n_known: int) -> dict[str, float]:
    """Fit answers and compare; the first tasks are known and are not judged."""
    gold = np.full(answered.true.shape, np.nan)
    gold[:n_known] = answered.true[:n_known]
    codes = PlaceCodes(
        task=answered.task,
        contributor=answered.contributor,
        point=answered.point,
        n_tasks=_TASKS,
        n_contributors=_PEOPLE,
    )
    found = fit_places(codes, gold, radius_m=_RADIUS_M)
    truth, given = unit_vectors(answered.true), unit_vectors(answered.point)
    places = unit_vectors(found.point)
    off, simply = [], []
    for task in range(n_known, _TASKS):
        own = given[answered.task == task]
        medoid = own[np.array([distances_m(own, one).sum() for one in own]).argmin()]
        off.append(distances_m(places[task : task + 1], truth[task])[0])
        simply.append(distances_m(medoid[np.newaxis], truth[task])[0])
    right, stated = np.array(off) <= _RADIUS_M, found.confidence[n_known:]
    sure = stated >= _SURE
    return {
        "right": float(right.mean()),
        "medoid": float((np.array(simply) <= _RADIUS_M).mean()),
        "stated": float(stated.mean()),
        "sure": float(sure.mean()),
        "sure right": float(right[sure].mean()) if sure.any() else np.nan,
        "sure stated": float(stated[sure].mean()) if sure.any() else np.nan,
    }


def _mean(figures: list[float]) -> str:
    known = [figure for figure in figures if not np.isnan(figure)]
    return f"{np.mean(known):6.1%}" if known else "     –"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--known", type=int, default=0, help="known answers that the model gets")
    args = parser.parse_args()
    for name in _CROWDS:
        for n_answers in _ANSWERS:
            dice = [np.random.default_rng(seed) for seed in range(_SAMPLES)]
            found = [measure(make_crowd(name, n_answers, rng), args.known) for rng in dice]
            means = "   ".join(f"{key} {_mean([one[key] for one in found])}" for key in found[0])
            print(f"{name:8} {n_answers} answers: {means}")


if __name__ == "__main__":
    main()
