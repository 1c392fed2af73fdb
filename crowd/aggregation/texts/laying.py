"""Lays the texts of one task side by side, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.texts.alignment import GAP, align_texts
from crowd.aggregation.texts.words import plain_word, split_words, word_distances
from crowd.answers import FloatArray

#: A place in which a text has no word.
NO_WORD = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A text as its words.

    Attributes:
        plain: Its words without case and punctuation; at least one.
        written: The same words as they were written.
    """

    plain: tuple[str, ...]
    written: tuple[str, ...]


def read_words(text: str) -> Worded:
    """Split a text into words; one that consists of nothing but punctuation is a word of its own."""
    pairs = [(plain, word) for word in split_words(text) if (plain := plain_word(word))]
    if not pairs:
        pairs = [(text.strip(), text.strip())]
    return Worded(plain=tuple(plain for plain, _ in pairs), written=tuple(word for _, word in pairs))


def lay_texts(texts: Sequence[Worded], weight: FloatArray) -> list[list[int]]:
    """Align texts word by word, beginning with the one that is nearest to the others.

    Args:
        texts: One text or more.
        weight: Weight of each, (n_texts,), above 0.

    Returns:
        For each text, in the given order, the place of its word in each slot; -1 where it has none.
    """
    words = sorted({word for text in texts for word in text.plain})
    code = {word: number for number, word in enumerate(words, GAP + 1)}
    coded = [[code[word] for word in text.plain] for text in texts]
    if all(one == coded[0] for one in coded):
        return [list(range(len(coded[0]))) for _ in coded]
    order = _from_the_middle(coded, weight)
    laid = align_texts([coded[one] for one in order], weight[order], n_words=len(words) + 1).words
    rows: list[list[int]] = [[] for _ in texts]
    for one, row in zip(order.tolist(), laid, strict=True):
        place = np.cumsum(row != GAP) - 1
        rows[one] = np.where(row != GAP, place, -1).tolist()
    return rows


def nearest_text(texts: Sequence[Worded]) -> int:
    """Return which text is nearest to the others, in words; of several, the first."""
    words = {word: code for code, word in enumerate(dict.fromkeys(w for text in texts for w in text.plain))}
    coded = [[words[word] for word in text.plain] for text in texts]
    return int(_distances(coded).sum(axis=1).argmin())


def words_between(one: Worded, other: Worded) -> int:
    """Return how many words have to be changed, added or dropped to turn one text into another."""
    code = {word: place for place, word in enumerate(dict.fromkeys(one.plain + other.plain))}
    both = [[code[word] for word in words] for words in (one.plain, other.plain)]
    return int(word_distances(both, np.array([0]), np.array([1]))[0])


def _from_the_middle(
    coded: Sequence[Sequence[int]], weight: FloatArray
) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    apart = _distances(coded)
    middle = int((apart @ weight).round(9).argmin())
    return np.argsort(apart[middle], kind="stable")


def _distances(coded: Sequence[Sequence[int]]) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    size = len(coded)
    first, second = (part.ravel() for part in np.indices((size, size)))
    return word_distances(coded, first, second).reshape(size, size)
