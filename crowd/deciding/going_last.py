"""Who goes last: people known to be hardly better than guessing wait while abler people are working.

Their answers would count for little, yet each uses up one of the few that a task may get. They are not excluded: they
are asked when nobody abler is working, and once a day in any case, so that anyone misjudged can prove it.
"""

from dataclasses import dataclass

from crowd.deciding.skill import Skill
from crowd.ids import HOUR

#: Nobody is judged on fewer answers than this.
_LEAST_ANSWERS = 5
#: People are weak if their lead over guessing is less than this share of a typical contributor's. On the six public
#: sets of `benchmarks.cost_of_asking`, that saves one answer in seven.
_SHARE_OF_LEAD = 0.4
#: Somebody abler counts as working for this long after an answer if the project has plenty of time left ...
_AT_WORK = HOUR
#: ... and for at most this share of the time left until a deadline: some answer in time is better than none.
_SHARE_OF_TIME = 0.1
#: Weak people who have not answered for this long are asked once, whoever else is working: once a day, with some
#: leeway for people who come daily, but not to the minute.
_NEW_CHANCE = 20 * HOUR


def is_weak(skill: Skill, *, n_choices: int) -> bool:
    """Whether somebody is known to be hardly better than guessing, compared with what is typical in their project.

    Args:
        skill: Their skill, with the prior for everybody.
        n_choices: Among how many answers somebody who guesses would choose, at least 1.

    Returns:
        False for people with few answers, and if a typical contributor is guessing too.
    """
    guess = 1.0 / n_choices
    lead = skill.prior.mean - guess
    return skill.answered >= _LEAST_ANSWERS and lead > 0.0 and skill.mean - guess < _SHARE_OF_LEAD * lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides whether a weak person has to wait, in microseconds.

    Attributes:
        since_abler: Time since somebody else who is not weak last answered in the project; None if nobody has.
        since_own: Time since the person last answered in it; None if they have not.
        time_left: Time until the project's deadline; None without one.
    """

    since_abler: int | None
    since_own: int | None
    time_left: int | None


def has_to_wait(standing: Standing) -> bool:
    """Whether a weak person has to wait because somebody abler is working and they had a chance recently."""
    if standing.since_abler is None or standing.since_own is None or standing.since_own >= _NEW_CHANCE:
        return False
    at_work = _AT_WORK
    if standing.time_left is not None:
        at_work = min(at_work, int(_SHARE_OF_TIME * max(standing.time_left, 0)))
    return standing.since_abler < at_work
