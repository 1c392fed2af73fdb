"""Who goes last: people known to be hardly better than a guess wait while abler ones are at work.

Their answers would count for little, yet each takes one of the few that a task may get. They are not shut out: they
are asked once nobody abler is at work, and once a day all the same, so that whoever was misjudged can show it.
"""

from dataclasses import dataclass

from crowd.ids import HOUR
from crowd.skill import Skill

#: Nobody is judged by fewer answers.
_LEAST_ANSWERS = 5
#: Weak is who has less than this share of the lead over a guess that a typical contributor has. On the six public sets
#: of `benchmarks.cost_of_asking` that saves one answer in seven.
_SHARE_OF_LEAD = 0.4
#: Somebody abler is at work for so long after an answer, while the project has much time left ...
_AT_WORK = HOUR
#: ... and for no more than this share of the time left to a deadline: some answer in time is better than none.
_SHARE_OF_TIME = 0.1
#: After so long without an answer of theirs the weak are asked once, whoever else is there: once a day, with room for
#: people who look in daily, though not to the minute.
_NEW_CHANCE = 20 * HOUR


def is_weak(skill: Skill, *, n_labels: int) -> bool:
    """Whether somebody is known to be hardly better than a guess, measured by what is typical in their project.

    Args:
        skill: What is known of them, beside what is believed of everybody.
        n_labels: Number of options, at least 1.

    Returns:
        False for whoever has given few answers, and where a typical contributor guesses too.
    """
    guess = 1.0 / n_labels
    lead = skill.prior.mean - guess
    return skill.answered >= _LEAST_ANSWERS and lead > 0.0 and skill.mean - guess < _SHARE_OF_LEAD * lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides whether somebody weak has to wait, in microseconds.

    Attributes:
        since_abler: Since somebody else who is not weak last answered in the project; None if nobody has.
        since_own: Since the person last answered in it; None if they have not.
        time_left: To the project's deadline; None without one.
    """

    since_abler: int | None
    since_own: int | None
    time_left: int | None


def has_to_wait(standing: Standing) -> bool:
    """Whether somebody weak has to wait: somebody abler is at work, and they had a chance of late."""
    if standing.since_abler is None or standing.since_own is None or standing.since_own >= _NEW_CHANCE:
        return False
    at_work = _AT_WORK
    if standing.time_left is not None:
        at_work = min(at_work, int(_SHARE_OF_TIME * max(standing.time_left, 0)))
    return standing.since_abler < at_work
