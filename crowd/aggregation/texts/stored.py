"""What full fits of texts find as it is stored: JSON texts, each parsed once."""

import json
from functools import lru_cache

from crowd.aggregation.texts.text_model import TextModel

#: Digits to keep of an ability.
_DIGITS = 6


def write_text_model(model: TextModel) -> str:
    """Write how a crowd gives texts as text."""
    return json.dumps(
        {
            "ability": model.ability,
            "meeting": model.meeting,
            "spread": model.spread,
            "n_answers": model.n_answers,
        }
    )


@lru_cache(maxsize=1024)
def read_text_model(text: str | None) -> TextModel:
    """Read how a crowd gives texts; None gives the model of a new question."""
    return TextModel() if text is None else TextModel(**json.loads(text))


def write_text_person(ability: float) -> str:
    """Write a person's ability, in log-odds, as text."""
    return json.dumps(round(ability, _DIGITS))


@lru_cache(maxsize=8192)
def read_text_person(text: str | None) -> float | None:
    """Read a person's ability; None if no fit has seen them."""
    return None if text is None else float(json.loads(text))
