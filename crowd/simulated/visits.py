"""When recorded people came: each of their answers is a visit in which they can be asked a task."""

from dataclasses import dataclass

import numpy as np

from crowd.answers import AnswerCodes, FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody is present for one task.

    Attributes:
        begun: When they take a task.
        ended: When they answer it.
        contributor: The contributor's code.
    """

    begun: float
    ended: float
    contributor: int


def visits_of(answers: AnswerCodes, times: FloatArray) -> tuple[list[Visit], float]:
    """The visits behind recorded answers, earliest first.

    People take a task right after their previous answer, but no earlier than the usual time before they answer it:
    somebody who comes back the next day has not held a task all night.

    Args:
        answers: The recorded answers.
        times: When each answer was given, (n_answers,), in any unit.

    Returns:
        The visits, and the usual time that an answer takes: the median time between two answers of the same person,
        0 if nobody answered twice.
    """
    order = np.lexsort((answers.task, times, answers.contributor))
    who, ended = answers.contributor[order], times[order]
    follows = np.r_[False, who[1:] == who[:-1]]
    since = np.diff(ended, prepend=ended[:1])
    usual = float(np.median(since[follows])) if follows.any() else 0.0
    begun = ended - np.where(follows, np.minimum(since, usual), usual)
    visits = [
        Visit(begun=start, ended=end, contributor=one)
        for start, end, one in zip(begun.tolist(), ended.tolist(), who.tolist(), strict=True)
    ]
    return sorted(visits, key=lambda visit: (visit.begun, visit.ended, visit.contributor)), usual
