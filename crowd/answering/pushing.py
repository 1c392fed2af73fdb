"""Whom to write to first: how many answers a project needs now, and who is likely to give them.

A push costs goodwill, and sending is limited, so the bot writes to no more people than the open work needs: one person
who answers ten tasks is better than ten people. Pure rules; the choice uses a random generator that is passed in.

The number of answers after a push is modelled as geometric: after each answer, a person stops with the same
probability, which has a Beta posterior. A visit that ended because there was no work counts its answers but no stop.
"""

from dataclasses import dataclass

import numpy as np

from crowd.answers import FloatArray, IntArray
from crowd.deciding.skill import SkillPrior
from crowd.ids import DAY, HOUR, MINUTE

#: People who did something within this time count as present: they get tasks at once, without being chosen.
PRESENT = 15 * MINUTE
#: An answer within this time after a push counts as its result.
PUSH_BRINGS = 12 * HOUR
#: With each new push, earlier ones count this much less: about the last five matter.
KEEP = 0.8
#: The prior: a push brings three answers, and this is worth one push (a Beta with mean odds of 3).
_STOPS, _GOES_ON = 2.0, 3.0
#: Without a deadline, work is spread as if it were always due a day from now.
_GENTLE = DAY
#: With a deadline, it is spread over this share of the time left, because some people will not answer.
_SHARE_OF_TIME = 0.8
#: While a project needs answers, at least this many are under way: small amounts of work are not spread.
_LEAST_UNDER_WAY = 20.0
#: Share of the choices that goes to the people who have waited longest.
_EXPLORE = 0.2
#: Number of closed tasks that is enough to learn how many answers a task takes.
_ENOUGH_CLOSED = 20
#: Lower and upper limit of what a person's answers are worth, relative to a typical person's.
_WORTH = (0.1, 3.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The work that a project has done and has left.

    Attributes:
        n_tasks: Number of tasks.
        n_closed: Number of closed tasks.
        n_answers: Number of answers that count.
        min_answers: Fewest answers per task.
        max_answers: Most answers per task.
        answers_allowed: How many more answers it may get in all; None for no limit.
        time_left: Microseconds until its deadline; None without one.
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
        """Number of open tasks: nobody can answer more than these."""
        return max(self.n_tasks - self.n_closed, 0)

    @property
    def answers_left(self) -> float:
        """About how many more answers it needs: at least one for each open task."""
        if self.n_closed >= _ENOUGH_CLOSED:
            a_task = min(max(self.n_answers / self.n_closed, self.min_answers), self.max_answers)
        else:
            a_task = (self.min_answers + self.max_answers) / 2
        left = max(self.n_tasks * a_task - self.n_answers, float(self.n_open)) if self.n_open else 0.0
        return left if self.answers_allowed is None else min(left, max(self.answers_allowed, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """People the bot could write to, with one index each in all arrays.

    Attributes:
        stops: How many pushes they ignored or stopped after, decayed, (n_people,), 0 or more.
        brought: How many answers their pushes brought, decayed, (n_people,), 0 or more.
        worth: What their answers are worth, 1 for a typical person, (n_people,).
        since: When they started to wait, in microseconds, (n_people,) int.
    """

    stops: FloatArray
    brought: FloatArray
    worth: FloatArray
    since: IntArray


def answers_expected(stops: FloatArray, brought: FloatArray, *, n_open: int) -> FloatArray:
    """How many answers a push to each person is expected to bring, based on earlier pushes.

    Args:
        stops: As in `Waiting`.
        brought: As in `Waiting`.
        n_open: Number of open tasks: nobody answers one twice.

    Returns:
        Means, (n_people,), above 0 and at most `n_open`.
    """
    means: FloatArray = np.minimum((_GOES_ON + brought) / (_STOPS - 1.0 + stops), float(n_open))
    return means


def answers_to_ask(work: Work, *, under_way: float, visit: int) -> float:
    """How many more answers to push for now.

    Keeps enough answers under way to finish everything in time if a visit takes as long as a task is kept for
    somebody: the nearer the deadline, the more, and in the end all that is left.

    Args:
        work: The project's work done and left.
        under_way: Answers expected from people who hold one of its tasks now.
        visit: How long a task is kept for somebody, in microseconds, above 0.

    Returns:
        A number of answers, 0 or more.
    """
    # The last answers take a visit too.
    time = _GENTLE if work.time_left is None else max(_SHARE_OF_TIME * (work.time_left - visit), 1.0)
    left = work.answers_left
    wanted = min(left, max(left * visit / time, _LEAST_UNDER_WAY))
    return max(wanted - under_way, 0.0)


def worth_of_answers(
    right: FloatArray, answered: FloatArray, *, n_choices: int, prior: SkillPrior
) -> FloatArray:
    """What each person's answer is worth relative to a typical one, measured by the log-odds it adds.

    Args:
        right: Expected right answers of each person, (n_people,).
        answered: Number of answers that this is based on, (n_people,); 0 if unknown.
        n_choices: Among how many answers somebody who guesses would choose.
        prior: The prior for everybody.

    Returns:
        Ratios, (n_people,), from 0.1 to 3: even somebody who is never right is asked at times, because people change.
    """
    hits = prior.right + np.maximum(right, 0.0)
    misses = prior.wrong + np.maximum(answered - np.maximum(right, 0.0), 0.0)
    others = max(n_choices - 1, 1)
    typical = np.log(others * prior.right / prior.wrong)
    if typical <= 0.0:
        return np.ones(len(right))
    worth: FloatArray = np.clip(np.log(others * hits / misses) / typical, *_WORTH)
    return worth


def choose(people: Waiting, *, n_open: int, most: int, rng: np.random.Generator) -> IntArray:
    """Choose whom to try first: those likely to bring most, some little-known ones, and those waiting longest.

    Each person's number of answers is drawn from its posterior (Thompson sampling), so that new people get a chance;
    one choice in five goes to the person who has waited longest, so that nobody waits for ever.

    Args:
        people: The people who wait.
        n_open: Number of open tasks.
        most: The most people to choose.
        rng: Random generator.

    Returns:
        Indices into the arrays, best first, without repeats; as many as there are people, but at most `most`.
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
