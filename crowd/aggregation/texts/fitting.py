"""Fits all texts of a question, taken whole or word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from crowd.aggregation.texts.agreeing import (
    Slot,
    choose_words,
    commonest,
    every_word,
    slots_of,
    word_credit,
    word_likeness,
    write_words,
)
from crowd.aggregation.texts.laying import NO_WORD, Worded, lay_texts, nearest_text, read_words
from crowd.aggregation.texts.text_fit import TextCodes, TextFit, fit_texts
from crowd.answers import FloatArray, IntArray

#: What is known about the truth of a task or a place in it: nothing, or that nobody gave it.
_UNKNOWN, _NOT_GIVEN = -2, -1
#: Chances this close are the same.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextRows:
    """Texts, sorted by task.

    Attributes:
        task: Task of each answer, (n_answers,) int, ascending.
        person: Contributor of each answer, (n_answers,) int.
        texts: The texts.
        keys: For each text, the form that is the same for all texts that say the same.
        known: For each task, the known text; None if there is none.
        n_people: Number of contributors.
    """

    task: IntArray
    person: IntArray
    texts: Sequence[str]
    keys: Sequence[str]
    known: Sequence[str | None]
    n_people: int

    def spans(self) -> list[range]:
        """Return the answers of each task."""
        ends = np.searchsorted(self.task, np.arange(len(self.known) + 1)).tolist()
        return [range(first, last) for first, last in pairwise(ends)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextsFit:
    """What a full fit finds.

    Attributes:
        found: What it learnt.
        credit: The probability that each answer is right, (n_answers,); word by word, that a word of it is.
        text: What each task is decided as.
        confidence: The probability that this is right, (n_tasks,).
    """

    found: TextFit
    credit: FloatArray
    text: list[str]
    confidence: FloatArray


def fit_whole(rows: TextRows, known_keys: Sequence[str | None]) -> TextsFit:
    """Fit texts that are taken whole; `known_keys` are the keys of the known texts."""
    pairs = sorted({*zip(rows.task.tolist(), rows.keys, strict=True)})
    code = {pair: number for number, pair in enumerate(pairs)}
    text = np.array([code[pair] for pair in zip(rows.task.tolist(), rows.keys, strict=True)], dtype=np.int64)
    gold = [
        _UNKNOWN if key is None else code.get((task, key), _NOT_GIVEN) for task, key in enumerate(known_keys)
    ]
    found = fit_texts(
        TextCodes(
            task=rows.task,
            person=rows.person,
            text=text,
            task_of_text=np.array([task for task, _ in pairs], dtype=np.int64),
            n_tasks=len(rows.known),
            n_people=rows.n_people,
        ),
        np.array(gold, dtype=np.int64),
    )
    credit = found.chance[text] if text.size else np.zeros(0)
    decided, confidence = [], np.zeros(len(rows.known))
    for task, span in enumerate(rows.spans()):
        known = known_keys[task]
        if known is not None:
            credit[span.start : span.stop] = [float(rows.keys[row] == known) for row in span]
        best = _likeliest(rows, span, found.chance, text)
        decided.append(commonest(rows.texts[row] for row in span if text[row] == best))
        confidence[task] = found.chance[best]
    return TextsFit(found=found, credit=credit, text=decided, confidence=confidence)


def _likeliest(rows: TextRows, span: range, chance: FloatArray, text: IntArray) -> int:
    """Return the code of the likeliest text of a task; of three or more, that nearest to the others in words."""
    first = {int(text[row]): rows.texts[row] for row in reversed(span)}
    given: list[int] = list(dict.fromkeys(text[span.start : span.stop].tolist()))
    most = max(float(chance[code]) for code in given)
    level = [code for code in given if chance[code] >= most - _ROUNDING]
    return level[0] if len(level) < 3 else level[nearest_text([read_words(first[code]) for code in level])]


def fit_by_words(rows: TextRows) -> TextsFit:
    """Fit texts word by word: each place in the texts of a task is decided as a task of its own."""
    laid = [_lay(rows, span, known) for span, known in zip(rows.spans(), rows.known, strict=True)]
    found = fit_texts(*_code_places(rows, laid))
    credit, confidence = np.zeros(rows.task.size), np.zeros(len(laid))
    decided, begin = [], 0
    for task, (span, one) in enumerate(zip(rows.spans(), laid, strict=True)):
        chances = []
        for slot in one.slots:
            chances.append(found.chance[begin : begin + len(slot.words)].tolist())
            begin += len(slot.words)
        chosen = choose_words(one.texts, one.slots, chances)
        confidence[task] = every_word(
            [
                chance[slot.words.index(word)]
                for slot, word, chance in zip(one.slots, chosen, chances, strict=True)
            ]
        )
        plain = tuple(word for word in chosen if word != NO_WORD)
        same = [rows.texts[row] for row, text in zip(span, one.texts, strict=True) if text.plain == plain]
        decided.append(commonest(same) if same else write_words(one.slots, chosen))
        known = rows.known[task]
        credit[span.start : span.stop] = [
            word_credit(place, one.slots, chances) if known is None else word_likeness(text, known)
            for place, text in enumerate(one.texts)
        ]
    return TextsFit(found=found, credit=credit, text=decided, confidence=confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """The texts of a task side by side, with the known word of each place; None where no text is known."""

    texts: list[Worded]
    slots: list[Slot]
    true: list[str] | None


def _lay(rows: TextRows, span: range, known: str | None) -> _Laid:
    texts = [read_words(rows.texts[row]) for row in span]
    if known is None:
        return _Laid(texts=texts, slots=slots_of(texts, lay_texts(texts, np.ones(len(texts)))), true=None)
    # The known text lies beside the others, so that each place has its true word.
    beside = [*texts, read_words(known)]
    places = lay_texts(beside, np.ones(len(beside)))
    true = [slot.words[slot.said[-1]] for slot in slots_of(beside, places)]
    return _Laid(texts=texts, slots=slots_of(texts, places[:-1]), true=true)


def _code_places(rows: TextRows, laid: Sequence[_Laid]) -> tuple[TextCodes, IntArray]:
    """Return each place of each task as a task, and its known word."""
    task: list[int] = []
    person: list[int] = []
    text: list[int] = []
    task_of_text: list[int] = []
    gold: list[int] = []
    begin = 0
    for span, one in zip(rows.spans(), laid, strict=True):
        people = rows.person[span.start : span.stop].tolist()
        for place, slot in enumerate(one.slots):
            number = len(gold)
            task += [number] * len(people)
            person += people
            text += [begin + said for said in slot.said]
            task_of_text += [number] * len(slot.words)
            true = None if one.true is None else one.true[place]
            gold.append(
                _UNKNOWN
                if true is None
                else begin + slot.words.index(true)
                if true in slot.words
                else _NOT_GIVEN
            )
            begin += len(slot.words)
    codes = TextCodes(
        task=np.array(task, dtype=np.int64),
        person=np.array(person, dtype=np.int64),
        text=np.array(text, dtype=np.int64),
        task_of_text=np.array(task_of_text, dtype=np.int64),
        n_tasks=len(gold),
        n_people=rows.n_people,
    )
    return codes, np.array(gold, dtype=np.int64)
