"""Places: one point on the globe per task, with the radius of the answers around it, and the strays.

The answers to a task are grouped into places: first around the point with the most answers within reach, then the
same for the rest. The right place is then decided as with options: each person has one skill, the probability of
pointing to the right place, shrunk towards the crowd's, and an answer is weighted by what its author did in other
tasks. It remains possible that all places are wrong.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from crowd.aggregation.places.clusters import gather
from crowd.aggregation.places.globe import EARTH_M, degrees_of, distances_m, middle, unit_vectors
from crowd.aggregation.rows import Rows, alpha_from_pairs, or_none, sort_rows, sum_by
from crowd.answers import FloatArray

METHOD, VERSION = "clusters", 1

#: The prior for everybody, as with options: right three times in four, worth four answers.
_PRIOR_RIGHT, _PRIOR_WRONG = 3.0, 1.0

#: An answer never counts against the place it points to.
_LEAST_ODDS = 1.0

#: How often places and skills are estimated from each other.
_PASSES = 10

#: The reach, if none is declared: this many times the typical distance that holds half of a task's answers.
_REACH_TIMES = 2.0

#: The reach is never less than this: a finger on a map, or a phone's position, is not more accurate.
_LEAST_REACH_M = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point with the answers around it.

    Attributes:
        latitude: Latitude of its middle in degrees, -90 to 90.
        longitude: Longitude of its middle in degrees, -180 to 180.
        radius_m: Distance from the middle to the farthest of its answers, in metres.
        share: Share of the task's answers that belong to it.
        probability: Probability that it is right.
        contributors: Who pointed there, by name.
    """

    latitude: float
    longitude: float
    radius_m: float
    share: float
    probability: float
    contributors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """An answer outside the winning place. It still counts.

    Attributes:
        contributor: Who gave it.
        latitude: Degrees.
        longitude: Degrees.
        distance_m: From the middle of the winning place, in metres.
    """

    contributor: str
    latitude: float
    longitude: float
    distance_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTask:
    """The place of one task.

    Attributes:
        place: The most probable place.
        confidence: Its probability. All answers may be wrong, so the probabilities of all places sum to less than 1.
        places: All places, most probable first; equal ones from north to south, then from west to east.
        outliers: Answers outside `place`, by contributor name.
        answers: Number of answers.
    """

    place: Place
    confidence: float
    places: tuple[Place, ...]
    outliers: tuple[Stray, ...]
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePerson:
    """How able one contributor is: the probability that their answer is inside the right place."""

    skill: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesResult:
    """Places of all tasks.

    Attributes:
        tasks: By name, sorted.
        people: By name, sorted.
        agreement: Krippendorff's alpha, with distance 0 between two answers within reach of each other and 1
            otherwise; NaN if undefined.
        inside: Share of all answers inside the winning place of their task; NaN without answers.
        reach_m: How far from the middle of a place an answer may be and still belong to it, in metres.
        converged: Whether places and skills converged.
        n_iter: How often they were estimated.
        method: Name of the method.
        version: Increases whenever the same input could give a different result.
    """

    tasks: dict[str, PlaceTask]
    people: dict[str, PlacePerson]
    agreement: float
    inside: float
    reach_m: float
    converged: bool
    n_iter: int
    method: str = METHOD
    version: int = VERSION

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON file; None for anything undefined."""
        return {
            "kind": "places",
            "method": self.method,
            "version": self.version,
            "reach_m": self.reach_m,
            "agreement": {"name": "place_alpha", "value": or_none(self.agreement)},
            "inside": or_none(self.inside),
            "converged": self.converged,
            "n_iter": self.n_iter,
            "tasks": {name: _task_json(task) for name, task in self.tasks.items()},
            "people": {
                name: {"skill": person.skill, "answers": person.answers}
                for name, person in self.people.items()
            },
        }


def summarize_places(
    triples: Iterable[tuple[str, str, tuple[float, float]]], *, reach_m: float | None = None
) -> PlacesResult:
    """Find one place for every task.

    Args:
        triples: (task, contributor, (latitude, longitude) in degrees), oldest first; longitudes from -180 to
            360. If a person answered a task twice, the last answer counts.
        reach_m: How far from the middle of a place an answer may be and still belong to it, in metres; None for
            twice the typical distance that holds half of a task's answers, but at least 25 metres.

    Returns:
        The places; none without answers.

    Raises:
        ValueError: A value is not a point on the globe, or the reach is not above 0.
    """
    if reach_m is not None and not 0.0 < reach_m < math.inf:
        raise ValueError(f"the reach must be above 0 metres and finite: {reach_m}")
    rows = sort_rows(triples, _read_point)
    points = np.array(rows.values, dtype=np.float64).reshape(rows.n_answers, 2)
    globe = _Globe(rows, unit_vectors(points), reach_m)
    decision = globe.decide()
    tasks = {name: globe.conclude(task, decision) for task, name in enumerate(rows.tasks)}
    people = zip(rows.contributors, decision.skill.tolist(), rows.per_contributor().tolist(), strict=True)
    strays = sum(len(task.outliers) for task in tasks.values())
    return PlacesResult(
        tasks=tasks,
        people={name: PlacePerson(skill=skill, answers=count) for name, skill, count in people},
        agreement=globe.alpha(),
        inside=1.0 - strays / rows.n_answers if rows.n_answers else math.nan,
        reach_m=globe.reach_m,
        converged=decision.converged,
        n_iter=decision.n_iter,
    )


def _read_point(value: object) -> tuple[float, float]:
    try:
        latitude, longitude = (float(one) for one in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"expected a pair of latitude and longitude, not {value!r}") from None
    if not -90.0 <= latitude <= 90.0:
        raise ValueError(f"the latitude must be between -90 and 90 degrees: {latitude}")
    if not -180.0 <= longitude <= 360.0:
        raise ValueError(f"the longitude must be between -180 and 180 degrees: {longitude}")
    return latitude, longitude


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Decision:
    """Probability of each place (one array per task) and the skill of each person."""

    probability: list[FloatArray]
    skill: FloatArray
    converged: bool
    n_iter: int


class _Globe:
    """The answers as vectors, grouped into places."""

    def __init__(self, rows: Rows[tuple[float, float]], vectors: FloatArray, reach_m: float | None) -> None:
        self.rows, self.vectors = rows, vectors
        self.spans = [slice(first, last) for first, last in pairwise(rows.starts.tolist())]
        self.reach_m = self._typical_reach() if reach_m is None else reach_m
        #: Number of the place of each answer within its task, (n_answers,) int.
        self.place = np.zeros(rows.n_answers, dtype=np.int64)
        for span in self.spans:
            self.place[span] = gather(vectors[span], self.reach_m)

    def _typical_reach(self) -> float:
        """Twice the median, over tasks with at least two answers, of the smallest distance that holds half of them."""
        keeps = []
        for span in self.spans:
            own = self.vectors[span]
            if own.shape[0] > 1:
                half = own.shape[0] // 2  # the point itself comes first, at distance 0
                keeps.append(min(float(np.partition(distances_m(own, one), half)[half]) for one in own))
        return max(_REACH_TIMES * float(np.median(keeps)), _LEAST_REACH_M) if keeps else _LEAST_REACH_M

    def decide(self) -> _Decision:
        """Estimate the probabilities of places and the skills from each other, starting from shares."""
        answered = self.rows.per_contributor()
        n_people, who = answered.size, self.rows.contributor
        count = self.rows.per_task()
        credit = np.zeros(self.rows.n_answers)
        for task, span in enumerate(self.spans):
            credit[span] = np.bincount(self.place[span])[self.place[span]] / count[task]
        probability: list[FloatArray] = []
        converged, n_iter = False, 0
        while not converged and n_iter < _PASSES:
            right = sum_by(who, credit, n_people)
            # By what the author did elsewhere, so that nobody's own answer confirms it.
            hits = _PRIOR_RIGHT + right[who] - credit
            weight = np.log(
                np.maximum(hits / (_PRIOR_WRONG + (answered[who] - 1) - (right[who] - credit)), _LEAST_ODDS)
            )
            probability = [self._probability(span, weight[span]) for span in self.spans]
            new = np.empty_like(credit)
            for span, one in zip(self.spans, probability, strict=True):
                new[span] = one[self.place[span]]
            converged = bool(np.abs(new - credit).max(initial=0.0) < 1e-6)
            credit, n_iter = new, n_iter + 1
        prior = _PRIOR_RIGHT + _PRIOR_WRONG
        skill = (_PRIOR_RIGHT + sum_by(who, credit, n_people)) / (prior + answered)
        return _Decision(probability=probability, skill=skill, converged=converged, n_iter=n_iter)

    def _probability(self, span: slice, weight: FloatArray) -> FloatArray:
        """The probability that each place of a task is right; the rest up to 1 is that all answers are wrong."""
        score = np.bincount(self.place[span], weight)
        odds = np.exp(score - max(float(score.max(initial=0.0)), 0.0))
        nowhere = math.exp(-max(float(score.max(initial=0.0)), 0.0))
        probability: FloatArray = odds / (odds.sum() + nowhere)
        return probability

    def conclude(self, task: int, decision: _Decision) -> PlaceTask:
        """Return the result for a task."""
        span = self.spans[task]
        own, place = self.vectors[span], self.place[span]
        names = [self.rows.contributors[code] for code in self.rows.contributor[span]]
        centres, places = [], []
        for number, probability in enumerate(decision.probability[task].tolist()):
            members = np.flatnonzero(place == number)
            centres.append(middle(own[members], np.ones(members.size)))
            latitude, longitude = degrees_of(centres[-1])
            places.append(
                Place(
                    latitude=latitude,
                    longitude=longitude,
                    # To the millimetre: rounding moves a single answer slightly off its own middle.
                    radius_m=round(float(distances_m(own[members], centres[-1]).max()), 3),
                    share=members.size / place.size,
                    probability=probability,
                    contributors=tuple(names[member] for member in members),
                )
            )
        order = sorted(range(len(places)), key=lambda one: _precedence(places[one]))
        away = distances_m(own, centres[order[0]])
        outside = np.flatnonzero(place != order[0]).tolist()
        values = self.rows.values[span]
        return PlaceTask(
            place=places[order[0]],
            confidence=places[order[0]].probability,
            places=tuple(places[one] for one in order),
            outliers=tuple(
                Stray(
                    contributor=names[one],
                    latitude=values[one][0],
                    longitude=values[one][1],
                    distance_m=float(away[one]),
                )
                for one in outside
            ),
            answers=place.size,
        )

    def alpha(self) -> float:
        """Agreement on places within reach."""
        paired = (self.rows.per_task() > 1)[self.rows.task]
        if not paired.any():
            return math.nan
        within = np.array([_far_pairs(self.vectors[span], self.reach_m) / 2.0 for span in self.spans])
        n = int(paired.sum())
        expected = _far_pairs(self.vectors[paired], self.reach_m) / (n * (n - 1))
        return alpha_from_pairs(self.rows, within, expected)


def _precedence(place: Place) -> tuple[float, float, float, float]:
    """Sort key: more probable places first, then those with more answers, then north to south, west to east."""
    return (-round(place.probability, 9), -place.share, -round(place.latitude, 9), round(place.longitude, 9))


def _far_pairs(vectors: FloatArray, reach_m: float) -> float:
    """Number of ordered pairs of points that are farther apart than the reach."""
    chord = 2.0 * math.sin(min(reach_m / (2.0 * EARTH_M), math.pi / 2.0))
    far = 0
    for begin in range(0, vectors.shape[0], 500):
        some = vectors[begin : begin + 500, np.newaxis, :]
        far += int((((some - vectors) ** 2).sum(axis=2) > chord**2).sum())
    return float(far)


def _task_json(task: PlaceTask) -> dict[str, object]:
    return {
        "latitude": task.place.latitude,
        "longitude": task.place.longitude,
        "radius_m": task.place.radius_m,
        "share": task.place.share,
        "confidence": task.confidence,
        "answers": task.answers,
        "places": [
            {
                "latitude": place.latitude,
                "longitude": place.longitude,
                "radius_m": place.radius_m,
                "share": place.share,
                "probability": place.probability,
                "contributors": list(place.contributors),
            }
            for place in task.places
        ],
        "outliers": [
            {
                "contributor": stray.contributor,
                "latitude": stray.latitude,
                "longitude": stray.longitude,
                "distance_m": stray.distance_m,
            }
            for stray in task.outliers
        ],
    }
