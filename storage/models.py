"""What full fits find out, as the database keeps it: JSON texts, read once each."""

import json
from functools import lru_cache

from crowd.aggregation.calibration import Calibration
from crowd.aggregation.online import Matched, Matrix, QuestionModel, Row, new_question

#: Digits kept of what a fit found: more say nothing, and cost room in every row.
_DIGITS = 6
#: So many that the crowd counts as known.
_MANY_ANSWERS = 10**9


def write_model(model: QuestionModel) -> str:
    """Return a question's model as text."""
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
    """Return the model of a question; that of a new one for None."""
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
        # Models that an earlier version stored do not say: until the next fit they mean what they did.
        n_answers=found.get("n_answers", _MANY_ANSWERS),
    )


def write_matched(matched: Matched) -> str:
    """Return what a fit counted of a person as text."""
    counts = None if matched.counts is None else [write_row(row) for row in matched.counts]
    return json.dumps([counts, matched.right, matched.answered, matched.credited])


@lru_cache(maxsize=8192)
def read_matched(text: str | None) -> Matched | None:
    """Return what a fit counted of a person; None for somebody that no fit has seen."""
    if text is None:
        return None
    counts, right, answered, credited = json.loads(text)
    return Matched(
        counts=None if counts is None else _matrix(counts), right=right, answered=answered, credited=credited
    )


def write_belief(belief: Row) -> str:
    """Return what a fit believed of a task as text."""
    return json.dumps(write_row(belief))


def read_belief(text: str | None) -> Row | None:
    """Return what a fit believed of a task."""
    return None if text is None else tuple(json.loads(text))


def write_row(row: Row) -> list[float]:
    """Return numbers as they are stored."""
    return [round(value, _DIGITS) for value in row]


def _matrix(rows: list[list[float]]) -> Matrix:
    return tuple(tuple(row) for row in rows)
