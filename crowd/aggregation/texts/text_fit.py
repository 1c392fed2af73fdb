"""Learns from all texts at once how able people are, how often wrong texts meet, and how much tasks differ.

The model is that of `text_model`. Abilities are found by Newton's method inside expectation and maximization, shrunk
towards the crowd's; the other two are chosen from a grid by the probability of all texts.
"""

from dataclasses import dataclass, replace

import numpy as np

from crowd.aggregation.rows import sum_by
from crowd.aggregation.texts.text_model import (
    MOST_ABILITY,
    NODES,
    SHARES,
    TYPICAL,
    USUAL_MEETING,
    USUAL_SPREAD,
    TextModel,
)
from crowd.answers import FloatArray, IntArray

#: How often abilities and texts are estimated from each other.
_ROUNDS = 16
#: After these rounds, the crowd's own figures are chosen anew.
_CHOOSES_AT = (3, 7, 11)
#: How often wrong texts meet, and how much tasks differ: what is tried.
_MEETINGS = (0.01, 0.03, 0.06, 0.1, 0.17, 0.28, 0.42)
_SPREADS = (0.3, 0.7, 1.0, 1.4, 1.9, 2.5)
#: Without many answers, the usual figures are likelier: the standard deviations of their logarithms.
_MEETING_DOUBT, _SPREAD_DOUBT = 1.0, 0.5
#: The crowd's ability is shrunk towards the usual one, and a person's towards the crowd's, with these precisions.
_CROWD_PRECISION, _PERSON_PRECISION = 2.0, 1.0
#: An ability moves by this much at most in a round.
_MOST_STEP = 1.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextCodes:
    """Texts as codes.

    Attributes:
        task: Task of each answer, (n_answers,) int.
        person: Contributor of each answer, (n_answers,) int.
        text: Text of each answer, (n_answers,) int. Each belongs to one task, and codes follow the order of tasks.
        task_of_text: Task of each text, (n_texts,) int, ascending.
        n_tasks: Number of tasks.
        n_people: Number of contributors.
    """

    task: IntArray
    person: IntArray
    text: IntArray
    task_of_text: IntArray
    n_tasks: int
    n_people: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextFit:
    """What a full fit learns.

    Attributes:
        model: How the crowd gives texts.
        ability: Log-odds with which each person gives the right text, (n_people,).
        chance: Probability that each text is right, by what the crowd says, (n_texts,).
    """

    model: TextModel
    ability: FloatArray
    chance: FloatArray


def fit_texts(codes: TextCodes, gold: IntArray) -> TextFit:
    """Fit the model.

    Args:
        codes: The answers.
        gold: For each task, the code of the text that is known to be right, (n_tasks,) int: -1 if nobody gave the right
            one, -2 if it is not known.
    """
    if not codes.task.size:
        return TextFit(model=TextModel(), ability=np.zeros(codes.n_people), chance=np.zeros(0))
    work, model = _Work(codes, gold), TextModel(n_answers=codes.task.size)
    ability = np.full(codes.n_people, TYPICAL)
    for turn in range(_ROUNDS):
        model, ability = work.step(model, ability)
        if turn in _CHOOSES_AT:
            model = work.choose(model, ability)
    return TextFit(model=model, ability=ability, chance=work.look(model, ability, told=False).chance)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Look:
    """What some abilities say: how likely all is, each text, each ease of a task, and both together."""

    evidence: float
    chance: FloatArray  #: (n_texts,)
    both: FloatArray  #: (n_nodes, n_texts)
    ease: FloatArray  #: (n_nodes, n_tasks)


class _Work:
    """The answers, with what does not depend on abilities."""

    def __init__(self, codes: TextCodes, gold: IntArray) -> None:
        self._codes = codes
        self._size = np.bincount(codes.text, minlength=codes.task_of_text.size).astype(np.float64)
        self._n = np.bincount(codes.task, minlength=codes.n_tasks).astype(np.float64)
        self._log_size = _log_rising(1.0, int(self._size.max()))[(self._size - 1).astype(np.int64)]
        known = gold[codes.task_of_text] > -2
        is_it = gold[codes.task_of_text] == np.arange(codes.task_of_text.size)
        # Added to logarithms of probabilities: what is known to be wrong is impossible.
        self._told_texts = np.where(known & ~is_it, -np.inf, 0.0)
        self._told_none = np.where(gold >= 0, -np.inf, 0.0)

    def look(self, model: TextModel, ability: FloatArray, *, told: bool = True) -> _Look:
        """Weigh the texts of all tasks; `told` by the known ones."""
        codes, alone = self._codes, model.alone
        own = ability[codes.person]
        sums = np.bincount(codes.text, own, codes.task_of_text.size)
        rising = _log_rising(alone, int(self._n.max()))
        rest = (self._n[codes.task_of_text] - self._size).astype(np.int64)
        apart = -rising[rest] - self._log_size - np.log(alone)
        none = -rising[self._n.astype(np.int64)]
        texts = np.empty((len(NODES), sums.size))
        nones = np.empty((len(NODES), codes.n_tasks))
        for place, (node, share) in enumerate(zip(NODES, SHARES, strict=True)):
            ease = node * model.spread
            base = np.bincount(codes.task, -np.logaddexp(0.0, own + ease), codes.n_tasks) + np.log(share)
            texts[place] = base[codes.task_of_text] + sums + self._size * ease + apart
            nones[place] = base + none
        if told:
            texts += self._told_texts
            nones += self._told_none
        peak = nones.max(axis=0)
        np.maximum.at(peak, codes.task_of_text, texts.max(axis=0))
        peak = np.where(np.isfinite(peak), peak, 0.0)
        texts, nones = np.exp(texts - peak[codes.task_of_text]), np.exp(nones - peak)
        ease_total = nones.copy()
        for place in range(len(NODES)):
            ease_total[place] += np.bincount(codes.task_of_text, texts[place], codes.n_tasks)
        whole = np.maximum(ease_total.sum(axis=0), np.finfo(float).tiny)
        # The texts themselves are the same under every explanation; how they met is counted once a text.
        met = np.bincount(codes.task_of_text, self._log_size + np.log(alone), codes.n_tasks)
        both = texts / whole[codes.task_of_text]
        return _Look(
            evidence=float((np.log(whole) + peak + met).sum()),
            chance=both.sum(axis=0),
            both=both,
            ease=ease_total / whole,
        )

    def step(self, model: TextModel, ability: FloatArray) -> tuple[TextModel, FloatArray]:
        """Move abilities towards what the likeliest texts say about them."""
        codes, seen = self._codes, self.look(model, ability)
        own = ability[codes.person]
        right = seen.chance[codes.text]
        expected, bend = np.zeros(own.size), np.zeros(own.size)
        for place, node in enumerate(NODES):
            chance = 1.0 / (1.0 + np.exp(-(own + node * model.spread)))
            share = seen.ease[place][codes.task]
            expected += share * chance
            bend += share * chance * (1.0 - chance)
        slope = sum_by(codes.person, right - expected, codes.n_people)
        steep = sum_by(codes.person, bend, codes.n_people)
        # Whoever answered more says more about the crowd.
        known = steep / (steep + _PERSON_PRECISION)
        typical = float((known @ ability + _CROWD_PRECISION * TYPICAL) / (known.sum() + _CROWD_PRECISION))
        pull = _PERSON_PRECISION * (ability - typical)
        moved = ability + np.clip((slope - pull) / (steep + _PERSON_PRECISION), -_MOST_STEP, _MOST_STEP)
        return replace(model, ability=typical), np.clip(moved, -MOST_ABILITY, MOST_ABILITY)

    def choose(self, model: TextModel, ability: FloatArray) -> TextModel:
        """Choose how often wrong texts meet, and how much tasks differ, by how likely that makes all texts."""
        tried = [
            replace(model, meeting=meeting, spread=spread) for meeting in _MEETINGS for spread in _SPREADS
        ]
        return max(tried, key=lambda one: self.look(one, ability).evidence - _doubt(one))


def _log_rising(first: float, most: int) -> FloatArray:
    """Logarithms of the products of 0, 1, ... and `most` numbers that go up from `first` in steps of 1."""
    return np.concatenate([[0.0], np.cumsum(np.log(first + np.arange(most)))])


def _doubt(model: TextModel) -> float:
    meeting = np.log(model.meeting / USUAL_MEETING) / _MEETING_DOUBT
    spread = np.log(model.spread / USUAL_SPREAD) / _SPREAD_DOUBT
    return float((meeting**2 + spread**2) / 2.0)
