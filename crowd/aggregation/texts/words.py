"""Texts as words: which words count as the same, and how many words two texts differ by."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from crowd.answers import IntArray

#: The unit in which texts are compared.
Unit = Literal["words", "characters"]

#: Where a space is missing: "young,she". Not after a full stop, which is also found inside "e.g." and "3.5".
_FORGOTTEN_SPACE = re.compile(r"(?<=[,;!?])(?=[^\W\d_])")

#: Table cells held at once while computing distances: about 30 MB.
_CELLS = 2_000_000


def split_words(text: str, unit: Unit = "words") -> tuple[str, ...]:
    """The units of a text as people wrote them, composed (Unicode NFC).

    Words are separated by white space, or by a comma, semicolon, question or exclamation mark after which the space
    is missing. Characters are for scripts without spaces, and for codes; white space does not count as a character.
    """
    composed = unicodedata.normalize("NFC", text)
    if unit == "characters":
        return tuple("".join(composed.split()))
    return tuple(_FORGOTTEN_SPACE.sub(" ", composed).split())


def plain_word(word: str) -> str:
    """A word without case and punctuation, so that "Don't," and "dont" are the same; "" if nothing is left.

    Letters, numbers and their marks stay, and so do symbols such as + and €; what Unicode calls punctuation or a
    control is removed. Composed (NFC) after case folding, which may decompose letters.
    """
    folded = unicodedata.normalize("NFC", word).casefold()
    kept = "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "PC")
    return unicodedata.normalize("NFC", kept)


def plain_words(text: str, unit: Unit = "words") -> tuple[str, ...]:
    """The units of a text without case and punctuation; units with nothing left are dropped."""
    return tuple(plain for plain in map(plain_word, split_words(text, unit)) if plain)


def word_error_rate(text: str, true: str) -> float:
    """Words to change, add or drop to turn `text` into `true`, divided by the words of `true`.

    Ignores case and punctuation.

    Raises:
        ValueError: `true` has no words.
    """
    said, wanted = plain_words(text), plain_words(true)
    if not wanted:
        raise ValueError("the true text has no words")
    codes = {word: code for code, word in enumerate(dict.fromkeys(said + wanted))}
    both = [[codes[word] for word in words] for words in (said, wanted)]
    return float(word_distances(both, np.array([0]), np.array([1]))[0]) / len(wanted)


def word_distances(texts: Sequence[Sequence[int]], first: IntArray, second: IntArray) -> NDArray[np.int64]:
    """Edit distances in words (Levenshtein 1966): substitutions, insertions and deletions cost 1 each.

    Args:
        texts: Each text as codes of its words, 0 or more.
        first: Index of one text of each pair, (n_pairs,) int.
        second: Index of the other, (n_pairs,) int.

    Returns:
        Distances, (n_pairs,) int.
    """
    length = np.array([len(text) for text in texts], dtype=np.int64)
    distances = np.zeros(first.size, dtype=np.int64)
    if first.size == 0:
        return distances
    # Pairs of similar length share a table, so that a single long text does not make all tables long.
    order = np.argsort(np.maximum(length[first], length[second]), kind="stable")
    begin = 0
    while begin < order.size:
        step = order[begin : begin + max(1, _CELLS // 50)]
        width = np.maximum(length[first[step]], length[second[step]]) + 1
        # A group of tables is as wide as the widest of them.
        fits = int(np.searchsorted(width * np.arange(1, step.size + 1), _CELLS, side="right"))
        step = step[: max(1, fits)]
        distances[step] = _distances(texts, length, first[step], second[step])
        begin += step.size
    return distances


def _distances(
    texts: Sequence[Sequence[int]], length: NDArray[np.int64], first: IntArray, second: IntArray
) -> NDArray[np.int64]:
    """The distances of pairs whose tables are filled in together, one row at a time."""
    long_first = _padded(texts, first, pad=-1)
    long_second = _padded(texts, second, pad=-2)
    column = np.arange(long_second.shape[1] + 1)
    table = np.broadcast_to(column, (first.size, column.size)).copy()
    at = np.arange(first.size)
    found: NDArray[np.int64] = table[at, length[second]] * (length[first] == 0)
    for row in range(long_first.shape[1]):
        changed = table[:, :-1] + (long_first[:, row, np.newaxis] != long_second)
        table = table + 1
        np.minimum(table[:, 1:], changed, out=table[:, 1:])
        # An insertion continues from the left: min over k <= j of table[k] + j - k.
        table = np.minimum.accumulate(table - column, axis=1) + column
        done = length[first] == row + 1
        found[done] = table[at[done], length[second[done]]]
    return found


def _padded(texts: Sequence[Sequence[int]], index: IntArray, *, pad: int) -> NDArray[np.int64]:
    """The texts at `index` as rows of one table, (n, longest) int, padded with `pad`."""
    chosen = [texts[one] for one in index.tolist()]
    table = np.full((len(chosen), max(map(len, chosen))), pad, dtype=np.int64)
    for row, text in zip(table, chosen, strict=True):
        row[: len(text)] = text
    return table
