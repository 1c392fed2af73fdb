"""Whom to write to first: how much a project needs now, and who is likely to bring it.

A push costs goodwill, and sending is limited, so no more people are written to than the open work needs: one who
answers ten tasks is better than ten. Pure rules; the choice draws from a random generator that is passed in.

How many answers a push to somebody brings is taken for geometric: after each answer they stop with the same
probability, which has a Beta posterior. A visit that ended for want of work counts its answers and no stop.
"""

from dataclasses import dataclass

import numpy as np

from crowd.answers import FloatArray, IntArray
from crowd.ids import DAY, HOUR, MINUTE
from crowd.skill import SkillPrior

#: Who did something within this time is taken to be there: they are not chosen among, but served at once.
PRESENT = 15 * MINUTE
#: An answer within this time after a push is counted as brought by it.
PUSH_BRINGS = 12 * HOUR
#: What is known of earlier pushes counts so much less with each new one: about the last five matter.
KEEP = 0.8
#: Before anything is known a push brings three answers; that is worth one push (a Beta with mean odds of 3).
_STOPS, _GOES_ON = 2.0, 3.0
#: Without a deadline work is spread as if it were due in a day from now, whenever now is.
_GENTLE = DAY
#: With a deadline it is spread over this share of the time left, for some of the hopes will fail.
_SHARE_OF_TIME = 0.8
#: So many answers are always under way while a project needs them: small work is not spread.
_LEAST_UNDER_WAY = 20.0
#: This share of the choices goes to whoever has waited longest.
_EXPLORE = 0.2
#: Closed tasks from which the number of answers that a task takes is learnt.
_ENOUGH_CLOSED = 20
#: Nobody's answers are taken to be worth less, or more, than this much of a typical person's.
_WORTH = (0.1, 3.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How far a project has come.

    Attributes:
        n_tasks: Its tasks.
        n_closed: Those that are closed.
        n_answers: Answers that count.
        min_answers: Fewest answers that a task gets.
        max_answers: Most answers that a task gets.
        answers_allowed: Answers that it may still get in all; None for no limit.
        time_left: Microseconds to its deadline; None without one.
    """

    n_tasks: int
    n_closed: int
    n_answers: int
    min_answers: int
    max_answers: int
    answers_allowed: int | None = None
    time_left: int | None = None

    @property
    def n_open(self) -> int:
        """Tasks that are open: nobody can answer more."""
        return max(self.n_tasks - self.n_closed, 0)

    @property
    def answers_left(self) -> float:
        """About how many answers it still needs: one for each open task at least."""
        if self.n_closed >= _ENOUGH_CLOSED:
            a_task = min(max(self.n_answers / self.n_closed, self.min_answers), self.max_answers)
        else:
            a_task = (self.min_answers + self.max_answers) / 2
        left = max(self.n_tasks * a_task - self.n_answers, float(self.n_open)) if self.n_open else 0.0
        return left if self.answers_allowed is None else min(left, max(self.answers_allowed, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """People who could be written to, one place each in all arrays.

    Attributes:
        stops: Pushes that they let go or stopped after, decayed, (n_people,), 0 or more.
        brought: Answers that their pushes brought, decayed, (n_people,), 0 or more.
        worth: What an answer of theirs is worth, 1 for a typical person's, (n_people,).
        since: When they began to wait, microseconds, (n_people,) int.
    """

    stops: FloatArray
    brought: FloatArray
    worth: FloatArray
    since: IntArray


def answers_expected(stops: FloatArray, brought: FloatArray, *, n_open: int) -> FloatArray:
    """How many answers a push to each person will bring, by what earlier ones brought.

    Args:
        stops: As in `Waiting`.
        brought: As in `Waiting`.
        n_open: Tasks that there are: nobody answers one twice.

    Returns:
        Means, (n_people,), above 0 and at most `n_open`.
    """
    means: FloatArray = np.minimum((_GOES_ON + brought) / (_STOPS - 1.0 + stops), float(n_open))
    return means


def answers_to_ask(work: Work, *, under_way: float, visit: int) -> float:
    """How many more answers to push for now.

    So much of what is left is kept under way as lets all of it be done in time, if a visit takes as long as a task is
    kept for somebody: the nearer the deadline, the more; all that is left in the end.

    Args:
        work: How far the project has come.
        under_way: Answers expected of those who hold one of its tasks now.
        visit: Microseconds that a task is kept for somebody, above 0.

    Returns:
        A number of answers, 0 or more.
    """
    # The last of them take a visit as well.
    time = _GENTLE if work.time_left is None else max(_SHARE_OF_TIME * (work.time_left - visit), 1.0)
    left = work.answers_left
    wanted = min(left, max(left * visit / time, _LEAST_UNDER_WAY))
    return max(wanted - under_way, 0.0)


def worth_of_answers(
    right: FloatArray, answered: FloatArray, *, n_labels: int, prior: SkillPrior
) -> FloatArray:
    """What an answer of each person is worth beside a typical one's, as the log-odds that it adds.

    Args:
        right: Expected right answers of each person, (n_people,).
        answered: Answers that this is based on, (n_people,); 0 for who is not known.
        n_labels: Number of options.
        prior: What is believed of everybody.

    Returns:
        Ratios, (n_people,), from 0.1 to 3: who is never right is still asked at times, for people change.
    """
    hits = prior.right + np.maximum(right, 0.0)
    misses = prior.wrong + np.maximum(answered - np.maximum(right, 0.0), 0.0)
    others = max(n_labels - 1, 1)
    typical = np.log(others * prior.right / prior.wrong)
    if typical <= 0.0:
        return np.ones(len(right))
    worth: FloatArray = np.clip(np.log(others * hits / misses) / typical, *_WORTH)
    return worth


def choose(people: Waiting, *, n_open: int, most: int, rng: np.random.Generator) -> IntArray:
    """Whom to try first: those likely to bring most, among them some of whom little is known, and who waits longest.

    Each person's answers are drawn from what may be believed of them (Thompson sampling), so that who is new is tried;
    one place in five goes to whoever waits longest, so that nobody waits for ever.

    Args:
        people: Who waits.
        n_open: Tasks that there are.
        most: How many to choose at most.
        rng: Draws.

    Returns:
        Places in the arrays, best first, each once; as many as there are people, `most` at most.
    """
    n_people = len(people.stops)
    if n_people == 0:
        return np.empty(0, dtype=np.int64)
    stopping = rng.beta(_STOPS + people.stops, _GOES_ON + people.brought)
    drawn = np.minimum((1.0 - stopping) / np.maximum(stopping, 1e-9), float(n_open)) * people.worth
    by_gain = iter(np.argsort(-drawn, kind="stable").tolist())
    by_wait = iter(np.argsort(people.since, kind="stable").tolist())
    chosen: dict[int, None] = {}
    for explores in (rng.random(min(most, n_people)) < _EXPLORE).tolist():
        places = by_wait if explores else by_gain
        chosen[next(place for place in places if place not in chosen)] = None
    return np.array(list(chosen), dtype=np.int64)
