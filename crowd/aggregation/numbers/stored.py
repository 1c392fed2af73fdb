"""What full fits of numbers find as it is stored: JSON texts, each parsed once."""

import json
from functools import lru_cache

from crowd.aggregation.numbers.number_model import NumberModel, NumberPerson, new_number_model
from crowd.aggregation.numbers.ruler import Ruler

#: Digits to keep of what is counted for a person: more mean nothing and take room in every row.
_DIGITS = 6


def write_number_model(model: NumberModel, **more: object) -> str:
    """Write how a crowd answers as text, with more that is to be kept beside it."""
    return json.dumps(
        {
            "spreads": model.spreads,
            "shares": model.shares,
            "blunders": model.blunders,
            "width": model.width,
            "shift": model.shift,
            "errors": model.errors,
            "n_answers": model.n_answers,
            **more,
        }
    )


@lru_cache(maxsize=1024)
def read_number_model(text: str | None, ruler: Ruler) -> NumberModel:
    """Read how a crowd answers; None gives the model of a new question."""
    if text is None:
        return new_number_model(ruler)
    found = json.loads(text)
    return NumberModel(
        spreads=tuple(found["spreads"]),
        shares=tuple(found["shares"]),
        blunders=found["blunders"],
        width=found["width"],
        shift=found["shift"],
        errors=tuple(found["errors"]),
        n_answers=found["n_answers"],
    )


def write_number_person(person: NumberPerson) -> str:
    """Write what a fit counted for a person as text."""
    return json.dumps([round(person.excess, _DIGITS), person.answered])


@lru_cache(maxsize=8192)
def read_number_person(text: str | None) -> NumberPerson | None:
    """Read what a fit counted for a person; None if no fit has seen them."""
    if text is None:
        return None
    excess, answered = json.loads(text)
    return NumberPerson(excess=excess, answered=answered)
