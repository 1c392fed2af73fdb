"""What full fits of sets of options find as it is stored: JSON texts, each parsed once."""

import json
from functools import lru_cache

from crowd.aggregation.sets.set_model import BELIEF_DIGITS, SetModel, SetPerson

#: Digits to keep of what is counted for a person.
_DIGITS = 6


def write_set_model(model: SetModel) -> str:
    """Write how a crowd answers as text."""
    return json.dumps(
        {
            "sensitivity": model.sensitivity,
            "specificity": model.specificity,
            "trust": model.trust,
            "shared_error": model.shared_error,
            "temper": model.temper,
            "dependence": model.dependence,
            "n_answers": model.n_answers,
        }
    )


@lru_cache(maxsize=1024)
def read_set_model(text: str | None) -> SetModel:
    """Read how a crowd answers; None gives the model of a new question."""
    return SetModel() if text is None else SetModel(**json.loads(text))


def write_set_person(person: SetPerson) -> str:
    """Write what a fit counted for a person as text."""
    counts = (person.hits, person.cases, person.spared, person.blanks)
    return json.dumps([round(count, _DIGITS) for count in counts])


@lru_cache(maxsize=8192)
def read_set_person(text: str | None) -> SetPerson | None:
    """Read what a fit counted for a person; None if no fit has seen them."""
    if text is None:
        return None
    hits, cases, spared, blanks = json.loads(text)
    return SetPerson(hits=hits, cases=cases, spared=spared, blanks=blanks)


def write_set_belief(belief: list[float]) -> str:
    """Write a fit's belief about the options of a task as text."""
    return json.dumps([round(share, BELIEF_DIGITS) for share in belief])


def read_set_belief(text: str | None) -> tuple[float, ...]:
    """Read a fit's belief about the options of a task; empty if there is none."""
    return () if text is None else tuple(json.loads(text))
