"""Draws how people agree, for a phone: which options stand beside which, and how united the answers to a task are."""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from crowd.agreement import Agreement
from handlers.cut import cut
from handlers.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Options in the picture; of more, those with most answers, and the rest together as one.
MOST_SHOWN = 9
#: Characters of a name beside the matrix: more would leave no room for it on a phone.
_NAME_WIDTH = 14
#: Inches at this many dots: 1,080 by 1,500, what a phone shows without scaling.
_SIZE, _DPI = (7.2, 10.0), 150
_INK, _PAPER, _BAR = "#1f2933", "#ffffff", "#2f6db3"
_FONT = "DejaVu Sans"

#: Classes of characters that are put together or run from right to left: drawn one by one they would be misread.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The options of a picture, in the order in which they stand in it.

    Attributes:
        codes: Their label codes; without the rest.
        rest: Whether all others follow as one.
        marks: What stands for each in the picture: its name, or a letter where names cannot be drawn or told apart.
        has_letters: Whether they are letters, so that a legend has to tell whose.
    """

    codes: tuple[int, ...]
    rest: bool
    marks: tuple[str, ...]
    has_letters: bool


def choose_shown(found: Agreement, names: Sequence[str]) -> Shown:
    """Choose the options that a picture shows, those with most answers, in the order of the question.

    Args:
        found: What was measured.
        names: What a person reads for each option.
    """
    most = found.options[:MOST_SHOWN]
    codes = tuple(sorted(option.label for option in most))
    short = tuple(cut(" ".join(names[code].split()), _NAME_WIDTH) for code in codes)
    has_letters = len(set(short)) < len(short) or not all(map(can_draw, short))
    marks = tuple("ABCDEFGHIJ"[: len(codes)]) if has_letters else short
    return Shown(codes=codes, rest=len(found.options) > len(codes), marks=marks, has_letters=has_letters)


def draw_agreement(found: Agreement, shown: Shown, texts: Texts) -> bytes:
    """Return the picture as a PNG. It takes half a second: to be called in a thread, one at a time.

    Args:
        found: What was measured; at least one task has two answers.
        shown: The options to show.
        texts: The language of its words.
    """
    # Late, as it takes a second to import; and not pyplot, which keeps its figures and is not made for threads.
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor=_PAPER)
    figure.set_layout_engine("constrained", h_pad=0.15, w_pad=0.15)
    # The library's types give one of them where there are two.
    upper, lower = figure.subfigures(2, 1, height_ratios=(1.6, 1))  # type: ignore[misc]
    for part, key in ((upper, "agreement-picture-matrix"), (lower, "agreement-picture-shares")):
        part.suptitle(texts(key), fontsize=17, color=_INK, x=0.02, ha="left")
    marks = [*shown.marks, *([texts("agreement-picture-others")] if shown.rest else [])]
    _draw_matrix(upper.subplots(), beside(found, shown), marks)
    _draw_shares(lower.subplots(), found, texts)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def beside(found: Agreement, shown: Shown) -> NDArray[np.float64]:
    """Of the answers beside one that chose the row, the share that chose each column; a row without any is 0.

    Rows and columns are the shown options and, if there are more, all others together.
    """
    places = np.searchsorted(found.coincidences.label, shown.codes)
    pairs = found.coincidences.matrix[np.ix_(places, places)]
    if shown.rest:
        # Rows sum to the answers of their option, so the rest follows without its matrix.
        answers = {option.label: option.n_answers for option in found.options}
        n = np.array([answers[code] for code in shown.codes], dtype=np.float64)
        to_rest = n - pairs.sum(axis=1)
        n_rest = float(sum(answers.values())) - n.sum()
        pairs = np.block([[pairs, to_rest[:, np.newaxis]], [to_rest, n_rest - to_rest.sum()]])
    totals = pairs.sum(axis=1, keepdims=True)
    return np.clip(pairs / np.where(totals > 0, totals, 1.0), 0.0, 1.0)


def can_draw(name: str) -> bool:
    """Whether every character of a name is in the picture's font and stands by itself from left to right."""
    known = _characters()
    return all(
        ord(character) in known
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
        and not unicodedata.combining(character)
        for character in name
    )


@cache
def _characters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(_FONT)).get_charmap())


def _draw_matrix(axes: "Axes", table: NDArray[np.float64], marks: Sequence[str]) -> None:
    size = len(marks)
    axes.imshow(table, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    letters = 22 if size <= 4 else 17 if size <= 7 else 14
    for row, column in np.ndindex(size, size):
        share = float(table[row, column])
        axes.text(
            column,
            row,
            _short_percent(share),
            ha="center",
            va="center",
            fontsize=letters,
            color=_PAPER if share > 0.55 else _INK,
        )
    # "Others", the last, may reach under its neighbour when that is a letter.
    wide = max(map(len, marks[:-1]), default=0) > 30 // size
    _set_marks(axes, marks, rotated=wide)
    axes.tick_params(length=0, labelsize=15, colors=_INK)
    for side in axes.spines.values():
        side.set_visible(False)


def _set_marks(axes: "Axes", marks: Sequence[str], *, rotated: bool) -> None:
    places = range(len(marks))
    # What people wrote is no formula: a dollar sign is a dollar sign.
    axes.set_yticks(places, marks, parse_math=False, fontfamily=_FONT)
    axes.set_xticks(
        places,
        marks,
        parse_math=False,
        fontfamily=_FONT,
        rotation=35 if rotated else 0,
        ha="right" if rotated else "center",
        rotation_mode="anchor" if rotated else "default",
    )


def _draw_shares(axes: "Axes", found: Agreement, texts: Texts) -> None:
    """How many tasks have which share for their leading option; those where all agree stand apart."""
    from matplotlib.ticker import MaxNLocator

    def written(count: float, _: float = 0.0) -> str:
        return texts("agreement-picture-count", {"count": round(count)})

    counts, names = share_counts(found)
    bars = axes.bar(range(len(counts)), counts, color=_BAR, width=0.82)
    bars[-1].set_color("#1b7f4d")
    axes.bar_label(
        bars, labels=[written(count) if count else "" for count in counts], fontsize=13, color=_INK
    )
    axes.set_xticks(range(len(counts)), names)
    axes.set_xlabel(texts("agreement-picture-share-axis"), fontsize=14, color=_INK)
    axes.set_ylabel(texts("agreement-picture-task-axis"), fontsize=14, color=_INK)
    axes.set_ylim(0, max(*counts, 1) * 1.18)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.yaxis.set_major_formatter(written)
    axes.tick_params(length=0, labelsize=13 if len(counts) < 9 else 11, colors=_INK)
    for name in ("top", "right", "left"):
        axes.spines[name].set_visible(False)


def share_counts(found: Agreement) -> tuple[list[int], list[str]]:
    """Tasks with two answers or more by the percentage of their leading option, and what to write below each count.

    Tens of percent, from where there are any (50 to 60 at least) up; where all agree stands apart, last.
    """
    shares = found.tasks.vote_share[found.tasks.n_answers >= 2]
    # A share of exactly .3 is 30 to 40 %, whatever its last bit says.
    tenths = np.floor(shares[shares < 1] * 10 + 1e-9).astype(np.int64)
    lowest = int(tenths.min(initial=5))
    counts = np.bincount(tenths - lowest, minlength=10 - lowest).tolist()
    names = [f"{10 * tenth}–{10 * tenth + 10}" for tenth in range(lowest, 10)]
    return [*counts, int((shares == 1).sum())], [*names, "100"]


def _short_percent(share: float) -> str:
    percent = 100 * share
    if 0 < percent < 1:
        return "<1"
    return f"{min(round(percent), 99) if percent < 100 else 100}"
