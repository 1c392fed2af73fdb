"""The results of full fits as they are stored: JSON texts, each parsed once."""

import json
from functools import lru_cache

from crowd.aggregation.calibration import Calibration
from crowd.aggregation.online import Floats, Matched, Matrix, QuestionModel, new_question

#: Digits to keep of a fit's results: more mean nothing and take room in every row.
_DIGITS = 6
#: Enough for the crowd to count as known.
_MANY_ANSWERS = 10**9


def write_model(model: QuestionModel) -> str:
    """Write a question's model as text."""
    return json.dumps(
        {
            "n_labels": model.n_labels,
            "mean_skill": model.mean_skill,
            "others": model.others,
            "pooled": model.pooled,
            "log_frequency": model.log_frequency,
            "shared_error": model.calibration.shared_error,
            "temper": model.calibration.temper,
            "n_answers": model.n_answers,
        }
    )


@lru_cache(maxsize=1024)
def read_model(text: str | None, n_labels: int) -> QuestionModel:
    """Read the model of a question; None gives the model of a new question."""
    if text is None:
        return new_question(n_labels)
    found = json.loads(text)
    return QuestionModel(
        n_labels=found["n_labels"],
        mean_skill=found["mean_skill"],
        others=_matrix(found["others"]),
        pooled=None if found["pooled"] is None else _matrix(found["pooled"]),
        log_frequency=tuple(found["log_frequency"]),
        calibration=Calibration(shared_error=found["shared_error"], temper=found["temper"]),
        # Models stored by an earlier version lack this: until the next fit, they mean what they meant then.
        n_answers=found.get("n_answers", _MANY_ANSWERS),
    )


def write_matched(matched: Matched) -> str:
    """Write what a fit counted for a person as text."""
    counts = None if matched.counts is None else [write_floats(row) for row in matched.counts]
    return json.dumps([counts, matched.right, matched.answered, matched.credited])


@lru_cache(maxsize=8192)
def read_matched(text: str | None) -> Matched | None:
    """Read what a fit counted for a person; None if no fit has seen them."""
    if text is None:
        return None
    counts, right, answered, credited = json.loads(text)
    return Matched(
        counts=None if counts is None else _matrix(counts), right=right, answered=answered, credited=credited
    )


def write_belief(belief: Floats) -> str:
    """Write a fit's belief about a task as text."""
    return json.dumps(write_floats(belief))


def read_belief(text: str | None) -> Floats | None:
    """Read a fit's belief about a task."""
    return None if text is None else tuple(json.loads(text))


def write_floats(row: Floats) -> list[float]:
    """Return numbers in the form in which they are stored."""
    return [round(value, _DIGITS) for value in row]


def _matrix(rows: list[list[float]]) -> Matrix:
    return tuple(tuple(row) for row in rows)
