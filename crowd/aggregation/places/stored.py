"""How what a fit learnt about places is stored."""

import json
from functools import lru_cache

from crowd.aggregation.places.place_model import PlaceModel, PlacePerson, new_place_model

#: Decimals of what is stored.
_DIGITS = 4


def write_place_model(model: PlaceModel) -> str:
    """Write a model as text."""
    return json.dumps(
        {
            "spread_m": round(model.spread_m, _DIGITS),
            "far": round(model.far, _DIGITS),
            "shared": round(model.shared, _DIGITS),
            "n_answers": model.n_answers,
        }
    )


@lru_cache(maxsize=1024)
def read_place_model(text: str | None, radius_m: float) -> PlaceModel:
    """Read a model; that of a new question if there is none."""
    return new_place_model(radius_m) if text is None else PlaceModel(**json.loads(text))


def write_place_person(person: PlacePerson) -> str:
    """Write what a fit counted for a person as text."""
    return json.dumps([round(part, _DIGITS) for part in (person.excess, person.off, person.answered)])


@lru_cache(maxsize=8192)
def read_place_person(text: str | None) -> PlacePerson | None:
    """Read what a fit counted for a person; None if no fit has seen them."""
    if text is None:
        return None
    excess, off, answered = json.loads(text)
    return PlacePerson(excess=excess, off=off, answered=answered)
