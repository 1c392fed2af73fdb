"""Free texts and transcriptions: one text per task, put together word by word from what people wrote.

The texts of a task are compared without case and punctuation and aligned (`crowd.aggregation.texts.alignment`, ROVER of
Fiscus 1997), and each slot takes the word with the most weight. Unlike in ROVER, people are weighted by reliability:
how close their texts are to the combined texts, in words, shrunk towards the crowd's. Both steps are repeated a few
times. Case and punctuation are restored as most people wrote the word.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.result import TIE_TOLERANCE
from crowd.aggregation.rows import Rows, alpha_from_pairs, or_none, sort_rows, sum_by
from crowd.aggregation.texts.alignment import GAP, Alignment, align_texts
from crowd.aggregation.texts.words import Unit, plain_word, split_words, word_distances
from crowd.answers import FloatArray

METHOD, VERSION = "rover", 1

#: The crowd's mean reliability enters each person's as this many answers.
_PRIOR_ANSWERS = 2.0

#: A person's weight is their reliability to this power. Measured on the two CrowdWSA2019 sets: powers from 1
#: to 4 beat equal weights on both, 2 to 3 most clearly; 8 is worse than no weights.
_POWER = 2.0

#: Everybody's reliability if no task has texts from two people, so that nothing shows it: as likely as not.
_UNSEEN = 0.5

#: How often texts and reliabilities are estimated from each other; they hardly change after the third time.
_PASSES = 5

#: Nobody has weight 0: a person's text must win a task that only they answered.
_LEAST = 0.02

#: The crowd's reliability enters the confidence of a word as this many answers.
_CONFIDENCE_ANSWERS = 2.0

#: If a task has more different texts than this, this many stand for all in the search for the medoid.
_MEDOID_TEXTS = 600

#: Number of pairs of texts compared to find how far apart two texts are by chance.
_CHANCE_PAIRS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTask:
    """The text of one task.

    Attributes:
        text: The text put together from all answers, with case and punctuation as most people wrote each word.
        medoid: The answer nearest to all others, by the same weights: a text that one person wrote.
        confidence: Mean of `word_confidence`, 0 to 1; if no words are left, the confidence in an empty text.
        words: The words of `text`.
        word_confidence: For each word, the weighted share of people who have it there, with the crowd's mean
            reliability as two more answers. It shows how much people agree on the word. Where different words can
            all be right, as in translations, it is not a probability of being right.
        answers: Number of answers.
    """

    text: str
    medoid: str
    confidence: float
    words: tuple[str, ...]
    word_confidence: tuple[float, ...]
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPerson:
    """How reliable one contributor is: 1 minus the mean share of words that differ from the combined texts."""

    reliability: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsResult:
    """Texts of all tasks.

    Attributes:
        tasks: By name, sorted.
        people: By name, sorted.
        agreement: Krippendorff's alpha by the share of words that two texts differ in; NaN if undefined. If there
            are many pairs, the disagreement by chance is estimated from a fixed sample of them.
        unit: What was compared, words or characters.
        converged: Whether the alignment of every task's texts converged.
        n_iter: How often texts and reliabilities were estimated.
        method: Name of the method.
        version: Increases whenever the same input could give a different result.
    """

    tasks: dict[str, TextTask]
    people: dict[str, TextPerson]
    agreement: float
    unit: Unit
    converged: bool
    n_iter: int
    method: str = METHOD
    version: int = VERSION

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON file; None for anything undefined."""
        return {
            "kind": "texts",
            "method": self.method,
            "version": self.version,
            "unit": self.unit,
            "agreement": {"name": "word_alpha", "value": or_none(self.agreement)},
            "converged": self.converged,
            "n_iter": self.n_iter,
            "tasks": {
                name: {
                    "text": task.text,
                    "medoid": task.medoid,
                    "confidence": task.confidence,
                    "words": [list(pair) for pair in zip(task.words, task.word_confidence, strict=True)],
                    "answers": task.answers,
                }
                for name, task in self.tasks.items()
            },
            "people": {
                name: {"reliability": person.reliability, "answers": person.answers}
                for name, person in self.people.items()
            },
        }


def summarize_texts(triples: Iterable[tuple[str, str, str]], *, unit: Unit = "words") -> TextsResult:
    """Put one text together for every task.

    Args:
        triples: (task, contributor, text), oldest first; if a person answered a task twice, the last answer counts.
        unit: `words`, or `characters` for scripts without spaces and for codes.

    Returns:
        The texts; none without answers.

    Raises:
        ValueError: A value is not a string, or `unit` is unknown.
    """
    if unit not in ("words", "characters"):
        raise ValueError(f"unit must be 'words' or 'characters', not {unit!r}")
    texts = _Texts(sort_rows(triples, _read_text), unit)
    reliability = np.ones(len(texts.rows.contributors))
    typical = math.nan
    built: list[_Built] = []
    for _ in range(_PASSES if texts.rows.n_answers else 0):
        weight = np.maximum(reliability, _LEAST)[texts.rows.contributor] ** _POWER
        built = [texts.build(task, weight) for task in range(len(texts.rows.tasks))]
        error = np.concatenate([one.error for one in built])
        reliability, typical = _reliabilities(texts.rows, error)
    answers = texts.rows.per_contributor().tolist()
    people = zip(texts.rows.contributors, reliability.tolist(), answers, strict=True)
    return TextsResult(
        tasks={
            name: _conclude(one, typical, unit) for name, one in zip(texts.rows.tasks, built, strict=True)
        },
        people={name: TextPerson(reliability=skill, answers=count) for name, skill, count in people},
        agreement=texts.alpha(),
        unit=unit,
        converged=all(one.alignment.settled for one in built),
        n_iter=_PASSES if built else 0,
    )


def word_alpha(triples: Iterable[tuple[str, str, str]], *, unit: Unit = "words") -> float:
    """Krippendorff's alpha by the share of words in which two texts differ; NaN if undefined.

    Args:
        triples: As for `summarize_texts`.
        unit: As there.
    """
    return _Texts(sort_rows(triples, _read_text), unit).alpha()


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected a text, not {value!r}")  # noqa: TRY004 - one error for every bad value
    return value


def _reliabilities(rows: Rows[str], error: FloatArray) -> tuple[FloatArray, float]:
    """1 minus the mean error of each person, shrunk towards everybody's mean, (n_contributors,), and that mean.

    The only answer to a task is the text of that task, so it says nothing about its author.
    """
    beside_others = rows.per_task()[rows.task] > 1
    seen, error = rows.contributor[beside_others], error[beside_others]
    typical = 1.0 - float(error.mean()) if error.size else _UNSEEN
    total = sum_by(seen, error, len(rows.contributors)) + _PRIOR_ANSWERS * (1.0 - typical)
    count = np.bincount(seen, minlength=len(rows.contributors))
    reliability: FloatArray = 1.0 - total / (count + _PRIOR_ANSWERS)
    return reliability, typical


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Built:
    """One task as built with some weights: its slots, the code chosen in each, and the error of each answer."""

    alignment: Alignment
    chosen: NDArray[np.int64]
    surface: tuple[str, ...]
    medoid: str
    error: FloatArray


class _Texts:
    """The texts of all tasks as codes, with the distances within each task, which do not depend on weights."""

    def __init__(self, rows: Rows[str], unit: Unit) -> None:
        self.rows = rows
        self.surface, self.plain = [], []
        for text in rows.values:
            pairs = [(word, plain_word(word)) for word in split_words(text, unit)]
            self.surface.append([word for word, plain in pairs if plain])
            self.plain.append([plain for _, plain in pairs if plain])
        # Codes follow one alphabetical list, so that ties between words do not depend on the tasks' names.
        words = sorted({word for plain in self.plain for word in plain})
        code = {word: number for number, word in enumerate(words, start=GAP + 1)}
        self.codes = [[code[word] for word in plain] for plain in self.plain]
        self.length = np.array([0, *(len(word) for word in words)], dtype=np.int64)
        starts = rows.starts.tolist()
        self.spans = [np.arange(first, last) for first, last in pairwise(starts)]
        self.distances = self._distances()

    def _distances(self) -> list[NDArray[np.int64]]:
        """For each task, the distances from some of its answers (all, unless there are very many) to all of them."""
        tables = [(span[_spread(span.size, _MEDOID_TEXTS)], span) for span in self.spans]
        if not tables:
            return []
        first = np.concatenate([np.repeat(some, span.size) for some, span in tables])
        second = np.concatenate([np.tile(span, some.size) for some, span in tables])
        flat = word_distances(self.codes, first, second)
        ends = np.cumsum([some.size * span.size for some, span in tables])[:-1]
        return [
            part.reshape(some.size, span.size)
            for part, (some, span) in zip(np.split(flat, ends), tables, strict=True)
        ]

    def build(self, task: int, weight: FloatArray) -> _Built:
        """Align the answers of one task and choose a word for each slot."""
        span, table = self.spans[task], self.distances[task]
        texts = [self.codes[answer] for answer in span]
        order, nearest = self._order(span, table, weight[span])
        local = sorted({word for text in texts for word in text})
        number = {word: code for code, word in enumerate(local, start=GAP + 1)}
        alignment = align_texts(
            [[number[word] for word in texts[one]] for one in order],
            weight[span][order],
            n_words=len(local) + 1,
        )
        chosen = self._choose(alignment.share, np.array([GAP, *local], dtype=np.int64))
        true = [local[word - 1] for word in chosen.tolist() if word != GAP]
        apart = word_distances([*texts, true], np.arange(span.size), np.full(span.size, span.size))
        return _Built(
            alignment=alignment,
            chosen=chosen,
            surface=self._surface(alignment, chosen, span[order], weight),
            medoid=self.rows.values[span[nearest]],
            error=np.minimum(apart / max(len(true), 1), 1.0),
        )

    def _order(
        self, span: NDArray[np.int64], table: NDArray[np.int64], weight: FloatArray
    ) -> tuple[list[int], int]:
        """The answers from the medoid outwards, and the medoid. Ties are in the order of their texts."""
        some = _spread(span.size, _MEDOID_TEXTS)
        by_text = sorted(
            range(span.size), key=lambda one: (self.codes[span[one]], self.rows.values[span[one]])
        )
        rank = np.empty(span.size, dtype=np.int64)
        rank[by_text] = np.arange(span.size)
        total = (table @ weight).round(9)
        best = int(np.lexsort((rank[some], -weight[some].round(9), total))[0])
        order = np.lexsort((rank, -weight.round(9), table[best]))
        return order.tolist(), int(some[best])

    def _choose(self, share: FloatArray, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The word with the most weight in each slot; in a tie, the longest, then the first alphabetically."""
        level = share >= share.max(axis=1, keepdims=True, initial=0.0) * (1.0 - TIE_TOLERANCE)
        chosen: NDArray[np.int64] = np.where(level, self.length[codes], -1).argmax(axis=1)
        return chosen

    def _surface(
        self, alignment: Alignment, chosen: NDArray[np.int64], answers: NDArray[np.int64], weight: FloatArray
    ) -> tuple[str, ...]:
        """The chosen words as most people wrote them, by weight; in a tie, the first in code-point order."""
        forms: list[dict[str, float]] = [{} for _ in chosen]
        for laid, answer in zip(alignment.words, answers.tolist(), strict=True):
            taken = np.flatnonzero(laid != GAP).tolist()
            for slot, form in zip(taken, self.surface[answer], strict=True):
                if laid[slot] == chosen[slot]:
                    forms[slot][form] = forms[slot].get(form, 0.0) + float(weight[answer])
        wanted = [slot for slot, word in zip(forms, chosen.tolist(), strict=True) if word != GAP]
        return tuple(min(slot, key=lambda form: (-round(slot[form], 9), form)) for slot in wanted)

    def alpha(self) -> float:
        """Agreement by the share of words in which two texts differ."""
        paired = np.flatnonzero((self.rows.per_task() > 1)[self.rows.task])
        if paired.size == 0:
            return math.nan
        inside = [np.triu_indices(span.size, 1) for span in self.spans]
        apart = [
            self._apart(span[first], span[second])
            for span, (first, second) in zip(self.spans, map(_thinned, inside), strict=True)
        ]
        within = np.array(
            [
                part.mean() * first.size if part.size else 0.0
                for part, (first, _) in zip(apart, inside, strict=True)
            ]
        )
        by_text = np.array(sorted(paired.tolist(), key=lambda answer: (self.codes[answer],)), dtype=np.int64)
        shifts = 1 + _spread(paired.size - 1, max(_CHANCE_PAIRS // paired.size, 1))
        first = np.tile(np.arange(paired.size), shifts.size)
        second = (first + np.repeat(shifts, paired.size)) % paired.size
        chance = self._apart(by_text[first], by_text[second])
        return alpha_from_pairs(self.rows, within, float(chance.mean()))

    def _apart(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> FloatArray:
        """Distance of each pair of texts, divided by the words of the longer one, 0 to 1."""
        size = np.array([len(text) for text in self.codes], dtype=np.int64)
        longer = np.maximum(np.maximum(size[first], size[second]), 1)
        share: FloatArray = word_distances(self.codes, first, second) / longer
        return share


def _spread(size: int, most: int) -> NDArray[np.int64]:
    """All numbers from 0 to size - 1, or `most` of them, evenly spread."""
    if size <= most:
        return np.arange(size)
    return ((np.arange(most) + 0.5) * size / most).astype(np.int64)


def _thinned(
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """At most `_CHANCE_PAIRS` pairs, evenly spread."""
    some = _spread(pairs[0].size, _CHANCE_PAIRS)
    return pairs[0][some], pairs[1][some]


def _conclude(built: _Built, typical: float, unit: Unit) -> TextTask:
    """The result for a task, from its slots."""
    answers = built.alignment.words.shape[0]
    said = built.alignment.share[np.arange(built.chosen.size), built.chosen]
    sure = (said * answers + typical * _CONFIDENCE_ANSWERS) / (answers + _CONFIDENCE_ANSWERS)
    kept = sure[built.chosen != GAP]
    left_empty = (answers + typical * _CONFIDENCE_ANSWERS) / (answers + _CONFIDENCE_ANSWERS)
    confidence = kept.mean() if kept.size else sure.mean() if sure.size else left_empty
    return TextTask(
        text=_join(built.surface, unit),
        medoid=built.medoid,
        confidence=float(confidence),
        words=built.surface,
        word_confidence=tuple(kept.tolist()),
        answers=answers,
    )


def _join(words: Sequence[str], unit: Unit) -> str:
    return ("" if unit == "characters" else " ").join(words)
