"""Replays recorded answers with the bot's own rules and numerics: how many would have been enough?

People come in a seeded order, some at a time, or at their recorded times. They take the next task offered to them among
those for which they have a recorded answer. An answer arrives some time after its offer, because people differ in
speed. Weak people wait while anybody else holds a task or has yet to come. Gold is only used to judge the result.
"""

import heapq
import math
import random
from collections.abc import Callable, Sequence
from functools import partial

from crowd.answers import AnswerCodes, FloatArray
from crowd.deciding.policy import CloseReason, StopRule
from crowd.simulated.numerics import Numerics, OptionNumerics
from crowd.simulated.tasks import Simulated, SimulatedTasks
from crowd.simulated.visits import Visit, visits_of

__all__ = ["Simulated", "simulate", "simulate_in_time"]

#: The fewest and the most steps between an offer and its answer.
_STEPS = (1, 6)


def simulate(
    recorded: AnswerCodes,
    rule: StopRule,
    *,
    seed: int,
    at_once: int = 32,
    budget: int | None = None,
    until: int | None = None,
    numerics: Numerics | None = None,
) -> Simulated:
    """Replay recorded answers once, with people in random order.

    Args:
        recorded: The answers that people can give.
        rule: When asking stops.
        seed: Determines who comes when and how fast they answer.
        at_once: Number of people present at the same time.
        budget: Total number of answers after which everything ends; None for no limit.
        until: Stop after this many answers, to look at the state on the way.
        numerics: What decides, unused so far; None for the numerics of options.

    Returns:
        The result.
    """
    run = _Run(recorded, rule, budget, numerics)
    run.go(random.Random(seed), at_once, math.inf if until is None else until)
    return run.tasks.outcome()


def simulate_in_time(
    recorded: AnswerCodes,
    times: FloatArray,
    rule: StopRule,
    *,
    budget: int | None = None,
    deadline: float | None = None,
    numerics: Numerics | None = None,
) -> Simulated:
    """Replay recorded answers once, with people present at their recorded times.

    Each recorded answer is a visit by its author, in which they are asked one task, though perhaps a different one. If
    nothing is open, they wait until something is, because the bot would then write to them.

    Args:
        recorded: The answers that people can give.
        times: When each answer was given, (n_answers,), in any unit.
        rule: When asking stops.
        budget: Total number of answers after which everything ends; None for no limit.
        deadline: When everything ends, in the unit of `times`; None for no limit.
        numerics: What decides, unused so far; None for the numerics of options.

    Returns:
        The result; nothing in it is random.
    """
    run = _Run(recorded, rule, budget, numerics)
    run.go_in_time(*visits_of(recorded, times), math.inf if deadline is None else deadline)
    return run.tasks.outcome()


class _Run:
    """Who comes when, and which tasks they hold.

    Attributes:
        tasks: The tasks.
    """

    def __init__(
        self, recorded: AnswerCodes, rule: StopRule, budget: int | None, numerics: Numerics | None
    ) -> None:
        self.tasks = SimulatedTasks(recorded, rule, budget, numerics or OptionNumerics(recorded))
        self._n_people = recorded.n_contributors
        self._todo: list[dict[int, int]] = [{} for _ in range(recorded.n_contributors)]
        columns = (recorded.task, recorded.contributor, recorded.label)
        for task, person, label in zip(*(column.tolist() for column in columns), strict=True):
            self._todo[person][task] = label
        self._arriving: list[tuple[float, int, int, int]] = []  # when, person, task, label
        self._busy: set[int] = set()  # who holds a task

    def go(self, rng: random.Random, at_once: int, until: float) -> None:
        """Let everybody come, answer and go until nobody can do anything more, or `until` answers have come."""
        coming = list(range(self._n_people))
        rng.shuffle(coming)
        delay = partial(rng.randint, *_STEPS)
        here: list[int] = []
        idle: list[int] = []
        step = 0
        while self.tasks.n_answers < until:
            while coming and len(here) + len(self._arriving) < at_once:
                here.append(coming.pop())
            rng.shuffle(here)
            # People who found nothing look again after the others: a task may have come back in the meantime.
            idle = self._ask_all(here + idle, step, delay, more_come=bool(coming))
            if not self._arriving and not coming and not self.tasks.settles_at_last():
                return
            step += 1
            here = self._arrive(step)

    def go_in_time(self, visits: Sequence[Visit], usual: float, deadline: float) -> None:
        """Let people come at their times; those who find nothing open wait, and take the usual time once asked."""
        waiting: list[int] = []
        now = 0.0
        for visit in visits:
            while self._next_arrival() <= visit.begun and self._next_arrival() < deadline:
                now, waiting = self._next_moment(now, waiting, usual)
            if visit.begun >= deadline:
                break
            waiting += self._ask_all([visit.contributor], visit.ended)
        while self._next_arrival() < deadline or (not self._arriving and self.tasks.settles_at_last()):
            now, waiting = self._next_moment(now, waiting, usual)
        if deadline < math.inf:
            self.tasks.end(CloseReason.DEADLINE)
            self.tasks.settles_at_last()

    def _next_moment(self, now: float, waiting: list[int], usual: float) -> tuple[float, list[int]]:
        """Take the next answer and ask the people waiting; return the time, and who is still waiting."""
        if self._arriving:
            now = self._arriving[0][0]
            self._arrive(now)
        return now, self._ask_all(waiting, now + usual)

    def _next_arrival(self) -> float:
        return self._arriving[0][0] if self._arriving else math.inf

    def _arrive(self, now: float) -> list[int]:
        """Take the answers that have arrived by now; return who gave them."""
        back = []
        while self._arriving and self._arriving[0][0] <= now:
            _, person, number, label = heapq.heappop(self._arriving)
            self._busy.discard(person)
            self.tasks.take(person, number, label)
            back.append(person)
        return back

    def _ask_all(
        self, people: list[int], due: float, delay: Callable[[], int] = int, *, more_come: bool = False
    ) -> list[int]:
        """Offer everybody a task, weak people last and only if nobody else is working; return who got none."""
        weak = {person for person in people if self.tasks.is_weak(person)}
        left = [person for person in people if person in weak or not self._ask(person, due, delay)]
        if self._arriving or more_come or not weak:
            return left
        return [person for person in left if person not in weak or not self._ask(person, due, delay)]

    def _ask(self, person: int, due: float, delay: Callable[[], int]) -> bool:
        """Offer somebody a task, to be answered at `due` plus a delay; False if they get none."""
        if person in self._busy:
            return False
        mine = self._todo[person]
        number = self.tasks.offer(person, mine)
        if number is None:
            return False
        self._busy.add(person)
        heapq.heappush(self._arriving, (due + delay(), person, number, mine.pop(number)))
        return True
