"""Crowds that might answer a question, from poor to excellent, and how many answers the bot's rules would ask of each.

A forecast needs to know what may happen before anything has. So crowds are drawn at random: how able people are and how
much they differ, how much harder some tasks are than others, whether wrong answers favour one tempting label, how well
the bot knows people. Each crowd is then asked some tasks with the same numerics and stop rule as in a real project.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from crowd.aggregation.calibration import Calibration
from crowd.aggregation.online import QuestionModel, TaskAnswer, move_task, new_question
from crowd.answers import FloatArray, IntArray
from crowd.deciding.policy import NothingHere, StopRule, tally_votes, why_close
from crowd.kinds.kind import Imagined
from crowd.kinds.labels import near_needed, nearest_labels

#: Number of crowds, and of tasks for each: together they take a second and give results stable to a few percent.
N_CROWDS = 40
_N_ASKED = 60
#: Number of tasks whose votes are only counted, without applying the rules, which costs next to nothing.
_N_VOTED = 400
#: Number of people in a crowd.
_N_PEOPLE = 200
#: Number of answers after which an imagined task is no longer followed.
MOST_FOLLOWED = 60
#: Most options to distinguish: beyond ten, few are ever chosen, and each means more work.
_MOST_LABELS = 10

#: Ranges to draw from: share of right answers; concentration of people's skills, in answers; spread of the tasks' ease
#: in log-odds; share of the wrong answers that fall on one label; number of answers by which people are known. Public
#: sets are inside all of these ranges.
_SKILLS = (0.55, 0.99)
_CONCENTRATIONS = (4.0, 30.0)
_SPREADS = (0.0, 2.5)
_TEMPTATIONS = (0.0, 0.8)
_KNOWN_BY = (4.0, 100.0)
#: Share of the wrong answers that are one label off, where labels have an order: hardly anybody mistakes 1 for 5.
_NEIGHBOURS = (0.5, 1.0)

Pattern = tuple[int, int]  # answers to a task, and those of them for its leading label


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What happened to imagined tasks after they reached a pattern of votes."""

    n_open: int  #: how often the task stayed open there
    n_closed: int
    mean: float  #: mean number of further answers for those that stayed open; 0 without any
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImaginedCrowd:
    """One crowd, and what happened when it was asked.

    Attributes:
        skill: Share of the answers that agree with what most of the crowd would say.
        ahead: What happened to tasks, by pattern of votes; (0, 0) is a task without answers.
        log_votes: Logarithm of the probability that n answers have v votes for the leading label, at [n, v], both up
            to `MOST_FOLLOWED`.
    """

    skill: float
    ahead: dict[Pattern, Ahead]
    log_votes: FloatArray


def imagine_crowds(rule: StopRule, imagined: Imagined, rng: np.random.Generator) -> tuple[ImaginedCrowd, ...]:
    """Draw crowds and ask each of them by the rules.

    Args:
        rule: When asking stops.
        imagined: What is answered.
        rng: Random generator.

    Returns:
        `N_CROWDS` crowds. This takes about a second, whatever the rule: call it once per rule, and not in the
        event loop.
    """
    imagined = replace(imagined, n_labels=min(imagined.n_labels, _MOST_LABELS))
    # Draw one from each equal part of the range, so that a few crowds cover all of it.
    places = (rng.permutation(N_CROWDS) + rng.random(N_CROWDS)) / N_CROWDS
    low, high = _SKILLS
    return tuple(_imagine(rule, imagined, low + (high - low) * float(place), rng) for place in places)


def _imagine(rule: StopRule, imagined: Imagined, skill: float, rng: np.random.Generator) -> ImaginedCrowd:
    n_labels = imagined.n_labels
    followed = min(rule.max_answers, MOST_FOLLOWED)
    right = _chances(skill, rng)
    tempted = float(rng.uniform(*(_NEIGHBOURS if imagined.slack else _TEMPTATIONS))) if n_labels > 2 else 0.0
    labels, who = _answers(right, followed, imagined, tempted, rng)
    # What most people believe passes for right: nobody can see when a crowd is wrong together.
    second = (1.0 - right) * (tempted + (1.0 - tempted) / (n_labels - 1))
    mean = right.mean(axis=1, keepdims=True)
    apparent = np.where(second.mean(axis=1, keepdims=True) > mean, second, right)
    known_by = rng.poisson(math.exp(rng.uniform(*np.log(_KNOWN_BY))), _N_PEOPLE)
    known_right = rng.binomial(known_by, apparent.mean(axis=0))
    model = _model(apparent, n_labels, n_answers=int(known_by.sum()))
    rules = _rules_of_tasks(rule, imagined, rng)
    courses = [
        _ask(rules[task], model, imagined.slack, labels[task], known_right[who[task]], known_by[who[task]])
        for task in range(_N_ASKED)
    ]
    return ImaginedCrowd(
        skill=float(apparent.mean()), ahead=_look_ahead(courses), log_votes=_log_votes(labels, n_labels)
    )


def _true_label(imagined: Imagined) -> int:
    """The true label of every imagined task: labels in order have neighbours on both sides."""
    return imagined.n_labels // 2 if imagined.slack else 0


def _rules_of_tasks(rule: StopRule, imagined: Imagined, rng: np.random.Generator) -> list[StopRule]:
    """The rule for each task that is asked: for some of them, the true label means that there is nothing."""
    if rule.nothing is None:
        return [rule] * _N_ASKED
    share = rng.random()
    labels = np.where(rng.random(_N_ASKED) < share, _true_label(imagined), imagined.n_labels - 1).tolist()
    return [replace(rule, nothing=NothingHere(label=label, run=rule.nothing.run)) for label in labels]


def _chances(skill: float, rng: np.random.Generator) -> FloatArray:
    """The probability that each person is right about each task, (_N_VOTED, _N_PEOPLE)."""
    alike = math.exp(rng.uniform(*np.log(_CONCENTRATIONS)))
    person = np.clip(rng.beta(skill * alike, (1.0 - skill) * alike, _N_PEOPLE), 0.02, 0.995)
    spread = rng.uniform(*_SPREADS)
    odds = np.log(person / (1.0 - person)) + rng.normal(0.0, spread, (_N_VOTED, 1))
    # Differences between tasks pull everything towards one half: shift it back until the mean is the requested one.
    low, high = 0.0, 5.0
    for _ in range(20):
        middle = (low + high) / 2.0
        is_low = float(_logistic(odds + middle).mean()) < skill
        low, high = (middle, high) if is_low else (low, middle)
    return _logistic(odds + low)


def _logistic(odds: FloatArray) -> FloatArray:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def _answers(
    right: FloatArray, followed: int, imagined: Imagined, tempted: float, rng: np.random.Generator
) -> tuple[IntArray, IntArray]:
    """Labels and authors of answers, both (_N_VOTED, followed).

    The tempting label of each task is the one after the true one; of labels in order, one of its neighbours.
    """
    true = _true_label(imagined)
    shape = (_N_VOTED, followed)
    who = np.argsort(rng.random(right.shape), axis=1)[:, :followed]
    side = rng.choice((-1, 1), (_N_VOTED, 1)) if imagined.slack else np.ones((_N_VOTED, 1), dtype=np.int64)
    others = (true + rng.integers(1, imagined.n_labels, shape)) % imagined.n_labels
    wrong = np.where(rng.random(shape) < tempted, true + side, others)
    is_right = rng.random(shape) < np.take_along_axis(right, who, axis=1)
    return np.where(is_right, true, wrong), who


def _model(apparent: FloatArray, n_labels: int, *, n_answers: int) -> QuestionModel:
    """The model that a fit of `n_answers` answers would give for the crowd."""
    skill = apparent.mean(axis=0)
    shared = float(apparent.mean(axis=1).var() / (skill * (1.0 - skill)).mean())
    blank = new_question(n_labels)
    return QuestionModel(
        n_labels=n_labels,
        mean_skill=float(apparent.mean()),
        others=blank.others,
        pooled=None,
        log_frequency=blank.log_frequency,
        calibration=Calibration(shared_error=min(shared, 0.4)),
        n_answers=n_answers,
    )


def _ask(
    rule: StopRule, model: QuestionModel, slack: int, labels: IntArray, right: IntArray, answered: IntArray
) -> tuple[list[Pattern], int]:
    """The patterns of votes that a task goes through, as far as it is followed, and its answers when it closes."""
    said = [
        TaskAnswer(label=label, right=float(hits), answered=float(total))
        for label, hits, total in zip(labels.tolist(), right.tolist(), answered.tolist(), strict=True)
    ]
    votes = [0] * model.n_labels
    path: list[Pattern] = []
    looked = 0
    for n_answers, answer in enumerate(said, 1):
        votes[answer.label] += 1
        path.append((n_answers, max(votes)))
        # After many answers, one more changes little.
        if n_answers < rule.fewest or n_answers < looked + looked // 8:
            continue
        looked = n_answers
        if _closes(rule, model, slack, said[:n_answers]):
            return path, n_answers
    return path, max(rule.enough_to_give_up, len(path))


def _closes(rule: StopRule, model: QuestionModel, slack: int, given: list[TaskAnswer]) -> bool:
    may_give_up = rule.enough_to_give_up <= len(given)
    more = min(rule.max_answers - len(given), MOST_FOLLOWED) if may_give_up else 0
    move = move_task(given, model, target=rule.target, most_more=more)
    label, confidence, needed = move.label, move.confidence, move.agreeing_needed
    if slack:
        (label,), (confidence,) = nearest_labels(np.array([move.posterior]), slack)
        is_sure = confidence >= rule.target
        needed = (
            0
            if is_sure
            else near_needed(given, model, label=label, slack=slack, target=rule.target, most_more=more)
        )
    reason = why_close(
        rule,
        confidence=confidence,
        n_answers=len(given),
        n_may_answer=None,
        in_flight=0,
        agreeing_needed=needed if may_give_up else 1.0,
        within_reach=move.within_reach or needed < math.inf,
        tally=tally_votes(rule, [answer.label for answer in given], label),
    )
    return reason is not None


def _look_ahead(courses: list[tuple[list[Pattern], int]]) -> dict[Pattern, Ahead]:
    further: dict[Pattern, list[int]] = defaultdict(list)
    for path, end in courses:
        for passed, pattern in enumerate([(0, 0), *path]):
            further[pattern].append(end - passed)
    found = {}
    for pattern, more in further.items():
        left = [count for count in more if count]
        found[pattern] = Ahead(
            n_open=len(left),
            n_closed=len(more) - len(left),
            mean=float(np.mean(left)) if left else 0.0,
            variance=float(np.var(left)) if left else 0.0,
        )
    return found


def _log_votes(labels: IntArray, n_labels: int) -> FloatArray:
    """Logarithm of the probability that n answers have v votes for the leading label, (MOST_FOLLOWED + 1, same)."""
    size = MOST_FOLLOWED + 1
    chance = np.full((size, size), 1.0 / size)
    votes = np.zeros((len(labels), n_labels), dtype=np.int64)
    rows = np.arange(len(labels))
    for n in range(1, labels.shape[1] + 1):
        votes[rows, labels[:, n - 1]] += 1
        # One more imagined task, spread over all possible patterns, so that nothing has probability 0.
        counts = np.bincount(votes.max(axis=1), minlength=size) + np.where(np.arange(size) <= n, 1.0 / n, 0.0)
        chance[n] = counts / counts.sum()
    return np.asarray(np.log(np.maximum(chance, 1e-9)))
