"""Aligns the texts of one task word by word, as ROVER does, and finds the words that most of them share.

J. G. Fiscus, "A post-processing system to yield reduced word error rates: Recognizer Output Voting Error
Reduction (ROVER)", ASRU 1997, section 2. Our choices: alignment starts with the medoid and continues from the
nearest text to the farthest; the cost of a slot depends on how much of its weight is on the word; and once all
texts are aligned, each one is taken out and aligned again, until nothing moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.answers import FloatArray

#: The code of "no word here" in a slot.
GAP = 0

#: With more texts than this, none is aligned again: a single text would hardly move a word, and it takes time.
MOST_RELAID = 100

#: Costs closer than this count as equal: adding weights in a different order rounds differently.
_TIE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alignment:
    """Texts in slots.

    Attributes:
        words: Code of the word that each text has in each slot, (n_texts, n_slots) int; GAP for none.
        share: Weight of each word in each slot, (n_slots, n_words); rows sum to 1.
        settled: Whether aligning each text again moved nothing; True if that was not tried.
    """

    words: NDArray[np.int64]
    share: FloatArray
    settled: bool


def align_texts(
    texts: Sequence[Sequence[int]], weight: FloatArray, *, n_words: int, rounds: int = 3
) -> Alignment:
    """Align texts.

    Args:
        texts: Each text as codes of its words, 1 to n_words - 1, in the order in which to align them.
        weight: Weight of each text, (n_texts,), above 0.
        n_words: Number of word codes, GAP included.
        rounds: How often all texts may be taken out and aligned again, if there are at most MOST_RELAID.

    Returns:
        The slots; none if there are no words.
    """
    laid = np.full((len(texts), len(texts[0]) if texts else 0), GAP, dtype=np.int64)
    if texts:
        laid[0] = texts[0]
    for number in range(1, len(texts)):
        laid = _lay(laid, texts[number], weight, number=number, others=np.arange(number), n_words=n_words)
    settled = not 3 <= len(texts) <= MOST_RELAID
    for _ in range(0 if settled else rounds):
        before = laid
        for number in range(len(texts)):
            others = np.delete(np.arange(len(texts)), number)
            laid = _lay(laid, texts[number], weight, number=number, others=others, n_words=n_words)
        settled = before.shape == laid.shape and bool((before == laid).all())
        if settled:
            break
    return Alignment(words=laid, share=_share(laid, weight, n_words), settled=settled)


def _share(laid: NDArray[np.int64], weight: FloatArray, n_words: int) -> FloatArray:
    """Weight of each word in each slot as a share of the weight of all texts, (n_slots, n_words)."""
    n_slots = laid.shape[1]
    cell = np.arange(n_slots) * n_words + laid
    flat = np.bincount(cell.ravel(), np.repeat(weight, n_slots), n_slots * n_words)
    share: FloatArray = flat.reshape(n_slots, n_words) / max(float(weight.sum()), np.finfo(float).tiny)
    return share


def _lay(
    laid: NDArray[np.int64],
    text: Sequence[int],
    weight: FloatArray,
    *,
    number: int,
    others: NDArray[np.int64],
    n_words: int,
) -> NDArray[np.int64]:
    """Align one text with the others; a word that fits no slot opens a new one before the slot reached."""
    used = (laid[others] != GAP).any(axis=0)
    slots = laid[:, used]
    place = _places(text, _share(slots[others], weight[others], n_words))
    opened = np.array([slot for slot, new in place if new], dtype=np.int64)
    wider = np.insert(slots, opened, GAP, axis=1)
    wider[number] = GAP
    shift = 0
    for (slot, new), word in zip(place, text, strict=True):
        wider[number, slot + shift] = word
        shift += new
    return wider


def _places(text: Sequence[int], share: FloatArray) -> list[tuple[int, bool]]:
    """For each word, the slot it goes to, or the slot before which a new one opens for it."""
    table, change, skip = _costs(text, share)
    place: list[tuple[int, bool]] = []
    row, slot = len(text), share.shape[0]
    while row:
        cost = table[row, slot]
        if slot and table[row - 1, slot - 1] + change[row - 1, slot - 1] <= cost + _TIE:
            row, slot = row - 1, slot - 1
            place.append((slot, False))
        elif slot and table[row, slot - 1] + skip[slot - 1] <= cost + _TIE:
            slot -= 1
        else:
            row -= 1
            place.append((slot, True))
    return place[::-1]


def _costs(text: Sequence[int], share: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The lowest cost of placing the first words in the first slots, (n + 1, n_slots + 1), and its parts."""
    change = 1.0 - share[:, list(text)].T if len(text) else np.zeros((0, share.shape[0]))
    skip = 1.0 - share[:, GAP]
    skipped = np.concatenate([[0.0], np.cumsum(skip)])
    table = np.empty((len(text) + 1, share.shape[0] + 1))
    table[0] = skipped
    for row in range(len(text)):
        best = table[row] + 1.0
        np.minimum(best[1:], table[row, :-1] + change[row], out=best[1:])
        table[row + 1] = np.minimum.accumulate(best - skipped) + skipped
    return table, change, skip
