"""A place: a point on the globe, sent as a location, typed as coordinates, or copied from a map."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.places.globe import apart_m
from crowd.aggregation.places.online import PlaceAnswer, move_place
from crowd.aggregation.places.place_fit import PlaceCodes, fit_places
from crowd.aggregation.places.place_model import MOST_SURE
from crowd.aggregation.places.stored import (
    read_place_model,
    read_place_person,
    write_place_model,
    write_place_person,
)
from crowd.agreement import NamedAgreement, measure_places
from crowd.answers import FloatArray
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior
from crowd.errors import AnswerRefused, InvalidInput, ValueRefused
from crowd.kinds.fitting import Fit, FitInput, FittedValues, Pages, code_rows, moved_credits, write_people
from crowd.kinds.kind import Verdict, WeighedAnswer
from crowd.typed.places import (
    DIGITS,
    Point,
    Unread,
    as_point,
    read_circle,
    read_length,
    read_point,
    write_point,
    writes_anywhere,
)

#: Under which the dialogue asks within how many metres two places are the same, and where places may be.
RADIUS, AREA = "RADIUS", "AREA"

#: A phone knows its position to a few metres, and what is a thousand kilometres across is no place to send.
LEAST_RADIUS_M, MOST_RADIUS_M = 1.0, 100_000.0
#: Beyond this distance an area is no limit.
MOST_WITHIN_M = 10_000_000.0
#: In an area that is not this many radii wide, nearly every answer would be right.
_LEAST_RADII = 2.0
#: How likely known answers that are all points are places.
_SUITED = 0.95
#: The longest cell with a known answer; the link of a map may be long.
_LONGEST_CELL = 400
#: People read points to the metre.
_READ_DIGITS = 5
#: Guesses that differ by less than what is still right count as one.
_MOST_CHOICES = 1000
#: Nobody is nearly always right or wrong before they have shown it.
_MEAN_SKILLS = (0.05, 0.95)
#: How much of a refused text is shown.
_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """How a question for a place is set up.

    Attributes:
        radius_m: Within how many metres two places are the same.
        centre: The middle of where places may be; None for anywhere.
        within_m: How far from there they may be.
    """

    radius_m: float = 100.0
    centre: Point | None = None
    within_m: float = 0.0


@lru_cache(maxsize=1024)
def _read_config(text: str) -> Area:
    stored = json.loads(text)
    if not stored:
        return Area()
    centre = stored["centre"]
    return Area(
        radius_m=stored["radius_m"],
        centre=None if centre is None else (centre[0], centre[1]),
        within_m=stored["within_m"],
    )


class Place:
    """The kind. A value is a latitude and a longitude in degrees; the numerics are `crowd.aggregation.places`."""

    name = "place"
    has_codes = False
    labels_are_options = False
    simple_rule = "medoid"
    method = ("places", 1)
    steps = (RADIUS, AREA)
    columns = ("place", "latitude", "longitude", "radius_m")
    sheet = None

    def of_task(self, config: Area, content: Mapping[str, str], *, task: int, person: int) -> Area:  # noqa: ARG002 - answers are about the whole task
        """Return the same."""
        return config

    def read_config(self, text: str) -> Area:
        """Read how a question is set up."""
        return _read_config(text)

    def write_config(self, config: Area) -> str:
        """Write how a question is set up."""
        centre = None if config.centre is None else list(config.centre)
        return json.dumps({"radius_m": config.radius_m, "centre": centre, "within_m": config.within_m})

    def configure(self, config: Area, step: str, text: str) -> Area:
        """Take the radius or the area as it was typed."""
        if step == RADIUS:
            changed = replace(config, radius_m=_read_radius(text))
        else:
            centre, within_m = _read_area(text)
            changed = replace(config, centre=centre, within_m=within_m)
        if changed.centre is not None and changed.within_m < _LEAST_RADII * changed.radius_m:
            raise ValueRefused(
                "area-too-small",
                {"radius": write_length(changed.radius_m), "within": write_length(changed.within_m)},
            )
        return changed

    def suggest(self, config: Area, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:  # noqa: ARG002 - other kinds look at it
        """Suggest what is set already, and what is usual."""
        if step == RADIUS:
            guesses = [write_length(config.radius_m), *presets]
        else:
            guesses = [*([] if config.centre is None else [write_area(config)]), *presets]
        return list(dict.fromkeys(guesses))

    def suits(self, gold: Sequence[str]) -> float:
        """Suit known answers, if there are any, that are all points."""
        if not gold or not all(len(text) <= _LONGEST_CELL for text in gold):
            return 0.0
        return _SUITED if all(isinstance(read_point(text), tuple) for text in gold) else 0.0

    def check(self, raw: object, config: Area) -> list[float]:
        """Check a latitude and a longitude, and that they are in the area."""
        if not isinstance(raw, list | tuple) or len(raw) != 2:
            raise InvalidInput
        if any(isinstance(part, bool) or not isinstance(part, int | float) for part in raw):
            raise InvalidInput
        point = as_point(float(raw[0]), float(raw[1]))
        if point is None:
            raise InvalidInput
        if (refusal := why_outside(point, config)) is not None:
            raise refusal
        return list(point)

    def read(self, text: str, config: Area) -> list[float] | None:
        """Read a point that was typed, if it is in the area."""
        point = read_point(text)
        if not isinstance(point, tuple) or why_outside(point, config) is not None:
            return None
        return list(point)

    def read_cell(self, text: str, config: Area) -> list[float] | None:
        """Read a point in a cell of a file."""
        return self.read(text, config)

    def write(self, value: Sequence[float], config: Area) -> str:  # noqa: ARG002 - other kinds look at it
        """Write a point to the metre."""
        return write_point((value[0], value[1]), _READ_DIGITS)

    def write_cell(self, value: Sequence[float], config: Area) -> str:  # noqa: ARG002 - other kinds look at it
        """Write a point as it is stored."""
        return write_point((value[0], value[1]))

    def cells(self, value: Sequence[float], numbers: Mapping[str, Any], config: Area) -> tuple[str, ...]:
        """Return the point, its two parts, and how far the answers that agree are from it, in metres."""
        radius = numbers.get("radius_m")
        parts = (f"{degrees:.{DIGITS}f}" for degrees in value)
        return (self.write_cell(value, config), *parts, "" if radius is None else f"{radius:.1f}")

    def options(self, config: Area) -> tuple[str, ...]:  # noqa: ARG002 - no place is an option
        """Return no options."""
        return ()

    def n_choices(self, config: Area) -> int:
        """Return how many places that are not the same fit into the area."""
        if config.centre is None:
            return _MOST_CHOICES
        return int(min((config.within_m / config.radius_m) ** 2, _MOST_CHOICES))

    def imagined(self, config: Area) -> None:
        """Imagine nothing: how far people will be apart depends on the tasks."""

    def most_sure(self, config: Area) -> float:  # noqa: ARG002 - other kinds look at it
        """Return what the model leaves for mistakes that no answer shows."""
        return MOST_SURE

    def is_alike(self, one: Sequence[float], other: Sequence[float], config: Area) -> bool:
        """Whether they are within the radius of each other."""
        return self.distance(one, other, config) <= config.radius_m

    def distance(self, one: Sequence[float], other: Sequence[float], config: Area) -> float:  # noqa: ARG002 - other kinds look at it
        """Return how many metres they are apart."""
        return apart_m((one[0], one[1]), (other[0], other[1]))

    def doubt(self, value: Sequence[float], config: Area, model: str | None) -> None:
        """Doubt no place: where it may be is set up with the question."""

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Area,
        model: str | None,
        *,
        rule: StopRule,
        known: Sequence[float] | None = None,
    ) -> Verdict:
        """Decide a task by where the truth most probably is within the radius."""
        if not answers:
            needed = float(rule.min_answers)
            return Verdict(
                value=None,
                confidence=0.0,
                credits=(),
                vote_share=0.0,
                agreeing_needed=needed,
                within_reach=True,
            )
        move = move_place(
            [
                PlaceAnswer(point=(one.value[0], one.value[1]), person=read_place_person(one.learnt))
                for one in answers
            ],
            read_place_model(model, config.radius_m),
            radius_m=config.radius_m,
            known=None if known is None else (known[0], known[1]),
            target=rule.target,
            most_more=max(rule.max_answers - len(answers), 0),
        )
        return Verdict(
            value=_rounded(move.point),
            confidence=move.confidence,
            credits=move.credits,
            vote_share=move.vote_share,
            agreeing_needed=move.agreeing_needed,
            within_reach=move.within_reach,
            numbers={"radius_m": round(move.radius_m, 1)},
        )

    def decide_simply(self, values: Sequence[Sequence[float]], config: Area) -> list[float]:
        """Take the answer that is nearest to all others together; of equals, the first from south to north."""
        ordered = sorted(list(value) for value in values)
        return min(ordered, key=lambda one: sum(self.distance(one, other, config) for other in ordered))

    def measure(
        self, answers: Sequence[tuple[int, int, Sequence[float]]], config: Area, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure agreement on places, by how many metres they are apart, up to a few radii."""
        return measure_places(answers, radius_m=config.radius_m, rng=rng)

    def fit(self, data: FitInput, config: Area) -> Fit:
        """Fit the model to all answers."""
        coded = code_rows(data)
        values = [list(data.value[row]) for row in coded.rows.tolist()]
        codes = PlaceCodes(
            task=coded.task,
            contributor=coded.contributor,
            point=_table(values),
            n_tasks=coded.task_ids.size,
            n_contributors=coded.contributor_ids.size,
        )
        known = _table([data.gold.get(task, (np.nan, np.nan)) for task in coded.task_ids.tolist()])
        found = fit_places(codes, known, radius_m=config.radius_m)
        mean = float(np.clip(found.credit.mean(), *_MEAN_SKILLS)) if values else DEFAULT_PRIOR.mean
        return Fit(
            model=write_place_model(found.model),
            prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
            credits=moved_credits(coded, values, found.credit),
            people=write_people(coded.contributor_ids, lambda code: write_place_person(found.person(code))),
            beliefs=Pages(n_rows=0, make=lambda _: []),
            values=FittedValues(
                task_ids=coded.task_ids,
                value=[_rounded((row[0], row[1])) for row in found.point.tolist()],
                confidence=found.confidence,
            ),
            n_answers=len(data.task),
        )


def why_outside(point: Point, config: Area) -> AnswerRefused | None:
    """Return why a point is no possible answer; None if it is in the area."""
    if config.centre is None or apart_m(point, config.centre) <= config.within_m:
        return None
    away = write_length(apart_m(point, config.centre))
    return AnswerRefused(
        "place-outside",
        {
            "away": away,
            "within": write_length(config.within_m),
            "centre": write_point(config.centre, _READ_DIGITS),
        },
    )


def why_not(text: str, config: Area) -> AnswerRefused | None:
    """Return why a text that was meant as a place cannot be one; None if it can, or was hardly meant as one."""
    match read_point(text):
        case Unread.OFF_GLOBE:
            return AnswerRefused("place-off-globe")
        case Unread.SHORT_LINK:
            return AnswerRefused("place-short-link")
        case Unread.EMPTY_LINK:
            return AnswerRefused("place-link-empty")
        case None:
            return None
        case point:
            return why_outside(point, config)


def write_length(metres: float) -> str:
    """Write a length in metres, or in kilometres from one on."""
    return f"{metres / 1000.0:.6g} km" if metres >= 1000.0 else f"{metres:.6g} m"


def write_area(config: Area) -> str:
    """Write an area as a requester would type it; it must have a centre."""
    centre = config.centre or (0.0, 0.0)
    return f"{write_length(config.within_m)}, {write_point(centre, _READ_DIGITS)}"


def _rounded(point: Point) -> list[float]:
    # Not -0.0, which would be stored unlike 0.
    return [round(degrees, DIGITS) + 0.0 for degrees in point]


def _table(points: Sequence[Sequence[float]]) -> FloatArray:
    """Points as an array, (n, 2)."""
    return np.array(points, dtype=np.float64).reshape(len(points), 2)


def _read_radius(text: str) -> float:
    """Return a radius in metres.

    Raises:
        ValueRefused: It is no length, or too short or too long.
    """
    radius = read_length(text)
    if radius is None:
        raise ValueRefused("radius-unclear", {"found": text.strip()[:_SHOWN]})
    if not LEAST_RADIUS_M <= radius <= MOST_RADIUS_M:
        raise ValueRefused(
            "radius-out-of-range",
            {
                "found": write_length(radius),
                "least": write_length(LEAST_RADIUS_M),
                "most": write_length(MOST_RADIUS_M),
            },
        )
    return radius


def _read_area(text: str) -> tuple[Point | None, float]:
    """Return the middle of an area, and how far around it the area goes; None for anywhere.

    Raises:
        ValueRefused: It is no area.
    """
    if writes_anywhere(text):
        return None, 0.0
    found = read_circle(text)
    if found is None or not 0.0 < found[1] <= MOST_WITHIN_M:
        raise ValueRefused("area-unclear", {"found": text.strip()[:_SHOWN]})
    return found
